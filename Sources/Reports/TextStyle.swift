/// What a terminal can show.
public struct TextStyle: Hashable, Sendable {
  /// The width in columns, 40 or more.
  public let columns: Int
  /// Whether the 16 colours may be used; they never say anything alone.
  public let isColoured: Bool
  /// Whether characters outside ASCII may be used.
  public let isUnicode: Bool

  /// Describes a terminal; narrower than 40 columns counts as 40.
  public init(columns: Int = 80, isColoured: Bool = false, isUnicode: Bool = true) {
    self.columns = max(40, columns)
    self.isColoured = isColoured
    self.isUnicode = isUnicode
  }

  /// A colour of the 16.
  public enum Colour: Int, Sendable {
    /// For what is past its limit.
    case red = 31
    /// For what is in its band.
    case green = 32
    /// For what is near its limit.
    case yellow = 33
    /// For what matters less.
    case dim = 2
    /// For headings.
    case bold = 1
  }

  /// Colours a text where colours may be used.
  public func paint(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// The text as the terminal can show it, cut to a width where it is longer.
  public func cut(_ text: String, to width: Int) -> String {
    // Some characters take more room in ASCII.
    let text = plain(text)
    guard text.count > width else { return text }
    let end = plain("…")
    return width > end.count ? text.prefix(width - end.count) + end : String(text.prefix(width))
  }

  /// The text with its lines broken between words where they are wider than the terminal.
  ///
  /// A word stays whole, so that a path can be copied; a painted line is left alone.
  public func folded(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { folded(line: $0) }.joined(separator: "\n")
  }

  private func folded(line: Substring) -> String {
    guard line.count > columns, !line.contains("\u{1B}") else { return String(line) }
    var lines: [String] = []
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      // What it is indented by is no line of its own.
      if let last = lines.last,
        last.count + 1 + word.count <= columns || last.allSatisfy({ $0 == " " })
      {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The text in a column of a table: filled with spaces, or cut, to just this width.
  public func column(_ text: String, _ width: Int) -> String { cut(text, to: width).padded(width) }

  /// The text without characters that the terminal lacks.
  public func plain(_ text: String) -> String {
    guard !isUnicode else { return text }
    let replacements: [Character: String] = [
      "–": "-", "−": "-", "≥": ">=", "≤": "<=", "·": ",", "…": "...", "÷": "/", "’": "'", "“": "\"",
      "”": "\"", "×": "x", "→": "->", "±": "+-",
    ]
    return String(text.flatMap { $0.isASCII ? String($0) : replacements[$0] ?? "?" })
  }
}

extension String {
  /// Filled with spaces on the right to a width, or cut to it.
  func padded(_ width: Int) -> String {
    count >= width ? String(prefix(width)) : self + String(repeating: " ", count: width - count)
  }

  /// Filled with spaces on the left to a width.
  public func leading(_ width: Int) -> String {
    count >= width ? self : String(repeating: " ", count: width - count) + self
  }
}
