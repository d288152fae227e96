extension LabelFormat {
  /// Cues with times.
  public static let webVTT = LabelFormat(
    id: "webvtt", name: "WebVTT chapters",
    reader: Reader(
      recognizes: { text, _ in text.hasPrefix("WEBVTT") },
      timeline: { text, plan, rate, frames throws(LabelLineError) in
        try WebVTTReader.labels(text).timeline(plan: plan, sampleRate: rate, frames: frames)
      }),
    writer: Writer(suffix: ".vtt", about: "phases as chapters", text: WebVTTWriter.text))
}
