/// A table for the terminal, with columns that give way where there is little room.
///
/// Its layout is made once; rows are then made one by one, on any thread.
public struct TextTable: Sendable {
  /// One column.
  public struct Column: Sendable {
    /// What becomes of a text that is wider than its column.
    enum Overflow: Sendable { case dots, clipped, shown }

    let heading: String
    /// Its width on a wide terminal.
    var width: Int
    let isRight: Bool
    let overflow: Overflow
    /// Columns that are kept free on both sides.
    var before = 0
    var after = 0
    /// Down to which width it shrinks when nothing more can give way.
    var least: Int?
    /// Whether it takes what is left of the terminal's width.
    var isGreedy = false
    /// Those with the highest number give way first, all at once; nil for one that stays.
    var priority: Int?

    /// A column whose texts begin at its left edge; what is too long ends in dots.
    public static func left(
      _ heading: String = "", _ width: Int, before: Int = 0, after: Int = 0, least: Int? = nil,
      isGreedy: Bool = false, priority: Int? = nil
    ) -> Column {
      Column(
        heading: heading, width: width, isRight: false, overflow: .dots, before: before,
        after: after, least: least, isGreedy: isGreedy, priority: priority)
    }

    /// A column of names in which words that find no room are cut off without a sign.
    static func names(_ width: Int) -> Column {
      Column(heading: "", width: width, isRight: false, overflow: .clipped)
    }

    /// A column of numbers, which end at its right edge and are never cut.
    public static func right(_ heading: String = "", _ width: Int, priority: Int? = nil) -> Column {
      Column(heading: heading, width: width, isRight: true, overflow: .shown, priority: priority)
    }
  }

  private let columns: [Column]
  /// The width of each column; nil for those that have given way.
  private let widths: [Int?]
  private let style: TextStyle
  private let trims: Bool

  /// Whether columns have given way.
  public var isNarrow: Bool { widths.contains(nil) }

  /// Lays columns out.
  /// - Parameters:
  ///   - columns: from left to right.
  ///   - style: what the terminal can show.
  ///   - trims: whether rows end with their last cell that is not empty.
  public init(_ columns: [Column], style: TextStyle, trims: Bool = true) {
    self.columns = columns
    self.style = style
    self.trims = trims
    var shown = Array(columns.indices)
    func spare() -> Int {
      style.columns
        - shown.reduce(0) { $0 + columns[$1].before + columns[$1].width + columns[$1].after }
    }
    while spare() < 0, let first = shown.compactMap({ columns[$0].priority }).max() {
      shown.removeAll { columns[$0].priority == first }
    }
    var rest = spare()
    var widths = [Int?](repeating: nil, count: columns.count)
    for index in shown {
      let column = columns[index]
      let least = column.least.map { min($0, column.width) } ?? column.width
      let change = rest > 0 ? (column.isGreedy ? rest : 0) : max(rest, least - column.width)
      widths[index] = column.width + change
      rest -= change
    }
    self.widths = widths
  }

  /// The row of the columns' headings.
  public var heading: String { style.paint(row(columns.map(\.heading)), .dim) }

  /// Makes a row.
  /// - Parameters:
  ///   - cells: texts for the first columns or all, as they come from outside.
  ///   - colours: their colours, as far as they have any.
  public func row(_ cells: [String], colours: [TextStyle.Colour?] = []) -> String {
    var shown = cells.indices.filter { widths[$0] != nil }
    while trims, let last = shown.last, cells[last].allSatisfy({ $0 == " " }) { shown.removeLast() }
    var line = ""
    for index in shown {
      let (column, isLast) = (columns[index], index == shown.last)
      let text = fitted(cells[index], column, widths[index] ?? 0, isLast: isLast)
      let colour = colours.indices.contains(index) ? colours[index] : nil
      line += spaces(column.before) + (colour.map { style.paint(text, $0) } ?? text)
      if !isLast { line += spaces(column.after) }
    }
    return line
  }

  private func fitted(_ cell: String, _ column: Column, _ width: Int, isLast: Bool) -> String {
    let text =
      switch column.overflow {
      case .dots: style.cut(cell, to: width)
      case .clipped: String(style.shown(cell).prefix(columns: width))
      case .shown: style.shown(cell)
      }
    if column.isRight { return text.leading(width) }
    guard isLast else { return text.padded(width) }
    return trims ? text.trimmedRight : text
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
