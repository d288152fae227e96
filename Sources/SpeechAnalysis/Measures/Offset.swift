import SessionModel

extension Measure {
  /// The direct current of the sound card.
  public static let offset = Measure(
    id: "offset", name: "DC offset",
    unit: .fullScale,
    definition: "The mean of all samples. A good sound card has none.",
    formula: "sum of the samples ÷ their number",
    example: Example("A sine on top of a constant of −0.025.", is: -0.025) {
      ExampleSession.level(ExampleSound.sine.map { $0 - 0.025 }).offset
    },
    sources: ["Its definition."],
    limits: "It does no harm to the other measures: they take off that of the sound. Digital "
      + "silence has none and counts as 0 here.",
    fields: [Field("level.offset", session: { $0.level.offset })],
    phrases: [
      Phrase(.level, 5) { analysis in
        shown(analysis).map { "offset \($0)" }
      }
    ],
    figures: [
      Figure(.level, 6, "DC offset") { analysis in
        shown(analysis).map { Figure.Content(value: $0) }
      }
    ])

  /// Nobody needs to know of less.
  private static func shown(_ analysis: SessionAnalysis) -> String? {
    let offset = analysis.level.offset
    return abs(offset) > MicrophoneCheck.mostOffset
      ? "\(Format.decimal(100 * offset, digits: 1)) %" : nil
  }
}
