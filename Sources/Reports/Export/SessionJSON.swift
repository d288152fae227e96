public import InterviewGuide
import SessionModel

/// A session as one JSON document: `schema`, `session`, `analysis`, and its `verdict` with the
/// reasons for it.
///
/// The two parts are the session's own files, number for number. Schema 1.
public enum SessionJSON {
  /// The number of this layout.
  public static let schema = 1

  /// Puts the files together, over several lines for people.
  /// - Parameters:
  ///   - session: the bytes of `session.json`, valid JSON.
  ///   - analysis: the bytes of `analysis.json`, valid JSON; nil when there is none.
  ///   - standing: what it comes to.
  public static func page(
    session: [UInt8], analysis: [UInt8]?, standing: SessionStanding
  ) -> [UInt8] {
    var bytes = Array("{\n".utf8)
    if let analysis { bytes += Array("  \"analysis\" : ".utf8) + nested(analysis) + [0x2C, 0x0A] }
    bytes += Array("  \"schema\" : \(schema),\n  \"session\" : ".utf8) + nested(session)
    bytes += Array(",\n  \"verdict\" : \"\(standing.verdict.rawValue)\"".utf8)
    let reasons = (try? JSONText.line(StandingWords(standing).reasons)) ?? []
    return bytes + Array(",\n  \"verdictReasons\" : ".utf8) + reasons + Array("\n}\n".utf8)
  }

  /// The same on one line, as JSON Lines wants it.
  public static func line(
    session: [UInt8], analysis: [UInt8]?, standing: SessionStanding
  ) -> [UInt8] {
    compact(page(session: session, analysis: analysis, standing: standing)) + [0x0A]
  }

  /// Indents all lines but the first; strings in JSON hold no line ends.
  private static func nested(_ json: [UInt8]) -> [UInt8] {
    let end = json.lastIndex { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } ?? -1
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count + json.count / 4)
    for byte in json[...end] {
      bytes.append(byte)
      if byte == 0x0A { bytes += [0x20, 0x20] }
    }
    return bytes
  }

  /// Without the white space between values.
  private static func compact(_ json: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count)
    var isString = false
    var isEscaped = false
    for byte in json {
      if isString {
        bytes.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isString = false
        }
      } else if ![0x20, 0x0A, 0x0D, 0x09].contains(byte) {
        bytes.append(byte)
        isString = byte == UInt8(ascii: "\"")
      }
    }
    return bytes
  }
}
