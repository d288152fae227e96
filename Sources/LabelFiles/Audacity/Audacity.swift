extension LabelFormat {
  /// Lines of start, end and label with tabs between.
  public static let audacity = LabelFormat(
    id: "audacity", name: "Audacity labels",
    reader: Reader(
      recognizes: { _, lines in lines.first.map { AudacityReader.isLabel($0) } ?? false },
      timeline: { text, plan, rate, frames throws(LabelLineError) in
        try AudacityReader.labels(text).timeline(plan: plan, sampleRate: rate, frames: frames)
      }),
    writer: Writer(suffix: ".txt", about: "phases and marks as labels", text: AudacityWriter.text))
}
