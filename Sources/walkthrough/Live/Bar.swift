import Reports

/// A bar of characters on a linear scale from 0.
struct Bar {
  /// A bar with and without its colours.
  struct Drawing {
    let plain: String
    let painted: String
  }

  /// What the full width stands for, above 0.
  let length: Double
  /// Characters between the ends.
  let width: Int

  init(length: Double, width: Int) {
    self.length = max(length, 1e-9)
    self.width = max(4, width)
  }

  private func place(_ value: Double) -> Int {
    min(width, max(0, Int((value / length * Double(width)).rounded(.down))))
  }

  /// Filled up to a value; past its end it ends in another sign.
  func filled(to value: Double, over isOver: Bool, style: TextStyle) -> Drawing {
    let full = place(value)
    let (fill, rest) = style.isUnicode ? ("█", "░") : ("#", ".")
    return draw(
      [
        (String(repeating: fill, count: full), isOver ? .red : nil),
        (String(repeating: isOver ? "!" : rest, count: width - full), nil),
      ], style: style)
  }

  /// Filled up to a value over a band: what is left of the band, what is before it and
  /// what is past it have signs of their own.
  func band(
    to value: Double, from least: Double, most: Double, colour: TextStyle.Colour?,
    style: TextStyle
  ) -> Drawing {
    let full = place(value)
    let (from, end) = (place(least), place(most))
    let signs: (fill: String, before: String, band: String, past: String) =
      style.isUnicode ? ("█", "·", "▒", "▓") : ("#", ".", "=", "!")
    let isPast = full > end
    let parts: [(String, TextStyle.Colour?)] = [
      (String(repeating: signs.fill, count: min(full, end)), colour),
      (String(repeating: signs.past, count: isPast ? full - end : 0), .red),
      (String(repeating: signs.before, count: max(0, from - full)), nil),
      (String(repeating: signs.band, count: max(0, end - max(from, full))), nil),
      (String(repeating: " ", count: width - max(end, full)), nil),
    ]
    return draw(parts, style: style)
  }

  /// Filled up to a level, with a sign where the peak is held.
  func level(to value: Double, held: Double, style: TextStyle) -> Drawing {
    let full = place(value)
    let signs: (fill: String, rest: String, peak: String) =
      style.isUnicode ? ("█", "░", "│") : ("#", ".", "|")
    var cells = Array(repeating: signs.fill, count: full)
    cells += Array(repeating: signs.rest, count: width - full)
    let peak = min(width - 1, place(held))
    if held > 0, peak >= full { cells[peak] = signs.peak }
    return draw([(cells.joined(), nil)], style: style)
  }

  private func draw(_ parts: [(text: String, colour: TextStyle.Colour?)], style: TextStyle)
    -> Drawing
  {
    let shown = parts.filter { !$0.text.isEmpty }
    return Drawing(
      plain: "[" + shown.map(\.text).joined() + "]",
      painted: "["
        + shown.map { part in part.colour.map { style.paint(part.text, $0) } ?? part.text }
        .joined() + "]")
  }
}
