public import PracticeHistory

/// A session's stretches of speech in the format of the Rich Transcription evaluations.
///
/// One SPEAKER line each: file, channel, start and length in seconds, and the name
/// of the one speaker.
/// - SeeAlso: NIST, "The 2009 Rich Transcription Meeting Recognition Evaluation
///   Plan", appendix A.
public enum RTTMText {
  /// Renders a session.
  public static func text(_ tracks: SessionTracks) -> String {
    // A file's name in RTTM has no spaces.
    let name = tracks.id.onOneLine.replacing(" ", with: "_")
    return (tracks.speech ?? []).map {
      let start = ExportNumber.fixed($0.start, digits: 6)
      let length = ExportNumber.fixed($0.end - $0.start, digits: 6)
      return "SPEAKER \(name) 1 \(start) \(length) <NA> <NA> speaker <NA> <NA>\n"
    }.joined()
  }
}
