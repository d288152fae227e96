extension LabelFormat {
  /// Lines of one time each.
  public static let times = LabelFormat(
    id: "times", name: "list of times",
    reader: Reader(
      recognizes: { _, lines in
        !lines.isEmpty
          && lines.allSatisfy {
            $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).count == 1
          }
      },
      timeline: { text, plan, rate, frames throws(LabelLineError) in
        try TimesReader.labels(text, plan: plan)
          .timeline(plan: plan, sampleRate: rate, frames: frames)
      }))
}
