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

  /// What was said, a cue for each sentence.
  public static let captions = LabelFormat(
    id: "captions", name: "WebVTT captions",
    writer: Writer(
      suffix: ".captions.vtt", about: "what was said, sentence by sentence, for players",
      needsWords: true, text: WebVTTWriter.captions))
}
