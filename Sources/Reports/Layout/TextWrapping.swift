extension TextStyle {
  /// Breaks words into as many lines as they need, one at least.
  /// - Parameters:
  ///   - text: the words.
  ///   - start: what the first line begins with.
  ///   - indent: columns by which the other lines are indented; nil for the width of `start`.
  ///   - columns: the width of a line; nil for the terminal's.
  ///   - cutsWords: whether a word that is wider than a line is cut in pieces; else it stays whole,
  ///     so that a path can be copied.
  public func wrapped(
    _ text: String, start: String = "", indent: Int? = nil, columns: Int? = nil,
    cutsWords: Bool = true
  ) -> [String] {
    // Some characters take more room in ASCII, so they are replaced first.
    let (text, start) = (shown(text), shown(start))
    let columns = columns ?? self.columns
    let indent = indent ?? start.columns
    var lines: [String] = []
    var line = start
    var used = start.columns
    var isEmpty = true
    func breakLine() {
      lines.append(line)
      line = String(repeating: " ", count: indent)
      used = indent
    }
    for word in text.split(omittingEmptySubsequences: cutsWords, whereSeparator: \.isWhitespace) {
      var rest = word
      if !isEmpty, used + 1 + rest.columns <= columns {
        line += " " + rest
        used += 1 + rest.columns
        continue
      }
      if !isEmpty { breakLine() }
      while cutsWords, rest.count > 1, used + rest.columns > columns {
        let fitting = rest.prefix(columns: columns - used)
        // One character at least, or there would be no end.
        let piece = fitting.isEmpty ? rest.prefix(1) : fitting
        line += piece
        rest = rest[piece.endIndex...]
        breakLine()
      }
      line += rest
      used += rest.columns
      isEmpty = false
    }
    return lines + [line]
  }

  /// Joins parts with dots between them, on as many lines as they need.
  ///
  /// Lines are broken between parts only: one that is wider than the terminal stays so.
  /// - Parameter indent: columns by which all lines but the first are indented.
  func joined(_ parts: [String], indent: Int = 0) -> [String] {
    let (dot, margin) = (plain(" · "), String(repeating: " ", count: indent))
    var lines: [String] = []
    for part in parts.map(shown) {
      if let last = lines.last, last.columns + dot.columns + part.columns <= columns {
        lines[lines.count - 1] = last + dot + part
      } else {
        lines.append(lines.isEmpty ? part : margin + part)
      }
    }
    return lines
  }
}
