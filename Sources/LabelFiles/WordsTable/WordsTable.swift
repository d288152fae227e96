extension LabelFormat {
  /// What was said, a row for each word.
  public static let wordsTable = LabelFormat(
    id: "words", name: "words as CSV",
    writer: Writer(
      suffix: ".words.csv", about: "what was said as CSV, a row for each word", needsWords: true,
      text: WordsTableWriter.text))
}
