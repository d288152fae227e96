public import PracticeHistory
import SessionModel

/// A comparison for the terminal.
public enum ComparisonText {
  private static let nameWidth = 26

  /// Renders a comparison; sessions that find no room side by side follow below.
  /// - Parameters:
  ///   - comparison: what is shown.
  ///   - spoken: what was heard; nil without words.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters, each ending in a newline.
  public static func text(
    _ comparison: Comparison, spoken: SpokenComparison? = nil, style: TextStyle
  ) -> String {
    let table = ComparisonTable(comparison)
    let others = Array(comparison.sessions.indices.dropFirst())
    // One session and its difference take two columns, several share one each.
    let isPair = others.count == 1 && style.columns >= 79
    let cellWidth = style.columns < 60 ? 11 : 17
    let nameWidth = min(nameWidth, style.columns - 2 * cellWidth - 1)
    let perBlock = isPair ? 1 : max(1, (style.columns - nameWidth - 1) / cellWidth - 1)
    var lines: [String] = []
    for start in stride(from: 0, to: others.count, by: perBlock) {
      let shown = Array(others[start..<min(others.count, start + perBlock)])
      if start > 0 { lines.append("") }
      lines += block(
        table, shown, style: style, nameWidth: nameWidth, cellWidth: cellWidth, isPair: isPair)
    }
    lines += spoken?.lines(names: table.names, style: style) ?? []
    lines.append("")
    for note in table.notes { lines += style.wrapped(note) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func block(
    _ table: ComparisonTable, _ others: [Int], style: TextStyle, nameWidth: Int, cellWidth: Int,
    isPair: Bool
  ) -> [String] {
    let shown = [0] + others
    let cells = [TextTable.Column](
      repeating: .right("", cellWidth), count: shown.count + (isPair ? 1 : 0))
    let layout = TextTable([.names(nameWidth)] + cells, style: style)
    func row(_ name: String, _ cells: [String], colours: [TextStyle.Colour?] = []) -> String {
      layout.row(
        [name] + cells.map { style.cut($0, to: cellWidth - 1) }, colours: [nil] + colours)
    }
    var lines = [
      style.paint(
        row(
          "",
          shown.map { end(of: table.names[$0], to: cellWidth - 1, style) }
            + (isPair ? ["Difference"] : [])), .bold),
      style.paint(row("", shown.map { table.comparison.sessions[$0].question }), .dim),
    ]
    for section in table.sections where !section.rows.isEmpty {
      lines += [style.paint(style.cut(section.name, to: style.columns), .bold)]
      for own in section.rows {
        func mark(_ index: Int, _ isMarked: Bool) -> String {
          isMarked && own.isBeyond[index] ? " *" : ""
        }
        func colour(_ index: Int, _ isMarked: Bool) -> TextStyle.Colour? {
          isMarked && own.isBeyond[index] ? .bold : nil
        }
        let differing = isPair ? others.prefix(1) : []
        lines.append(
          row(
            "  " + own.name,
            shown.map { own.values[$0] + mark($0, !isPair) }
              + differing.map { own.differences[$0] + mark($0, true) },
            colours: shown.map { index in
              (own.verdicts.isEmpty ? nil : own.verdicts[index]).map(Self.colour)
                ?? colour(index, !isPair)
            } + differing.map { colour($0, true) }))
      }
    }
    return lines
  }

  /// A session's name cut at its beginning: its end tells it from others of that minute.
  private static func end(of name: String, to width: Int, _ style: TextStyle) -> String {
    let (name, dots) = (style.shown(name), style.plain("…"))
    return name.columns > width ? dots + name.suffix(columns: width - dots.columns) : name
  }

  private static func colour(_ verdict: Verdict) -> TextStyle.Colour {
    switch verdict {
    case .within: .green
    case .under, .notVisited: .yellow
    case .over: .red
    }
  }
}
