/// The words of a piece of text.
enum WordText {
  /// Splits at white space, takes control characters away and replaces what is no UTF-8.
  ///
  /// No-break spaces hold words together.
  /// - Parameters:
  ///   - bytes: the text.
  ///   - most: how many words are wanted; the others are left out.
  static func words(_ bytes: ArraySlice<UInt8>, atMost most: Int = .max) -> [String] {
    var words: [String] = []
    var start: Int?
    for index in bytes.indices {
      let byte = bytes[index]
      // What is not plain ASCII is looked at by its characters.
      if byte >= 0x7F || (byte < 0x20 && !(0x09...0x0D ~= byte)) { return slowly(bytes, most) }
      if byte > 0x20 {
        start = start ?? index
      } else if let first = start {
        words.append(String(decoding: bytes[first..<index], as: UTF8.self))
        if words.count >= most { return words }
        start = nil
      }
    }
    if let start { words.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return words
  }

  private static func slowly(_ bytes: ArraySlice<UInt8>, _ most: Int) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func close() {
      // A space that holds words together has nothing to hold at an end.
      let text = word.drop(while: isHolding).reversed().drop(while: isHolding).reversed()
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text)
      if !view.isEmpty { words.append(String(view)) }
      word = String.UnicodeScalarView()
    }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.properties.isWhitespace, !isHolding(scalar) {
        close()
        if words.count >= most { return words }
      } else if scalar.properties.generalCategory != .control {
        word.append(scalar)
      }
    }
    close()
    return words
  }

  private static func isHolding(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{A0}" || scalar == "\u{2007}" || scalar == "\u{202F}"
  }
}
