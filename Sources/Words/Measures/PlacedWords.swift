import SpeechAnalysis

extension WordMeasure {
  /// How much of what was recognised lies in speech.
  static let placedWords = WordMeasure(
    measure: Measure(
      id: "placed-words", name: "Words placed", unit: .share,
      definition: "The share of the recognised words that have a place in the speaker's speech.",
      formula: "words in speech ÷ words recognised; signs and what others said count on neither "
        + "side",
      parameters: ["a word's middle may lie up to 0.5 s from speech"],
      example: Measure.Example(
        "A transcript of 100 words, of which two lie where nobody speaks.", is: 0.98
      ) {
        ExampleWords.session(
          Array(repeating: "word", count: 98).joined(separator: " "), seconds: 60, invented: 2
        ).placedShare
      },
      sources: ["this project's own; see its page on words"],
      limits: "Recognisers invent words in silence, which is what it shows. Below 0.9 the "
        + "transcript may belong to another sound, and no other measure of words is given. A word "
        + "that was invented within speech cannot be told.",
      fields: [Field(elsewhere: "words.placedShare", digits: 4, hasPhases: false)]),
    value: { $0.placedShare })
}
