import AudioCore
import SessionModel

/// A line of the journal: an entry as JSON, and behind it, as one more key, its checksum.
///
/// `{"event":"held","frame":180,"check":"1f2e3d4c"}`: the first 32 bits of the SHA-256 of the
/// line without that key. A power loss or a bad block can leave lines that are JSON and wrong.
enum JournalLine {
  private static let key = Array(#","check":""#.utf8)
  private static let end = Array(#""}"#.utf8)
  private static let digits = 8

  /// What a line is worth.
  enum Content {
    /// Its checksum is right.
    case checked(JournalEntry)
    /// It has no checksum, as those of version 0.1.0.
    case unchecked(JournalEntry)
    /// It cannot be understood, or its checksum is wrong.
    case damaged
  }

  /// An entry as a line with its end.
  static func bytes(_ entry: JournalEntry) throws -> [UInt8] {
    let json = try JSONText.line(entry)
    return json.dropLast() + key + checksum(json) + end + [UInt8(ascii: "\n")]
  }

  /// Reads a line without its end.
  static func content(_ line: ArraySlice<UInt8>) -> Content {
    let length = key.count + digits + end.count
    let tail = line.suffix(length)
    guard tail.count == length, tail.starts(with: key), tail.suffix(end.count).elementsEqual(end)
    else {
      guard let entry = try? ArchiveJSON.decode(JournalEntry.self, Array(line)) else {
        return .damaged
      }
      return .unchecked(entry)
    }
    let json = Array(line.dropLast(length)) + [UInt8(ascii: "}")]
    guard checksum(json).elementsEqual(tail.dropFirst(key.count).prefix(digits)),
      let entry = try? ArchiveJSON.decode(JournalEntry.self, json)
    else { return .damaged }
    return .checked(entry)
  }

  private static func checksum(_ json: [UInt8]) -> some Collection<UInt8> {
    var digest = SHA256()
    digest.update(json.span)
    return Array(digest.text.utf8.prefix(digits))
  }
}
