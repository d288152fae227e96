public import InterviewGuide
public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// The trend for the terminal: tables with small charts.
public struct TrendText {
  /// How a reader sees other things than those shown: sentences, each of which may be empty.
  public struct Cures: Sendable {
    let kinds: String
    let all: String
    let questions: String
    let dates: String

    /// Says how.
    /// - Parameters:
    ///   - kinds: how another kind of sessions is chosen.
    ///   - all: how sessions that do not count are shown.
    ///   - questions: how one question of many is chosen.
    ///   - dates: how the date of a session is mended.
    public init(
      kinds: String = "", all: String = "", questions: String = "", dates: String = ""
    ) {
      self.kinds = kinds
      self.all = all
      self.questions = questions
      self.dates = dates
    }
  }

  private let trend: Trend
  private let style: TextStyle
  private let words: TrendWords
  private let cures: Cures
  private let programme: ProgrammeRows?

  private var isNarrow: Bool { style.columns < 79 }
  /// How many weeks the table and the charts show.
  private let shownWeeks: Int
  private static let mostLadders = 5
  private static let mostAttempts = 8

  /// Renders a trend.
  /// - Parameters:
  ///   - trend: what is shown.
  ///   - programme: how far the programme is that is followed, if any.
  ///   - showsAllWeeks: whether the table has all weeks, or the last twelve.
  ///   - cures: how a reader sees other things: sentences.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters, each ending in a newline.
  public static func text(
    _ trend: Trend, programme: ProgrammeProgress? = nil, showsAllWeeks: Bool = false,
    cures: Cures = Cures(), style: TextStyle
  ) -> String {
    let report = TrendText(
      trend, programme: programme.map(ProgrammeRows.init), showsAllWeeks: showsAllWeeks,
      cures: cures, style: style)
    return report.lines().map { style.plain($0) + "\n" }.joined()
  }

  private init(
    _ trend: Trend, programme: ProgrammeRows?, showsAllWeeks: Bool,
    cures: Cures, style: TextStyle
  ) {
    self.cures = cures
    self.trend = trend
    self.programme = programme
    self.style = style
    words = TrendWords(trend)
    shownWeeks = showsAllWeeks ? trend.weeks.count : min(12, trend.weeks.count)
  }

  private func lines() -> [String] {
    var lines = style.wrapped(words.summary).map {
      style.paint($0, .bold)
    }
    for note in words.notes(cures: (cures.kinds, cures.all, cures.dates)) {
      lines += style.wrapped(note)
    }
    guard !trend.sessions.isEmpty else { return lines + programmeLines() }
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
    let table = TextTable(
      [
        .left("", 41, after: 1, least: 27), .right("n", 4), .right("Median", 8),
        .left("Each, oldest first", 23, before: 2, priority: 1),
      ], style: style)
    var lines = ["", style.paint("Listening back, the weakest first", .bold)]
    if !reviews.ratings.isEmpty {
      lines.append(table.heading)
      lines += reviews.ratings.map { rating in
        table.row([
          words.name(rating.id), "\(rating.levels.count)", words.median(rating),
          words.levels(rating),
        ])
      }
      lines.append(style.paint(ReviewTrendWords.scale, .dim))
    }
    for text in words.sentences {
      lines += style.wrapped(text)
    }
    return lines
  }

  // MARK: Weeks

  private func weekLines() -> [String] {
    let columns: [TextTable.Column] =
      isNarrow
      ? [.left("Week of", 11), .right("n", 5), .right("Time", 9), .right("Within", 8)]
      : [.left("Week of", 12), .right("Sessions", 9), .right("Time", 10), .right("Within", 9)]
    let table = TextTable(
      columns + [
        .right("Talk", 8, priority: 1), .right("Pause", 10, priority: 1),
        .right("P90", 10, priority: 1),
      ], style: style)
    var lines = [table.heading]
    for week in trend.weeks.suffix(shownWeeks) {
      func text(_ measure: Measure) -> String {
        week.medians[measure].map(measure.unit.text) ?? ""
      }
      lines.append(
        table.row([
          Day(number: week.monday).description,
          week.sessionCount == 0 ? "–" : "\(week.sessionCount)",
          week.sessionCount == 0 ? "" : Format.clock(week.durationSeconds),
          week.verdicts.total == 0 ? "" : "\(week.verdicts.within)/\(week.verdicts.total)",
          text(.talkShare), text(.pauseMedian), text(.pauseP90),
        ]))
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
    let indent = nameWidth + chartWidth
    let table = TextTable(
      [
        .left("Measure", nameWidth), .left("By week", chartWidth),
        .left("Median, middle half, change", 79 - indent, isGreedy: true, priority: 1),
      ], style: style)
    var lines = [table.heading]
    for series in trend.series {
      let chart = Sparkline.text(
        weeks.map { $0.medians[series.measure] }, isUnicode: style.isUnicode)
      let (usual, change) = words.words(series)
      lines.append(table.row([series.measure.shortName, chart, usual]))
      if isNarrow { lines += style.wrapped(usual, start: "  ") }
      lines += style.wrapped(
        change, start: String(repeating: " ", count: isNarrow ? 2 : indent))
    }
    return lines
  }

  // MARK: The same question

  private func ladderLines() -> [String] {
    guard !trend.ladders.isEmpty else { return [] }
    let (name, time, within) = isNarrow ? (12, 9, 7) : (18, 10, 8)
    let table = TextTable(
      [
        .left("", name, before: 2), .right("Time", time), .right("Within", within),
        .right("Talk", 8, priority: 1), .right("Pause", 10, priority: 1),
        .right("P90", 10, priority: 1),
      ], style: style)
    var lines = ["", style.paint("The same question", .bold), table.heading]
    for ladder in trend.ladders.prefix(Self.mostLadders) {
      let name = "\(ladder.question) · \(words.name(ladder.kind))"
      lines.append(style.cut(name, to: style.columns))
      let left = ladder.sessions.count - Self.mostAttempts
      if left > 0 { lines.append(style.paint("  \(left) earlier ones", .dim)) }
      for session in ladder.sessions.suffix(Self.mostAttempts) {
        func text(_ measure: Measure) -> String {
          measure.currentValue(session).map(measure.unit.text) ?? "–"
        }
        lines.append(
          table.row([
            (session.date.map { isNarrow ? Day(number: $0.day).description : $0.text })
              ?? session.id,
            Format.clock(session.durationSeconds),
            session.phasesWithin.map { "\($0.within)/\($0.of)" } ?? "–",
            text(.talkShare), text(.pauseMedian), text(.pauseP90),
          ]))
      }
      for text in words.words(ladder) {
        lines += style.wrapped(text, start: "  ")
      }
    }
    let more = trend.ladders.count - Self.mostLadders
    if more > 0 {
      lines.append(style.paint("\(more) more questions. \(cures.questions)", .dim))
    }
    return lines
  }
}
