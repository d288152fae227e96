public import PracticeHistory
import SpeechAnalysis

/// A session's phases and marks as an Audacity label track, which `import` reads as well.
///
/// Lines of start, end and label, separated by tabs; times in seconds.
/// - SeeAlso: Audacity's manual, "Importing and Exporting Labels".
public enum AudacityLabelText {
  /// Renders a session.
  public static func text(_ tracks: SessionTracks) -> String {
    (tracks.phases + tracks.marks).enumerated()
      .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map { _, interval in
        let (start, end) = (interval.start, interval.end)
        return "\(seconds(start))\t\(seconds(end))\t\(interval.name.onOneLine)\n"
      }.joined()
  }

  private static func seconds(_ value: Double) -> String { ExportNumber.fixed(value, digits: 6) }
}

/// Numbers for other programs: a point, no grouping, no minus sign but the ASCII one.
enum ExportNumber {
  /// A number of 0 or more with a fixed number of decimals.
  static func fixed(_ value: Double, digits: Int) -> String {
    Format.decimal(max(0, value), digits: digits)
  }
}
