/// Whether a recogniser broke a word in two, told by the bytes on both sides.
enum WordBreak {
  /// Whether one text may go on with another that has no space before it, although it stands
  /// in a line of its own.
  /// - Parameters:
  ///   - end: the last byte before the break.
  ///   - start: what stands behind it.
  static func isPossible(_ end: ArraySlice<UInt8>, _ start: ArraySlice<UInt8>) -> Bool {
    guard let last = end.last, let first = start.first else { return false }
    if closing.contains(first) || linking.contains(first) { return true }
    guard isLetter(first) else { return false }
    if last == UInt8(ascii: ".") { return isDigit(first) || isLower(first) }
    return isLetter(last) || linking.contains(last) || last == UInt8(ascii: ",")
  }

  /// Whether a text cannot begin a word, so that it goes on with the one before it.
  ///
  /// Whisper breaks words before punctuation: `100` and `,000,`, `state` and `-of`, `5` and `%`.
  /// What may begin a word as well, such as `.NET`, `#1`, `-` before a digit behind a word, or
  /// an opening bracket, is left alone.
  /// - Parameters:
  ///   - end: the last byte before the break.
  ///   - start: what stands behind it.
  static func isCertain(_ end: ArraySlice<UInt8>, _ start: ArraySlice<UInt8>) -> Bool {
    guard let last = end.last, let first = start.first, isLetter(last) else { return false }
    if closing.contains(first) {
      guard first == UInt8(ascii: "."), let next = start.dropFirst().first, isLetter(next) else {
        return true
      }
      return isDigit(next) ? isDigit(last) : isLower(next)
    }
    guard linking.contains(first) else { return false }
    guard let next = start.dropFirst().first(where: isLetter) else { return true }
    guard first != UInt8(ascii: "#"), first != UInt8(ascii: "@"), first != UInt8(ascii: "$")
    else { return false }
    // After a word, a dash and a number may be a number below zero.
    return first != UInt8(ascii: "-") || !isDigit(next) || isDigit(last)
  }

  /// Marks that stand behind something.
  private static let closing = Array(",.;:?!%)]}".utf8)
  /// Marks that stand between two parts of a word, or behind one.
  private static let linking = Array("-/&_'+#@=*$".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private static func isLower(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }

  /// A letter or digit, or a part of a character beyond ASCII.
  private static func isLetter(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLower(byte | 0x20) || byte >= 0x80
  }
}
