import SessionModel

/// Times in label files, in seconds.
enum LabelTime {
  /// The largest that is read: 11 days.
  static let most = 1e6

  /// A time of 0 or more with six decimals, a point and no grouping.
  static func text(_ seconds: Double) -> String { Format.decimal(max(0, seconds), digits: 6) }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    // Nearly no label begins or ends with a space, which is seen without looking at characters.
    let whole = String(self)
    if let first = whole.utf8.first, let last = whole.utf8.last, 0x21...0x7E ~= first,
      0x21...0x7E ~= last
    {
      return whole
    }
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
