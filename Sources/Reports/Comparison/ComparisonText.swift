public import PracticeHistory
import PracticePlan

/// A comparison for the terminal.
public enum ComparisonText {
  private static let nameWidth = 26

  /// Renders a comparison; sessions that find no room side by side follow below.
  /// - Returns: lines of at most `style.columns` characters, each ending in a newline.
  public static func text(_ comparison: Comparison, style: TextStyle) -> String {
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
    lines.append("")
    for note in table.notes { lines += TextPage.wrapped(style.plain(note), columns: style.columns) }
    return lines.map { style.plain(trimmed($0)) + "\n" }.joined()
  }

  private static func block(
    _ table: ComparisonTable, _ others: [Int], style: TextStyle, nameWidth: Int, cellWidth: Int,
    isPair: Bool
  ) -> [String] {
    let shown = [0] + others
    func cell(_ text: String) -> String {
      style.cut(text, to: cellWidth - 1).leading(cellWidth)
    }
    func row(_ name: String, _ cells: [String]) -> String {
      style.plain(name).padded(nameWidth) + cells.map { cell($0) }.joined()
    }
    var lines = [
      style.paint(
        row(
          "",
          shown.map { end(of: table.names[$0], to: cellWidth - 1, style) }
            + (isPair ? ["Difference"] : [])), .bold),
      style.paint(
        row("", shown.map { table.comparison.sessions[$0].question.onOneLine }), .dim),
    ]
    for section in table.sections where !section.rows.isEmpty {
      lines += [style.paint(style.cut(section.name, to: style.columns), .bold)]
      for own in section.rows {
        var text = style.plain("  " + own.name).padded(nameWidth)
        for index in shown {
          let isMarked = !isPair && own.isBeyond[index]
          let value = cell(own.values[index] + (isMarked ? " *" : ""))
          text += paint(value, own.verdicts.isEmpty ? nil : own.verdicts[index], isMarked, style)
        }
        if isPair, let index = others.first {
          let isMarked = own.isBeyond[index]
          let difference = cell(own.differences[index] + (isMarked ? " *" : ""))
          text += paint(difference, nil, isMarked, style)
        }
        lines.append(text)
      }
    }
    return lines
  }

  /// A session's name cut at its beginning: its end tells it from others of that minute.
  private static func end(of name: String, to width: Int, _ style: TextStyle) -> String {
    let dots = style.plain("…")
    return name.count > width ? dots + name.suffix(width - dots.count) : name
  }

  private static func paint(
    _ cell: String, _ verdict: Verdict?, _ isMarked: Bool, _ style: TextStyle
  ) -> String {
    switch verdict {
    case .within: style.paint(cell, .green)
    case .under, .notVisited: style.paint(cell, .yellow)
    case .over: style.paint(cell, .red)
    case nil: isMarked ? style.paint(cell, .bold) : cell
    }
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
