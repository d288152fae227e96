/// Bytes of a text file as readers want them, whatever program wrote it.
public enum LabelText {
  /// UTF-8 without a byte order mark; UTF-16 is known by its mark.
  ///
  /// Bytes that are no UTF-8 stay as they are.
  /// - Parameter bytes: a file's content.
  public static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    func words(_ high: Int, _ low: Int) -> [UInt16] {
      stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
      }
    }
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFE, 0xFF): return Array(String(decoding: words(0, 1), as: UTF16.self).utf8)
    case (0xFF, 0xFE): return Array(String(decoding: words(1, 0), as: UTF16.self).utf8)
    default: return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
    }
  }

  /// UTF-8 as by ``utf8(_:)``, each line ended by a line feed alone.
  /// - Parameter bytes: a file's content.
  public static func lines(_ bytes: [UInt8]) -> [UInt8] {
    let text = utf8(bytes)
    let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard text.contains(carriage) else { return text }
    var lines: [UInt8] = []
    lines.reserveCapacity(text.count)
    var last: UInt8 = 0
    for byte in text {
      if byte == carriage {
        lines.append(feed)
      } else if byte != feed || last != carriage {
        lines.append(byte)
      }
      last = byte
    }
    return lines
  }
}
