import PracticeHistory
import SessionModel

/// How the phases of each week ended against their budgets: one stacked bar a week.
struct DisciplineDrawing {
  let weeks: [Trend.Week]

  private static let height = 130.0

  /// The drawing as SVG; nothing in it comes from a person.
  func svg() -> String {
    guard let first = weeks.first, let last = weeks.last else { return "" }
    let all = weeks.reduce(0) { $0 + $1.verdicts.total }
    let within = weeks.reduce(0) { $0 + $1.verdicts.within }
    var svg =
      "<svg class=\"bars\" width=\"100%\" height=\"\(Drawing.number(Self.height + 22))\" role=\"img\" "
      + "aria-label=\"\(within) of \(all) phases within their budget\">"
    let width = 1 / Double(weeks.count)
    for (index, week) in weeks.enumerated() where week.verdicts.total > 0 {
      let counts = week.verdicts
      let parts = [
        ("within", counts.within), ("under", counts.under), ("over", counts.over),
        ("notVisited", counts.notVisited),
      ]
      let x = Drawing.percent((Double(index) + 0.08) * width)
      svg +=
        "<g><title>\(Day(number: week.monday).description): \(counts.within) of \(counts.total) within, "
        + "\(counts.under) under, \(counts.over) over, \(counts.notVisited) not visited</title>"
      var bottom = Self.height
      for (name, count) in parts where count > 0 {
        let height = Self.height * Double(count) / Double(counts.total)
        bottom -= height
        svg +=
          "<rect class=\"\(name)\" x=\"\(x)\" width=\"\(Drawing.percent(0.84 * width))\" "
          + "y=\"\(Drawing.number(bottom))\" height=\"\(Drawing.number(max(0.5, height - 1)))\"/>"
      }
      svg += "</g>"
    }
    svg += TimeLabels(weeks: first.monday...last.monday, parts: 4).svg(y: Self.height + 16)
    return svg + "</svg>"
  }
}
