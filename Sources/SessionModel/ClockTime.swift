/// Times as people write them.
public enum ClockTime {
  /// The seconds that a time such as `1:02:03.5` stands for; nil when it is none.
  public static func seconds(_ text: some StringProtocol) -> Double? {
    // Bytes: files of labels have hundreds of thousands of times.
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      guard let value = number(part, hasDecimals: index == parts.count - 1),
        index == 0 || value < 60
      else { return nil }
      total = total * 60 + value
    }
    return total
  }

  /// A number of up to nine digits, as exact as a double can be.
  private static func number(_ text: some Collection<UInt8>, hasDecimals: Bool) -> Double? {
    guard (1...9).contains(text.count) else { return nil }
    var (digits, count, scale) = (0, 0, 0)
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
        count += 1
        scale *= 10
      case UInt8(ascii: ".") where hasDecimals && scale == 0: scale = 1
      default: return nil
      }
    }
    guard count > 0 else { return nil }
    return scale > 1 ? Double(digits) / Double(scale) : Double(digits)
  }
}
