import SpeechAnalysis

extension WordMeasure {
  private static let source =
    "descriptive; the median and the ninth decile by nearest rank, since words are whole"
  private static let limits =
    punctuation + " Spoken sentences are run on with and; where one ends is the recogniser's guess."
  private static let example =
    "a b c d. a b c d e f. "
    + Array(repeating: "a", count: 20).joined(separator: " ") + "."

  /// The smallest length that at least a share of the sentences does not exceed.
  private static func length(_ share: Double, _ session: SpokenSession) -> Double? {
    guard session.isPunctuated, !session.sentenceLengths.isEmpty else { return nil }
    let ordered = session.sentenceLengths.sorted()
    let rank = max(1, Int((share * Double(ordered.count)).rounded(.up)))
    return Double(ordered[rank - 1])
  }

  /// How long sentences are.
  static let sentenceLength = WordMeasure(
    measure: Measure(
      id: "sentence-length", name: "Median sentence length", words: ["sentence length"],
      unit: .words,
      definition: "Half of the sentences have at most so many words.",
      formula: "the median of the words from one sentence end to the next",
      example: Measure.Example("Sentences of 4, 6 and 20 words.", is: 6) {
        length(0.5, ExampleWords.session(example, seconds: 20))
      },
      sources: [source], limits: limits,
      fields: [
        Field(
          elsewhere: "words.sentenceMedianWords", digits: 0, column: ("sentenceMedianWords", 23),
          hasPhases: true)
      ]),
    value: { length(0.5, $0) })

  /// How long the long ones are.
  static let sentenceLengthP90 = WordMeasure(
    measure: Measure(
      id: "sentence-length-p90", name: "90th percentile of sentence length",
      words: ["long sentences"], unit: .words,
      definition: "Nine of ten sentences have at most so many words.",
      formula: "the ninth decile of the words from one sentence end to the next",
      example: Measure.Example("Sentences of 4, 6 and 20 words.", is: 20) {
        length(0.9, ExampleWords.session(example, seconds: 20))
      },
      sources: [source], limits: limits,
      fields: [
        Field(
          elsewhere: "words.sentenceP90Words", digits: 0, column: ("sentenceP90Words", 24),
          hasPhases: true)
      ]),
    value: { length(0.9, $0) })
}
