/// Text measured in columns of a terminal.
///
/// Wide and fullwidth characters take two, and so do emoji; marks that combine with what
/// is before them take none, and escape sequences neither. A character whose width is
/// ambiguous takes one, as in every terminal that is not set to an old CJK encoding.
///
/// - SeeAlso: Unicode Standard Annex 11, East Asian Width, and Technical Standard 51,
///   Unicode Emoji.
extension StringProtocol {
  /// The columns of a terminal that the text takes.
  public var columns: Int {
    // Nearly all texts are plain, and lists have thousands of them.
    if utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return utf8.count }
    if unicodeScalars.allSatisfy(\.isPlain) { return unicodeScalars.count }
    var columns = 0
    var isEscape = false
    for character in self {
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = character != "m"
      } else {
        columns += character.columns
      }
    }
    return columns
  }

  /// The beginning that takes at most some columns.
  func prefix(columns most: Int) -> SubSequence {
    var taken = 0
    return prefix { character in
      taken += character.columns
      return taken <= most
    }
  }

  /// The end that takes at most some columns.
  func suffix(columns most: Int) -> SubSequence {
    var taken = 0
    var start = endIndex
    while start > startIndex {
      taken += self[index(before: start)].columns
      guard taken <= most else { break }
      formIndex(before: &start)
    }
    return self[start...]
  }
}

extension Character {
  /// The columns that it takes, 0 to 2 in nearly all scripts.
  var columns: Int {
    if let value = asciiValue { return 0x20...0x7E ~= value ? 1 : 0 }
    // A flag, a sequence that is joined, or a sign that is asked to be drawn as an emoji.
    if unicodeScalars.contains(where: { $0.value == 0xFE0F || $0.properties.isEmojiPresentation }) {
      return 2
    }
    // Conjuncts of Indic scripts are one character with several signs side by side.
    return unicodeScalars.reduce(0) { $0 + $1.columns }
  }
}

extension Unicode.Scalar {
  /// Whether it is a sign of one column that nothing combines with: ASCII, Latin letters,
  /// dashes, quotes and dots.
  fileprivate var isPlain: Bool {
    switch value {
    case 0x20...0x7E, 0xA0...0x2FF, 0x2010...0x2027: true
    default: false
    }
  }

  fileprivate var columns: Int {
    if value < 0x300 { return value < 0x20 || 0x7F...0x9F ~= value ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // Vowels and final consonants of Hangul are drawn into the syllable's first sign.
    if 0x1160...0x11FF ~= value || 0xD7B0...0xD7FF ~= value { return 0 }
    if Self.wide.contains(where: { $0 ~= value }) { return 2 }
    return properties.isDefaultIgnorableCodePoint ? 0 : 1
  }

  /// Characters of the classes W and F without emoji, which have a property of their own.
  ///
  /// Blocks are whole where UAX 11 says that what is not assigned in them yet is wide.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0x3247, 0x3250...0x4DBF, 0x4DC0...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F2FF,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}

extension String {
  /// Filled with spaces on the right to a width in columns, or cut to it.
  func padded(_ width: Int) -> String {
    let text = columns > width ? String(prefix(columns: width)) : self
    return text + String(repeating: " ", count: max(0, width - text.columns))
  }

  /// Filled with spaces on the right to a width in columns, with one at least.
  func filled(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - columns))
  }

  /// Filled with spaces on the left to a width in columns.
  public func leading(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }

  /// Without spaces at the end.
  var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
