public import AudioCore
public import SessionModel

/// Phases and marks from a file of whatever kind: what it is shows in its content.
///
/// An Audacity label track, a Praat TextGrid, WebVTT chapters, a marks file, or a
/// plain list of times at which the plan's phases begin one after the other.
public enum LabelFile {
  /// The most bytes that are read: some hundred thousand lines.
  public static let mostBytes = 64 << 20

  /// Reads a file into a timeline.
  /// - Parameters:
  ///   - bytes: the file's content: UTF-8, or UTF-16 with a byte order mark as Praat
  ///     writes it.
  ///   - plan: whose phases and marks may occur.
  ///   - sampleRate: of the sound.
  ///   - frames: the length of the sound.
  /// - Throws: ``LabelLineError`` for the first line that cannot be used.
  public static func timeline(
    _ bytes: [UInt8], plan: Plan, sampleRate: SampleRate, frames: Int
  ) throws(LabelLineError) -> SessionTimeline {
    let text = decoded(bytes)
    guard let reader = format(of: text).reader else {
      throw LabelLineError(line: 1, message: "holds no phases")
    }
    return try reader.timeline(text, plan, sampleRate, frames)
  }

  /// Whether a text may be meant to hold phases at all, whatever its mistakes.
  public static func looksLikePhases(_ bytes: [UInt8]) -> Bool {
    let text = decoded(bytes)
    guard format(of: text) == .marks else { return true }
    let first = text.split(whereSeparator: \.isNewline).lazy
      .compactMap { $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).first }.first
    return first.map { ClockTime.seconds($0) != nil } ?? false
  }

  /// The format of a file's content.
  public static func format(of bytes: [UInt8]) -> LabelFormat { format(of: decoded(bytes)) }

  private static func format(of text: String) -> LabelFormat {
    let lines = text.split(whereSeparator: \.isNewline).filter {
      !$0.allSatisfy(\.isWhitespace) && !$0.hasPrefix("#")
    }
    return LabelFormat.all.first { $0.reader?.recognizes(text, lines) == true } ?? .marks
  }

  /// The text of a file's bytes, whatever its line ends.
  private static func decoded(_ bytes: [UInt8]) -> String {
    String(decoding: LabelText.lines(bytes), as: UTF8.self)
  }
}
