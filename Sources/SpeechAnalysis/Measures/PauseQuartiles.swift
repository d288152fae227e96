extension Measure {
  /// How even pauses are.
  public static let pauseQuartiles = Measure(
    id: "pause-quartiles", name: "Middle half of pauses",
    words: ["quartiles", "middle half"],
    unit: .seconds,
    definition: "The middle half of the pauses lies between them: how even they are.",
    formula: "quantiles of 0.25 and 0.75 of the lengths of all silent pauses",
    parameters: [Measure.thresholdRule],
    example: Example(ExampleSession.description + " Asked for: the lower one.", is: 0.7) {
      ExampleSession.analysis.pauses.quartilesSeconds?.lower
    },
    sources: [Measure.type7],
    limits: "As for the median.",
    fields: [
      Field("pauses.lowerQuartileSeconds", everywhere: { $0.pauses.quartilesSeconds?.lower }),
      Field("pauses.upperQuartileSeconds", everywhere: { $0.pauses.quartilesSeconds?.upper }),
    ])
}
