/// What of a text from outside may reach a terminal.
///
/// Questions, plans, devices and files have names that anybody may have made. A control
/// character in one of them could move the cursor, and a character that turns the
/// direction of writing could make a name look like another.
extension String {
  /// The text on one line, with nothing in it that rules a terminal.
  ///
  /// Control characters and ends of lines become spaces; what turns the direction of
  /// writing, and what stands for a byte of no text, becomes U+FFFD. All that can be seen stays, in any script.
  ///
  /// - SeeAlso: Unicode Technical Report 36, section 3.5, and Standard Annex 9, section 2.
  public var forTerminal: String { safe { _ in false } }

  /// As ``forTerminal``, with ends of lines where they are.
  public var linesForTerminal: String { safe { $0 == "\n" } }

  private func safe(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    // Nearly all texts are plain, and lists have thousands of them.
    if utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return self }
    guard unicodeScalars.contains(where: { $0.terminalReplacement != nil }) else { return self }
    var safe = UnicodeScalarView()
    for scalar in unicodeScalars {
      safe.append(isKept(scalar) ? scalar : scalar.terminalReplacement ?? scalar)
    }
    return String(safe)
  }
}

extension Unicode.Scalar {
  /// What stands for it on a terminal; nil for what is harmless.
  fileprivate var terminalReplacement: Unicode.Scalar? {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xEF80...0xEFFF:
      "\u{FFFD}"
    default: nil
    }
  }
}
