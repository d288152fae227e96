extension Measure {
  /// How long a long pause is.
  public static let pauseP90 = Measure(
    id: "pause-p90", name: "P90 of pauses",
    shortName: "P90 pause",
    words: ["p90", "p90 pause"],
    unit: .seconds,
    definition: "Nine of ten pauses are shorter.",
    formula: "quantile of 0.9 of the lengths of all silent pauses",
    parameters: [Measure.thresholdRule],
    example: Example(ExampleSession.description, is: 2.55) {
      ExampleSession.analysis.pauses.p90Seconds
    },
    sources: [Measure.type7],
    limits: "With few pauses it is all but the longest one.",
    fields: [
      Field(
        "pauses.p90Seconds", column: ("pauseP90Seconds", 4),
        everywhere: { $0.pauses.p90Seconds })
    ],
    isCompared: true,
    phrases: [Phrase(.pauses, 3, "P90 ")])
}
