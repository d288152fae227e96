import AudioCore
import SessionModel

/// A format of labels: its name, its reader and its writer.
///
/// Each has a folder, where an extension of this type describes it; ``all`` names it once.
public struct LabelFormat: Sendable, Identifiable {
  /// What people type to choose it.
  public let id: String
  /// One line for people.
  public let name: String
  /// How it is read; nil for a format that is only written.
  var reader: Reader?
  /// How it is written; nil for a format that is only read.
  public var writer: Writer?

  /// All formats; a text is of the first that recognizes it.
  public static let all = [webVTT, textGrid, audacity, rttm, times, marks, captions, wordsTable]

  /// Those that are written.
  public static let written = [textGrid, audacity, webVTT, rttm, captions, wordsTable]

  struct Reader: Sendable {
    /// Whether a text is of this format; the lines are those that are neither empty nor comments.
    let recognizes: @Sendable (_ text: String, _ lines: [Substring]) -> Bool
    /// Puts the labels of a text on a session's clock.
    let timeline:
      @Sendable (String, Plan, SampleRate, _ frames: Int) throws(LabelLineError) -> SessionTimeline
  }

  /// How a format is written.
  public struct Writer: Sendable {
    /// How the names of its files end.
    public let suffix: String
    /// What it holds, as help texts say it.
    public let about: String
    /// Whether it says nothing without stretches of speech.
    public var needsSpeech = false
    /// Whether it says nothing without words.
    public var needsWords = false
    /// Renders a session.
    public let text: @Sendable (LabelTracks) -> String
  }
}

extension LabelFormat: Hashable {
  /// Formats are the same when their ids are.
  public static func == (one: LabelFormat, other: LabelFormat) -> Bool { one.id == other.id }

  /// Hashes the id.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
