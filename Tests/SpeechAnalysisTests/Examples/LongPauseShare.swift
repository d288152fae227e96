@testable import SpeechAnalysis

extension Measure {
  /// How many of the pauses are long.
  static let longPauseShare = Measure(
    id: "long-pause-share", name: "Share of pauses over 2 s",
    unit: .share,
    definition: "The pauses longer than two seconds, of all pauses.",
    formula: "pauses over 2 s ÷ pauses",
    parameters: [Measure.thresholdRule, "the bound of 2 s"],
    example: Example(ExampleSession.description, is: 0.25) { share(ExampleSession.analysis) },
    sources: ["Where a listener begins to wait: this project's own bound."],
    limits: "With few pauses, one of them moves it far.",
    fields: [Field("pauses.longShare", everywhere: { share($0) })],
    isCompared: true,
    phrases: [Phrase(.pauses, 9, after: " of them over 2 s")])

  private static func share(_ paced: any Paced) -> Double? {
    let lengths = paced.pauses.lengthsSeconds
    return lengths.isEmpty ? nil : Double(lengths.count { $0 > 2 }) / Double(lengths.count)
  }
}
