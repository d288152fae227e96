import SessionModel

/// A session's stretches of speech in the format of the Rich Transcription evaluations.
///
/// One SPEAKER line each: file, channel, start and length in seconds, and the name
/// of the one speaker.
/// - SeeAlso: NIST, "The 2009 Rich Transcription Meeting Recognition Evaluation
///   Plan", appendix A.
enum RTTMWriter {
  /// Renders a session.
  static func text(_ tracks: LabelTracks) -> String {
    // A file's name in RTTM has no spaces.
    let name = tracks.id.onOneLine.replacing(" ", with: "_")
    return (tracks.speech ?? []).map {
      let start = LabelTime.text($0.start)
      let length = LabelTime.text($0.end - $0.start)
      return "SPEAKER \(name) 1 \(start) \(length) <NA> <NA> speaker <NA> <NA>\n"
    }.joined()
  }
}
