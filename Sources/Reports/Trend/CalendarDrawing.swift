import PracticeHistory
import SessionModel
import SpeechAnalysis

/// Some months of a year, one column for each week, shaded by how long was practised.
struct CalendarDrawing {
  /// How long a day's practice was.
  enum Shade: String, CaseIterable {
    case none, some, more, most

    /// The shade for a day's practice in seconds.
    init(seconds: Double?) {
      switch (seconds ?? 0) / 60 {
      case ...0: self = .none
      case ..<30: self = .some
      case ..<75: self = .more
      default: self = .most
      }
    }

    var text: String {
      switch self {
      case .none: "no practice"
      case .some: "up to 30 minutes"
      case .more: "up to 75 minutes"
      case .most: "longer"
      }
    }
  }

  let year: Int
  /// The months that are drawn, from 1.
  let months: ClosedRange<Int>
  /// Practice by day in seconds, and the number of sessions.
  let days: [Int: (seconds: Double, count: Int)]

  private static let step = 14
  private static let left = 34
  private static let top = 18
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The months of a year from that of a first to that of a last day, both in days since
  /// 1970-01-01: nothing was practised before and after.
  static func months(of year: Int, from first: Int, to last: Int) -> ClosedRange<Int> {
    let (first, last) = (Day(number: first).parts, Day(number: last).parts)
    let start = first.year == year ? first.month : 1
    return start...max(start, last.year == year ? last.month : 12)
  }

  /// The drawing as SVG; nothing in it comes from a person.
  func svg() -> String {
    let end = months.upperBound
    guard let first = Day(exactly: year, months.lowerBound, 1)?.number,
      let next = Day(exactly: end == 12 ? year + 1 : year, end % 12 + 1, 1)?.number
    else { return "" }
    let last = next - 1
    let firstMonday = Day(number: first).monday.number
    let columns = (Day(number: last).monday.number - firstMonday) / 7 + 1
    let width = Self.left + columns * Self.step
    let own = days.filter { first...last ~= $0.key }
    let count = own.values.reduce(0) { $0 + $1.count }
    var svg =
      "<svg class=\"calendar\" width=\"\(width)\" height=\"\(Self.top + 7 * Self.step)\" role=\"img\" "
      + "aria-label=\"\(year): \(count) sessions on \(own.count) days\">\n"
    for month in months {
      guard let day = Day(exactly: year, month, 1)?.number else { continue }
      let x = Self.left + (Day(number: day + 6).monday.number - firstMonday) / 7 * Self.step
      svg += "<text x=\"\(x)\" y=\"11\">\(Self.monthNames[month - 1])</text>"
    }
    for (row, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri")] {
      svg += "<text x=\"0\" y=\"\(Self.top + row * Self.step + 10)\">\(name)</text>"
    }
    svg += "\n"
    for day in first...last {
      let x = Self.left + (Day(number: day).monday.number - firstMonday) / 7 * Self.step
      let y = Self.top + Day(number: day).weekdayIndex * Self.step
      let practice = own[day]
      let shade = Shade(seconds: practice?.seconds)
      let place = "x=\"\(x)\" y=\"\(y)\" width=\"12\" height=\"12\" rx=\"2\""
      if let practice {
        svg +=
          "<rect class=\"day \(shade.rawValue)\" \(place)><title>\(Day(number: day).description): "
          + "\(practice.count)×, \(Format.clock(practice.seconds))</title></rect>"
      } else {
        svg += "<rect class=\"day\" \(place)/>"
      }
    }
    return svg + "\n</svg>"
  }
}
