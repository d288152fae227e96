import SessionModel

/// Texts and numbers.
extension LooseJSON {
  /// The bytes of a text without its escapes, or of a number; nil for anything else.
  func text(_ place: Int) -> ArraySlice<UInt8>? {
    guard let raw = raw(place) else { return nil }
    guard bytes[place] == UInt8(ascii: "\"") else {
      // A number in a word's place is that word; null and NaN are none.
      return raw.contains { 0x30...0x39 ~= $0 } ? raw : nil
    }
    return raw.contains(UInt8(ascii: "\\")) ? Self.unescaped(raw)[...] : raw
  }

  /// A text of a few words, such as the name of a language; nil when it is empty.
  func name(_ place: Int) -> String? {
    guard let text = text(place), text.count <= 200 else { return nil }
    let words = WordText.words(text)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// A number of seconds, also one in quotes; nil for what is no finite time in a sound.
  ///
  /// - Parameters:
  ///   - place: of the value.
  ///   - parts: how many of its units a second has.
  func seconds(_ place: Int, parts: Double = 1) -> Double? {
    raw(place).flatMap(TranscriptNumber.value).flatMap { TranscriptNumber.time($0 / parts) }
  }

  private static func unescaped(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      let byte = raw[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < raw.endIndex else {
        text.append(byte)
        index += 1
        continue
      }
      let kind = raw[index + 1]
      index += 2
      switch kind {
      case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
        UInt8(ascii: "f"):
        // All of them are white space between words.
        text.append(0x20)
      case UInt8(ascii: "u"):
        var unit = unit(raw, at: index)
        index += unit == nil ? 0 : 4
        if let high = unit, 0xD800..<0xDC00 ~= high, index + 1 < raw.endIndex,
          raw[index] == UInt8(ascii: "\\"), raw[index + 1] == UInt8(ascii: "u"),
          let low = Self.unit(raw, at: index + 2), 0xDC00..<0xE000 ~= low
        {
          unit = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
        let scalar = unit.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
        text += String(scalar).utf8
      default: text.append(kind)
      }
    }
    return text
  }

  /// Four hexadecimal digits.
  private static func unit(_ raw: ArraySlice<UInt8>, at index: Int) -> UInt32? {
    guard index + 4 <= raw.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in raw[index..<(index + 4)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }
}

/// Numbers in transcripts of all formats.
enum TranscriptNumber {
  /// A number such as `0.58`, `0,58` or `1e3`; nil for anything else, NaN included.
  static func value(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard (1...40).contains(bytes.count) else { return nil }
    var hasComma = false
    for byte in bytes {
      switch byte {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
        UInt8(ascii: "E"), 0x20:
        break
      case UInt8(ascii: ","): hasComma = true
      default: return nil
      }
    }
    let digits = bytes.filter { $0 != 0x20 }
    let text = String(
      decoding: hasComma ? digits.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 } : digits,
      as: UTF8.self)
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// The same seconds when a sound can be so long, to a millionth; else nil.
  static func time(_ seconds: Double) -> Double? {
    // 11 days, as of label files.
    abs(seconds) <= 1e6 ? seconds : nil
  }

  /// A sum without the dust of binary fractions: 0.87 and 0.07 are 0.94.
  static func sum(_ start: Double?, _ length: Double?) -> Double? {
    guard let start, let length else { return nil }
    return time((start + length).rounded(digits: 6))
  }
}
