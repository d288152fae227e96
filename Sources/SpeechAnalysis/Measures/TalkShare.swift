extension Measure {
  /// How much of a session is talk.
  public static let talkShare = Measure(
    id: "talk-share", name: "Talk share",
    words: ["talk"],
    unit: .share,
    definition: "How much of the session is talk: the phonation ratio.",
    formula: "talk time ÷ session time without what the device lost and what others said",
    parameters: ["as for talk time"],
    example: Example(ExampleSession.description, is: 51.1 / 60) {
      ExampleSession.analysis.phonationRatio
    },
    sources: ["Kormos and Dénes, System 32 (2004): phonation-time ratio"],
    norms: [
      Norm(
        value: "0.6–0.8",
        population: "monologues; attributed to several studies, so for "
          + "orientation only", source: "Goldman-Eisler, Psycholinguistics (1968)")
    ],
    limits: "Depends on how many short silences are told apart: compare sessions measured by the "
      + "same version only.",
    fields: [
      Field(
        "talk.phonationRatio",
        column: ("phonationRatio", 1),
        everywhere: { $0.phonationRatio })
    ],
    isCompared: true,
    phrases: [Phrase(.talk, 1, after: " of the session")]
  )
}
