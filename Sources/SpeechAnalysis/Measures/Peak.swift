import AudioCore

extension Measure {
  /// The largest sample.
  public static let peak = Measure(
    id: "peak", name: "Peak",
    unit: .dBFS,
    definition: "The largest sample.",
    formula: "20·log10 of the largest absolute sample",
    parameters: [fullScale, mono],
    example: Example("A sine of half of full scale.", is: -6.021) {
      ExampleSession.level(ExampleSound.sine).peak.value
    },
    sources: ["Its definition."],
    norms: [
      Norm(
        value: "−3 dBFS or less", population: "finished audio books",
        source: "ACX, requirements for submission")
    ],
    limits: "One knock on the table decides it.",
    fields: [
      Field(
        "level.peakDBFS", digits: 2, column: ("peakDBFS", 17),
        session: { $0.level.peak.value })
    ],
    phrases: [Phrase(.level, 1, "peak ")],
    figures: [Figure(.level, 1, "Peak")])
}
