extension Measure {
  private static let thresholdRule =
    "a pause is a silence of at least 0.25 s (--pause-threshold) between two sounding intervals"
  private static let type7 =
    "Hyndman and Fan, The American Statistician 50 (1996): quantiles of type 7"

  /// Silence between words.
  static let pausing = [
    Measure(
      id: "pauses", name: "Pauses", unit: "",
      definition: "The number of silent pauses. Silence before the first and after the last word "
        + "is none, nor is one in which the session was held or others spoke.",
      formula: "count of silences of at least the threshold",
      parameters: [thresholdRule],
      example: Example(given: exampleSession, value: 4),
      sources: [
        "Goldman-Eisler, Psycholinguistics (1968): 0.25 s",
        "De Jong and Bosker, Proc. DiSS (2013): thresholds from 0.1 to 1 s compared",
      ],
      norms: [
        Norm(
          value: "a silence of 0.25 to 0.5 s is ordinary; 4 s are hard to bear",
          population: "listeners in experiments at the University of Gothenburg",
          source: "Lundholm Fors, doctoral thesis (2015)")
      ],
      limits: "A stop consonant closes the mouth for up to 0.1 s: shorter thresholds count "
        + "articulation. Whether a pause stands at a good place is not measured."),
    Measure(
      id: "pause-median", name: "Median pause", unit: "s",
      definition: "Half of the pauses are shorter. A few long ones do not move it, as they would "
        + "move the mean.",
      formula: "median of the lengths of all silent pauses, gaps taken off",
      parameters: [thresholdRule],
      example: Example(given: exampleSession, value: 1.15),
      sources: [
        type7,
        "Campione and Véronis, Proc. Speech Prosody (2002): pause lengths are skewed, and are to be "
          + "compared by their logarithms",
      ],
      norms: [
        Norm(
          value: "0.49 s", population: "silent pauses in read English",
          source: "Campione and Véronis, Proc. Speech Prosody (2002)")
      ],
      limits: "Moves with the threshold. Below some ten pauses it says little."),
    Measure(
      id: "pause-quartiles", name: "Middle half of pauses", unit: "s",
      definition: "The middle half of the pauses lies between them: how even they are.",
      formula: "quantiles of 0.25 and 0.75 of the lengths of all silent pauses",
      parameters: [thresholdRule],
      example: Example(given: exampleSession + " Asked for: the lower one.", value: 0.7),
      sources: [type7], norms: [],
      limits: "As for the median."),
    Measure(
      id: "pause-p90", name: "P90 of pauses", unit: "s",
      definition: "Nine of ten pauses are shorter.",
      formula: "quantile of 0.9 of the lengths of all silent pauses",
      parameters: [thresholdRule],
      example: Example(given: exampleSession, value: 2.55),
      sources: [type7], norms: [],
      limits: "With few pauses it is all but the longest one."),
    Measure(
      id: "pause-classes", name: "Brief, medium and long", unit: "",
      definition: "All silences by length, those below the threshold included: brief below 0.2 s, "
        + "medium from 0.2 to 1 s, long above 1 s.",
      formula: "count of silences in each class",
      parameters: ["bounds of 0.2 s and 1 s"],
      example: Example(given: exampleSession + " Asked for: the long ones.", value: 2),
      sources: ["Campione and Véronis, Proc. Speech Prosody (2002)"],
      norms: [
        Norm(
          value: "long silences occurred in spontaneous speech only",
          population: "some 6,000 pauses in 5.5 h of reading and talk in five languages",
          source: "Campione and Véronis, Proc. Speech Prosody (2002)")
      ],
      limits: "Silences below 0.09 s belong to the speech around them and are in no class."),
    Measure(
      id: "pauses-per-minute", name: "Pauses per minute of talk", unit: "per min",
      definition: "How often speech stops, whatever the length of the session.",
      formula: "pauses ÷ talk time in minutes",
      parameters: [thresholdRule],
      example: Example(given: exampleSession, value: 4 / (51.1 / 60)),
      sources: ["Kormos and Dénes, System 32 (2004)"],
      norms: [
        Norm(
          value: "5–15",
          population: "per minute of monologues; attributed to several studies, so "
            + "for orientation only", source: "Goldman-Eisler, Psycholinguistics (1968)")
      ],
      limits: "Moves with the threshold. Time with a partner's questions is talk as well unless it "
        + "was marked."),
    Measure(
      id: "run-length", name: "Length of runs", unit: "s",
      definition: "How long speech goes on between two pauses, as a mean and as a median.",
      formula: "mean over the stretches from pause to pause, shorter silences included",
      parameters: [thresholdRule, "a hold, a gap or others' speech ends a run"],
      example: Example(given: exampleSession + " Asked for: the mean.", value: 10.26),
      sources: [
        "Lennon, Language Learning 40 (1990)",
        "Kormos and Dénes, System 32 (2004): mean length of runs",
      ],
      norms: [],
      limits: "Longer is not better without end: listeners need pauses as well."),
  ]
}
