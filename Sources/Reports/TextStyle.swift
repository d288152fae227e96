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

  /// The same terminal, or a narrower one: long lines are hard to read.
  func atMost(columns most: Int) -> TextStyle {
    TextStyle(columns: min(columns, most), isColoured: isColoured, isUnicode: isUnicode)
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

  /// The text as the terminal can show it, cut to a width in columns where it is longer.
  public func cut(_ text: String, to width: Int) -> String {
    let text = shown(text)
    guard text.columns > width else { return text }
    let end = plain("…")
    return width > end.columns
      ? text.prefix(columns: width - end.columns) + end : String(text.prefix(columns: width))
  }

  /// The text with its lines broken between words where they are wider than the terminal.
  ///
  /// A word stays whole, so that a path can be copied; a painted line is left alone.
  public func folded(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      guard line.columns > columns, !line.contains("\u{1B}") else { return [String(line)] }
      let indent = line.prefix { $0 == " " }
      return wrapped(
        String(line.dropFirst(indent.count)), start: String(indent), indent: 0, cutsWords: false)
    }.joined(separator: "\n")
  }

  /// The text in a column of a table: filled with spaces, or cut, to just this width.
  public func column(_ text: String, _ width: Int) -> String { cut(text, to: width).padded(width) }

  /// A text from outside as the terminal can show it, on one line.
  public func shown(_ text: String) -> String { plain(text.forTerminal) }

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
