import PracticeHistory
import SessionModel
import SpeechAnalysis

/// One measure over time: points, the middle half of them, and the line through them.
struct SeriesDrawing {
  let series: Trend.Series
  /// The first and the last Monday.
  let weeks: ClosedRange<Int>

  private static let height = 150.0
  private static let foot = 22.0

  private var days: ClosedRange<Double> {
    Double(weeks.lowerBound)...Double(weeks.upperBound + 7)
  }

  /// The values that are shown, with room above and below, between round steps.
  private var axis: (range: ClosedRange<Double>, steps: [Double]) {
    let values = series.points.map(\.value)
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let span = max(most - least, abs(most) * 0.02, 1e-3)
    let step = roundStep(for: span)
    let bounds = series.measure.unit.possible
    let low = max(bounds.lowerBound, ((least - span * 0.06) / step).rounded(.down) * step)
    let high = min(bounds.upperBound, ((most + span * 0.06) / step).rounded(.up) * step)
    let count = Int(((high - low) / step).rounded())
    return (low...max(high, low + step), (0...max(1, count)).map { low + Double($0) * step })
  }

  /// A step that people count in: for clocks, minutes; else 1, 2 or 5 of a power of ten.
  private func roundStep(for span: Double) -> Double {
    if series.measure.unit.isClock {
      return Drawing.step(
        of: [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200], for: span, parts: 4)
    }
    var steps: [Double] = []
    var power = 1e-3
    while power < 1e6 {
      steps += [power, 2 * power, 5 * power]
      power *= 10
    }
    return Drawing.step(of: steps, for: span, parts: 4)
  }

  /// Two drawings side by side, the axis and the plot; nothing in them comes from a person.
  func svg() -> String {
    let (range, steps) = axis
    let vertical = Axis(range: range)
    let horizontal = Axis(range: days)
    func y(_ value: Double) -> Double { 6 + (1 - vertical.share(value)) * (Self.height - 12) }
    func x(_ day: Double) -> String { Drawing.percent(horizontal.share(day)) }
    let height = Drawing.number(Self.height + Self.foot)
    var labels = "<svg width=\"100%\" height=\"\(height)\" aria-hidden=\"true\">"
    var plot =
      "<svg width=\"100%\" height=\"\(height)\" role=\"img\" aria-label=\"\(series.measure.shortName), "
      + "\(series.points.count) sessions\">"
    for step in steps {
      let place = Drawing.number(y(step))
      let label = series.measure.unit.axisText(step, step: steps[1] - steps[0])
      labels += "<text x=\"0\" y=\"\(Drawing.number(y(step) + 4))\">\(label)</text>"
      plot += "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"\(place)\" y2=\"\(place)\"/>"
    }
    if let band = series.band, band.count >= TheilSenLine.fewestPoints {
      let top = y(band.upperQuartile)
      plot +=
        "<rect class=\"band\" x=\"0\" width=\"100%\" y=\"\(Drawing.number(top))\" "
        + "height=\"\(Drawing.number(max(1, y(band.lowerQuartile) - top)))\"/>"
      let median = Drawing.number(y(band.median))
      plot += "<line class=\"median\" x1=\"0\" x2=\"100%\" y1=\"\(median)\" y2=\"\(median)\"/>"
    }
    // A title for each of thousands of points would make the page slow.
    let hasTitles = series.points.count <= 400
    for point in series.points {
      // In the middle of its day.
      let place = "cx=\"\(x(Double(point.day) + 0.5))\" cy=\"\(Drawing.number(y(point.value)))\""
      plot +=
        hasTitles
        ? "<circle class=\"point\" \(place) r=\"3.5\"><title>\(Day(number: point.day).description): "
          + "\(series.measure.unit.text(point.value))</title></circle>"
        : "<circle class=\"point\" \(place) r=\"2\"/>"
    }
    if let line = series.line {
      let ends = [line.times.lowerBound, line.times.upperBound].map { week in
        (
          x: x(Double(weeks.lowerBound) + week * 7 + 0.5),
          y: Drawing.number(y(line.value(at: week)))
        )
      }
      plot +=
        "<line class=\"slope\(line.isClear ? "" : " unclear")\" x1=\"\(ends[0].x)\" "
        + "y1=\"\(ends[0].y)\" x2=\"\(ends[1].x)\" y2=\"\(ends[1].y)\"/>"
    }
    plot += TimeLabels(weeks: weeks, parts: 3).svg(y: Self.height + 16)
    return labels + "</svg>" + plot + "</svg>"
  }
}

/// Dates below a drawing whose width is a range of weeks.
struct TimeLabels {
  let weeks: ClosedRange<Int>
  /// The most labels.
  let parts: Int

  func svg(y: Double) -> String {
    let count = (weeks.upperBound - weeks.lowerBound) / 7 + 1
    let step = max(1, (count + parts - 1) / parts)
    let axis = Axis(range: Double(weeks.lowerBound)...Double(weeks.upperBound + 7))
    return stride(from: weeks.lowerBound, through: weeks.upperBound, by: step * 7).filter {
      // Further right there is no room for a date.
      axis.share(Double($0)) < 0.85
    }.map { monday in
      "<text x=\"\(Drawing.percent(axis.share(Double(monday))))\" y=\"\(Drawing.number(y))\">"
        + "\(Day(number: monday).description)</text>"
    }.joined()
  }
}
