extension LabelFormat {
  /// Praat's tiers.
  public static let textGrid = LabelFormat(
    id: "textgrid", name: "TextGrid",
    reader: Reader(
      recognizes: { _, lines in
        lines.prefix(3).contains { $0.contains("ooTextFile") || $0.contains("\"TextGrid\"") }
      },
      timeline: { text, plan, rate, frames throws(LabelLineError) in
        try TextGridReader.labels(text).timeline(plan: plan, sampleRate: rate, frames: frames)
      }),
    writer: Writer(
      suffix: ".TextGrid", about: "phases, speech, words, gaps and marks for Praat",
      text: TextGridWriter.text))
}
