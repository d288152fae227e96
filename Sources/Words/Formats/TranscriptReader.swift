import LabelFiles
import SessionModel

/// Reads what a recogniser wrote, of whatever format: what it is shows in its content.
public enum TranscriptReader {
  /// Reads a file.
  /// - Parameters:
  ///   - bytes: the file's content: UTF-8, or UTF-16 with a byte order mark. Bytes that are
  ///     neither become U+FFFD in words.
  ///   - format: nil to find it out.
  /// - Returns: the words in the order of the file; none when nothing was heard.
  /// - Throws: ``TranscriptError`` for a format that is not known, for damage, for a text
  ///   without any time, and beyond the limits: 64 MiB, 200,000 words, 200 bytes a word.
  public static func read(
    _ bytes: [UInt8], format: TranscriptFormat? = nil
  ) throws(TranscriptError) -> RecognizedTranscript {
    guard bytes.count <= LabelFile.mostBytes else {
      throw TranscriptError(
        "the transcript has \(bytes.count >> 20) MiB, the most is "
          + "\(LabelFile.mostBytes >> 20) MiB; "
          + "have the recogniser write words without more about them")
    }
    let text = LabelText.utf8(bytes)
    guard text.contains(where: { $0 > 0x20 }) else {
      throw TranscriptError("the transcript is empty; run the recogniser again")
    }
    if let format { return try format.read(TranscriptContent(text, isJSON: format.isJSON)) }
    let content = try TranscriptContent(text)
    guard let known = TranscriptFormat.all.first(where: { $0.recognizes(content) }) else {
      throw TranscriptError(
        "\(content.outline): no format of transcripts that is known; have the recogniser write "
          + "JSON with word times, WebVTT or SubRip")
    }
    return try known.read(content)
  }
}

/// Limits of a transcript, and their errors.
enum TranscriptLimits {
  /// Twenty hours of talk.
  static let mostWords = 200_000
  /// The longest English word in use has 45.
  static let mostWordBytes = 200

  static let tooManyWords = TranscriptError(
    "the transcript has more than \(mostWords) words; bring one of a single session")

  /// A few bytes of a file, for a message.
  static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(60), as: UTF8.self).onOneLine
  }
}
