import SessionModel

/// A session's phases and marks as an Audacity label track, which `import` reads as well.
///
/// Lines of start, end and label, separated by tabs; times in seconds.
/// - SeeAlso: Audacity's manual, "Importing and Exporting Labels".
enum AudacityWriter {
  /// Renders a session.
  static func text(_ tracks: LabelTracks) -> String {
    (tracks.phases + tracks.marks).enumerated()
      .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map { _, interval in
        let (start, end) = (interval.start, interval.end)
        return "\(LabelTime.text(start))\t\(LabelTime.text(end))\t\(interval.name.onOneLine)\n"
      }.joined()
  }
}
