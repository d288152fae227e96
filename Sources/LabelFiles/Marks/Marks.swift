extension LabelFormat {
  /// Lines of time and id; what is nothing else is meant to be this.
  public static let marks = LabelFormat(
    id: "marks", name: "marks file",
    reader: Reader(
      recognizes: { _, _ in true },
      timeline: { text, plan, rate, frames throws(LabelLineError) in
        try MarksFile.timeline(text, plan: plan, sampleRate: rate, frames: frames)
      }))
}
