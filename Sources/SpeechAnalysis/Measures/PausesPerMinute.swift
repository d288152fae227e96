extension Measure {
  /// How often speech stops.
  public static let pausesPerMinute = Measure(
    id: "pauses-per-minute", name: "Pauses per minute of talk",
    shortName: "Pauses per talk minute",
    words: ["pauses per talk minute"],
    unit: .perMinute,
    definition: "How often speech stops, whatever the length of the session.",
    formula: "pauses ÷ talk time in minutes",
    parameters: [Measure.thresholdRule],
    example: Example(ExampleSession.description, is: 4 / (51.1 / 60)) {
      ExampleSession.analysis.pausesPerTalkMinute
    },
    sources: ["Kormos and Dénes, System 32 (2004)"],
    norms: [
      Norm(
        value: "5–15",
        population: "per minute of monologues; attributed to several studies, so "
          + "for orientation only", source: "Goldman-Eisler, Psycholinguistics (1968)")
    ],
    limits: "Moves with the threshold. Time with a partner's questions is talk as well unless it "
      + "was marked.",
    fields: [
      Field(
        "pauses.pausesPerTalkMinute",
        column: ("pausesPerTalkMinute", 5),
        everywhere: { $0.pausesPerTalkMinute })
    ],
    isCompared: true,
    phrases: [Phrase(.pauses, 1, after: " per minute of talk")])
}
