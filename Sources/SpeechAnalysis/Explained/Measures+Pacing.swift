extension Measure {
  /// The session that the examples speak of.
  static let exampleSession =
    "A session of 60 s with speech from 1 to 5 s, 5.2 to 9, 9.8 to 20, 21.5 to 30, 30.4 to 50 and "
    + "53 to 58 s."

  /// Time against the plan.
  static let pacing = [
    Measure(
      id: "phase-duration", name: "Time of a phase", unit: "s",
      definition: "How long a phase of the plan lasted. A phase visited more than once counts with "
        + "the sum of its visits.",
      formula: "sum of the frames of its visits ÷ frames per second",
      parameters: ["the keys pressed while recording, or a marks file"],
      example: Example(given: "A phase visited from 0 to 12 s and from 40 to 45 s.", value: 17),
      sources: ["The session's clock is the frame index of its sound file."],
      norms: [],
      limits: "Includes silence and gaps; time on hold is not recorded and not part of it. A key "
        + "pressed late moves the bound of a phase."),
    Measure(
      id: "phase-verdict", name: "Verdict of a phase", unit: "s",
      definition: "Whether a phase stayed within its budget, and by how much it did not. Both ends "
        + "of the budget belong to it.",
      formula: "under: budget's least − time; over: time − budget's most; otherwise within",
      parameters: ["the plan's budget, times the scale of the drill"],
      example: Example(
        given: "A phase of 7:30 with a budget of 5 to 7 minutes is over by", value: 30),
      sources: ["The budgets are those of the plan: see `walkthrough plans`."],
      norms: [],
      limits: "A budget is a guide for one kind of interview, not a law of conversation."),
    Measure(
      id: "talk-time", name: "Talk time", unit: "s",
      definition: "The time in which somebody speaks: phonation time, in the terms of phonetics. "
        + "Breaths, typing and people far away are not speech.",
      formula: "sum of the sounding intervals",
      parameters: [
        "hops of 10 ms, log odds of speech from a small network that sees 1.24 s to either side",
        "a regression that these teach what this session's speech sounds like, in groups of 40 ms",
        "more evidence, by up to 1.5 in log odds, where the room keeps the level from falling by "
          + "22 dB within 120 ms",
        "two-state decoding with costs for each change; silences below "
          + "\(AnalysisParameters().shortestSilenceSeconds) s are closed",
      ],
      example: Example(given: exampleSession, value: 51.1),
      sources: [
        "Forney, Proc. IEEE 61 (1973): the decoder",
        "Bai, Kolter and Koltun, arXiv:1803.01271 (2018): the form of the network",
        "Scudder, IEEE Trans. Information Theory 11 (1965): learning from one's own decisions",
        "Schroeder, J. Acoust. Soc. Am. 37 (1965): the decay of sound in rooms",
      ],
      norms: [],
      limits: "Everybody near the microphone counts. In noise as loud as the voice some speech is "
        + "missed, and music may be taken for it; the accuracy page has the figures."),
    Measure(
      id: "talk-share", name: "Talk share", unit: "share, 0 to 1",
      definition: "How much of the session is talk: the phonation ratio.",
      formula: "talk time ÷ session time without what the device lost and what others said",
      parameters: ["as for talk time"],
      example: Example(given: exampleSession, value: 51.1 / 60),
      sources: ["Kormos and Dénes, System 32 (2004): phonation-time ratio"],
      norms: [
        Norm(
          value: "0.6–0.8",
          population: "monologues; attributed to several studies, so for "
            + "orientation only", source: "Goldman-Eisler, Psycholinguistics (1968)")
      ],
      limits: "Depends on how many short silences are told apart: compare sessions measured by the "
        + "same version only."),
  ]
}
