/// A row of small bars for values that follow each other; gaps where there is none.
enum Sparkline {
  /// Draws values between the least and the most of them.
  /// - Returns: one character for each value.
  static func text(_ values: [Double?], isUnicode: Bool) -> String {
    let known = values.compactMap { $0 }
    guard let least = known.min(), let most = known.max() else {
      return String(repeating: " ", count: values.count)
    }
    let bars: [Character] =
      isUnicode
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : [".", ":", "-", "=", "+", "*", "%", "#"]
    return String(
      values.map { value in
        guard let value else { return " " }
        guard most > least else { return bars[3] }
        return bars[min(7, Int((value - least) / (most - least) * 8))]
      })
  }
}
