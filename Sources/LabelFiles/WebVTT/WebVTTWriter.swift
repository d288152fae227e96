import SessionModel

/// A session's phases as WebVTT chapters, which players show beside the sound.
/// - SeeAlso: W3C, "WebVTT: The Web Video Text Tracks Format", chapter cues.
enum WebVTTWriter {
  /// Renders a session; one cue for each visit of a phase.
  static func text(_ tracks: LabelTracks) -> String {
    var text = "WEBVTT\n\nNOTE \(escaped(tracks.id))\n"
    for phase in tracks.phases where milliseconds(phase.end) > milliseconds(phase.start) {
      text += "\n\(escaped(phase.id))\n\(time(phase.start)) --> \(time(phase.end))\n"
      text += "\(escaped(phase.name))\n"
    }
    return text
  }

  /// What was said; one cue for each sentence.
  static func captions(_ tracks: LabelTracks) -> String {
    var text = "WEBVTT\n\nNOTE \(escaped(tracks.id))\n"
    for sentence in tracks.sentences ?? [] {
      // A cue ends behind its start.
      let end = max(sentence.end, sentence.start + 0.001)
      text += "\n\(time(sentence.start)) --> \(time(end))\n\(escaped(sentence.name))\n"
    }
    return text
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

  /// A time such as `01:02:03.500`.
  private static func time(_ seconds: Double) -> String {
    let all = milliseconds(seconds)
    func digits(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(digits(all / 3_600_000, 2)):\(digits(all / 60_000 % 60, 2)):"
      + "\(digits(all / 1000 % 60, 2)).\(digits(all % 1000, 3))"
  }

  private static func escaped(_ text: String) -> String {
    text.onOneLine.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
}
