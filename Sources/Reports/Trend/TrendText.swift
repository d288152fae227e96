public import PracticeHistory
public import PracticePlan
import SpeechAnalysis

/// The trend for the terminal: tables with small charts.
public struct TrendText {
  private let trend: Trend
  private let style: TextStyle
  private let words: TrendWords
  private let programme: ProgrammeRows?

  private var isNarrow: Bool { style.columns < 79 }
  /// How many weeks the table and the charts show.
  private let shownWeeks: Int
  private static let mostLadders = 5
  private static let mostAttempts = 8

  /// Renders a trend.
  /// - Parameters:
  ///   - programme: how far the programme is that is followed, if any.
  ///   - showsAllWeeks: whether the table has all weeks, or the last twelve.
  /// - Returns: lines of at most `style.columns` characters, each ending in a newline.
  public static func text(
    _ trend: Trend, programme: ProgrammeProgress? = nil, showsAllWeeks: Bool = false,
    style: TextStyle
  ) -> String {
    let report = TrendText(
      trend, programme: programme.map(ProgrammeRows.init), showsAllWeeks: showsAllWeeks,
      style: style)
    return report.lines().map { style.plain($0) + "\n" }.joined()
  }

  private init(
    _ trend: Trend, programme: ProgrammeRows?, showsAllWeeks: Bool, style: TextStyle
  ) {
    self.trend = trend
    self.programme = programme
    self.style = style
    words = TrendWords(trend)
    shownWeeks = showsAllWeeks ? trend.weeks.count : min(12, trend.weeks.count)
  }

  private func lines() -> [String] {
    var lines = TextPage.wrapped(style.plain(words.summary), columns: style.columns).map {
      style.paint($0, .bold)
    }
    for note in words.notes(cure: " --plan and --mode choose.") {
      lines += TextPage.wrapped(style.plain(note), columns: style.columns)
    }
    guard !trend.sessions.isEmpty else { return lines }
    lines.append("")
    lines += weekLines()
    if words.isEnough { lines += [""] + measureLines() }
    lines += programmeLines()
    lines += reviewLines()
    if words.isEnough { lines += ladderLines() }
    return lines
  }

  // MARK: The programme

  private func programmeLines() -> [String] {
    guard let programme else { return [] }
    var page = TextPage(style: style)
    page.heading("The programme")
    page.paragraph(programme.about, colour: .dim)
    var stage = ""
    for row in programme.rows {
      if row.stage != stage { page.paragraph(row.stage) }
      stage = row.stage
      page.paragraph(
        row.target, start: "  \(row.done)".filled(to: 12), colour: row.isDone ? .dim : nil)
    }
    return [""] + page.text.split(separator: "\n").map(String.init)
  }

  // MARK: Listening back

  private func reviewLines() -> [String] {
    guard let reviews = trend.reviews else { return [] }
    let words = ReviewTrendWords(reviews)
    let nameWidth = isNarrow ? 28 : 42
    func row(_ name: String, _ count: String, _ median: String, _ levels: String) -> String {
      let start =
        style.cut(style.plain(name), to: nameWidth - 1).padded(nameWidth) + count.leading(4)
        + median.leading(8)
      return isNarrow ? start : start + "  " + levels
    }
    var lines = ["", style.paint("Listening back, the weakest first", .bold)]
    if !reviews.ratings.isEmpty {
      lines.append(style.paint(row("", "n", "Median", "Each, oldest first"), .dim))
      for rating in reviews.ratings {
        lines.append(
          row(
            words.name(rating.id), "\(rating.levels.count)", words.median(rating),
            words.levels(rating)))
      }
      lines.append(style.paint(ReviewTrendWords.scale, .dim))
    }
    for text in words.sentences {
      lines += TextPage.wrapped(style.plain(text), columns: style.columns)
    }
    return lines
  }

  // MARK: Weeks

  private func weekLines() -> [String] {
    let widths = isNarrow ? [11, 5, 9, 8] : [12, 9, 10, 9, 8, 10, 10]
    func row(_ cells: [String]) -> String {
      zip(cells, widths).enumerated().map { index, cell in
        index == 0 ? cell.0.padded(cell.1) : cell.0.leading(cell.1)
      }.joined()
    }
    let heads = ["Week of", isNarrow ? "n" : "Sessions", "Time", "Within", "Talk", "Pause", "P90"]
    var lines = [style.paint(row(heads), .dim)]
    for week in trend.weeks.suffix(shownWeeks) {
      func text(_ measure: Measure) -> String {
        week.medians[measure].map(measure.unit.text) ?? ""
      }
      lines.append(
        row([
          SessionDate.text(day: week.monday), week.sessionCount == 0 ? "–" : "\(week.sessionCount)",
          week.sessionCount == 0 ? "" : Format.clock(week.durationSeconds),
          week.verdicts.total == 0 ? "" : "\(week.verdicts.within)/\(week.verdicts.total)",
          text(.talkShare), text(.pauseMedian), text(.pauseP90),
        ]).trimmedRight)
    }
    if shownWeeks < trend.weeks.count {
      lines.append(
        style.paint("The last \(shownWeeks) of \(trend.weeks.count) weeks; all count below.", .dim))
    }
    return lines
  }

  // MARK: Measures

  private func measureLines() -> [String] {
    let weeks = trend.weeks.suffix(isNarrow ? 12 : 18)
    let nameWidth = 26
    let chartWidth = max(9, weeks.count + 2)
    var lines = [
      style.paint(
        "Measure".padded(nameWidth)
          + (isNarrow
            ? "By week" : "By week".padded(chartWidth) + "Median, middle half, change"),
        .dim)
    ]
    for series in trend.series {
      let chart = Sparkline.text(
        weeks.map { $0.medians[series.measure] }, isUnicode: style.isUnicode)
      let (usual, change) = words.words(series)
      if isNarrow {
        lines.append((series.measure.shortName.padded(nameWidth) + chart).trimmedRight)
        for text in [usual, change] {
          lines += TextPage.wrapped(style.plain(text), columns: style.columns - 2).map { "  " + $0 }
        }
      } else {
        let indent = String(repeating: " ", count: nameWidth + chartWidth)
        lines.append(
          series.measure.shortName.padded(nameWidth) + chart.padded(chartWidth) + style.plain(usual)
        )
        lines += TextPage.wrapped(style.plain(change), columns: style.columns - indent.count).map {
          indent + $0
        }
      }
    }
    return lines
  }

  // MARK: The same question

  private func ladderLines() -> [String] {
    guard !trend.ladders.isEmpty else { return [] }
    let widths = isNarrow ? [12, 9, 7] : [18, 10, 8, 8, 10, 10]
    func row(_ cells: [String]) -> String {
      ("  "
        + zip(cells, widths).enumerated().map { index, cell in
          index == 0 ? cell.0.padded(cell.1) : cell.0.leading(cell.1)
        }.joined()).trimmedRight
    }
    var lines = [
      "", style.paint("The same question", .bold),
      style.paint(row(["", "Time", "Within", "Talk", "Pause", "P90"]), .dim),
    ]
    for ladder in trend.ladders.prefix(Self.mostLadders) {
      let name = "\(ladder.question.onOneLine) · \(words.name(ladder.kind))"
      lines.append(style.cut(name, to: style.columns))
      let left = ladder.sessions.count - Self.mostAttempts
      if left > 0 { lines.append(style.paint("  \(left) earlier ones", .dim)) }
      for session in ladder.sessions.suffix(Self.mostAttempts) {
        func text(_ measure: Measure) -> String {
          measure.currentValue(session).map(measure.unit.text) ?? "–"
        }
        lines.append(
          row([
            (session.date.map { isNarrow ? SessionDate.text(day: $0.day) : $0.text }) ?? session.id,
            Format.clock(session.durationSeconds),
            session.phasesWithin.map { "\($0.within)/\($0.of)" } ?? "–",
            text(.talkShare), text(.pauseMedian), text(.pauseP90),
          ]))
      }
      for text in words.words(ladder) {
        lines += TextPage.wrapped(style.plain(text), columns: style.columns - 2).map { "  " + $0 }
      }
    }
    let more = trend.ladders.count - Self.mostLadders
    if more > 0 {
      lines.append(style.paint("\(more) more questions; --question shows one.", .dim))
    }
    return lines
  }
}

extension String {
  /// Without spaces at the end.
  var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
