/// Numbers in a JSON text that no recording can bring.
///
/// Frames, seconds, levels and counts are all far below. A damaged or hostile file must
/// not bring numbers whose sums and products overflow, whatever is reckoned from them.
enum SaneNumbers {
  /// The largest magnitude: 66 days of frames at 192,000 Hz, as `FrameRange` takes them.
  static let largest = 0x1p40

  /// The first number beyond ``largest``, as it is written; nil when there is none.
  ///
  /// Looks at the bytes alone: what is no JSON, the decoder says. Texts in other encodings
  /// than UTF-8, which it would take as well, have zeros and are refused for them.
  static func firstBeyond(in json: [UInt8]) -> String? {
    if json.contains(0) { return "\\0" }
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "\""):
        index += 1
        while index < json.count, json[index] != UInt8(ascii: "\"") {
          index += json[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let start = index
        while index < json.count, isPart(json[index]) { index += 1 }
        // Short ones cannot be large unless they have an exponent.
        let text = json[start..<index]
        guard text.count > 12 || text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
          continue
        }
        let word = String(decoding: text, as: UTF8.self)
        if let value = Double(word), value > largest { return word }
      default: index += 1
      }
    }
    return nil
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
