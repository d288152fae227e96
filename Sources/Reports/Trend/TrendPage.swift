public import InterviewGuide
import LinuxSystem
public import PracticeHistory
import SessionModel
import SpeechAnalysis
public import SystemPackage

/// The archive as a self-contained page: days of practice, measures over weeks,
/// phases against budgets, questions practised again, and links to the sessions' pages.
public struct TrendPage {
  private let trend: Trend
  private let words: TrendWords
  private let names: ShortNames
  private let sessionPages: Set<String>
  private let archivePath: FilePath
  private let programme: ProgrammeRows?

  /// The most sessions in the table, the newest.
  private static let mostSessions = 500
  /// The most questions, those practised last.
  private static let mostLadders = 20
  /// The most attempts at a question, the last ones.
  private static let mostAttempts = 10

  /// Renders a trend.
  /// - Parameters:
  ///   - trend: what is shown.
  ///   - programme: how far the programme is that is followed, if any.
  ///   - sessionPages: ids of the sessions that have a page of their own.
  ///   - archivePath: the way from this page to the archive's folder; empty when it lies in it.
  /// - Throws: a parser error when an embedded template is damaged.
  public static func html(
    _ trend: Trend, programme: ProgrammeProgress? = nil, sessionPages: Set<String> = [],
    archivePath: FilePath = ""
  ) throws -> [UInt8] {
    let page = TrendPage(
      trend, programme: programme.map(ProgrammeRows.init), sessionPages: sessionPages,
      archivePath: archivePath)
    let body = try PageTemplate(PackageResources.trend_mustache).render(page.values())
    return try Page(
      title: "Practice over time", body: body, style: PackageResources.trend_css
    ).bytes()
  }

  private init(
    _ trend: Trend, programme: ProgrammeRows?, sessionPages: Set<String>, archivePath: FilePath
  ) {
    self.trend = trend
    self.programme = programme
    words = TrendWords(trend)
    names = ShortNames(trend.sessions.map(\.id))
    self.sessionPages = sessionPages
    self.archivePath = archivePath
  }

  private func values() -> Values {
    var values = Values(
      title: "Practice over time", about: words.summary, notes: words.notes(),
      figures: figures(),
      definitions: Measure.compared.filter { measure in
        !measure.isOfWords || trend.series.contains { $0.measure == measure }
      }.map { ["name": $0.shortName, "definition": $0.definition] }
        + [
          [
            "name": "Middle half",
            "definition": "From the lower to the upper quartile: half of your sessions lie in it.",
          ],
          [
            "name": "Slope",
            "definition": """
            Theil and Sen's: the median of the slopes between all pairs of sessions, with its \
            95 % interval (Sen 1968). A few odd evenings do not turn it.
            """,
          ],
        ])
    values.programme = programme
    guard let first = trend.weeks.first, let last = trend.weeks.last else { return values }
    values.calendars = calendars()
    if words.isEnough {
      values.charts = Charts(
        list: trend.series.map { series in
          let (usual, change) = words.words(series)
          let drawing = SeriesDrawing(series: series, weeks: first.monday...last.monday)
          return Chart(
            name: series.measure.shortName, usual: usual, change: change, drawing: drawing.svg())
        })
    }
    if trend.weeks.contains(where: { $0.verdicts.total > 0 }) {
      values.discipline = Discipline(
        drawing: DisciplineDrawing(weeks: trend.weeks).svg(), weeks: trend.weeks.map(week))
    }
    values.reviews = trend.reviews.map(reviews)
    if words.isEnough, !trend.ladders.isEmpty { values.ladders = ladders() }
    let shown = trend.sessions.suffix(Self.mostSessions).reversed()
    values.sessions = Sessions(
      about: shown.count < trend.sessions.count
        ? "The last \(shown.count) of \(trend.sessions.count); 'walkthrough list' shows all."
        : "Newest first. Those with a page of their own are links.",
      rows: shown.map { row($0, cells($0)) })
    return values
  }

  private func figures() -> [[String: String]] {
    let seconds = trend.sessions.reduce(0) { $0 + $1.durationSeconds }
    let practised = trend.weeks.count { $0.sessionCount > 0 }
    let counts = VerdictCounts(trend.alike.flatMap(\.phases).compactMap(\.verdict))
    var figures: [[String: String]] = [
      [
        "name": "Sessions", "value": "\(trend.sessions.count)",
        "part": "in \(practised) of \(trend.weeks.count) weeks",
      ],
      [
        "name": "Time practised",
        "value": seconds < 3600
          ? TrendWords.length(seconds)
          : "\(Format.decimal(seconds / 3600, digits: seconds < 36_000 ? 1 : 0)) h",
        "part": "\(Format.clock(seconds / Double(max(1, trend.sessions.count)))) a session",
      ],
    ]
    if let share = counts.withinShare {
      figures.append([
        "name": "Phases within budget", "value": Format.percent(share),
        "part": "\(counts.within) of \(counts.total)",
      ])
    }
    for series in trend.series where [.talkShare, .pauseMedian].contains(series.measure) {
      guard let band = series.band else { continue }
      figures.append([
        "name": series.measure.shortName, "value": series.measure.unit.text(band.median),
        "part": "median of \(band.count)",
      ])
    }
    return figures
  }

  private func calendars() -> Calendars {
    var days: [Int: (seconds: Double, count: Int)] = [:]
    for session in trend.sessions {
      guard let day = session.date?.day else { continue }
      let before = days[day] ?? (0, 0)
      days[day] = (before.seconds + session.durationSeconds, before.count + 1)
    }
    let years = Set(days.keys.map { Day(number: $0).parts.year }).sorted(by: >)
    let (first, last) = (days.keys.min() ?? 0, days.keys.max() ?? 0)
    return Calendars(
      years: years.map { year in
        let drawing = CalendarDrawing(
          year: year,
          months: CalendarDrawing.months(of: year, from: first, to: last), days: days)
        return ["year": "\(year)", "drawing": drawing.svg()]
      },
      legend: CalendarDrawing.Shade.allCases.map { ["shade": $0.rawValue, "text": $0.text] })
  }

  private func week(_ week: Trend.Week) -> Week {
    let counts = week.verdicts
    func text(_ count: Int) -> String { counts.total == 0 ? "" : "\(count)" }
    return Week(
      monday: Day(number: week.monday).description,
      cells: [
        "\(week.sessionCount)", week.sessionCount == 0 ? "" : Format.clock(week.durationSeconds),
        text(counts.within), text(counts.under), text(counts.over), text(counts.notVisited),
        week.medians[.talkShare].map(Measure.talkShare.unit.text) ?? "",
        week.medians[.pauseMedian].map(Measure.pauseMedian.unit.text) ?? "",
      ])
  }

  private func reviews(_ reviews: ReviewTrend) -> Reviews {
    let words = ReviewTrendWords(reviews)
    let rows = reviews.ratings.map { rating in
      Row(
        name: words.name(rating.id),
        cells: ["\(rating.levels.count)", words.median(rating), words.levels(rating)])
    }
    return Reviews(
      about: counted(reviews.sessionCount, "session")
        + " listened back to. Levels are your own: \(ReviewTrendWords.scale).",
      table: rows.isEmpty ? nil : PageRows(rows: rows), sentences: words.sentences)
  }

  private func ladders() -> Ladders {
    let shown = trend.ladders.prefix(Self.mostLadders)
    let more = trend.ladders.count - shown.count
    return Ladders(
      list: shown.enumerated().map { index, ladder in
        Ladder(
          id: "question-\(index)", question: ladder.question, kind: words.name(ladder.kind),
          words: attempts(ladder) + words.words(ladder),
          rows: ladder.sessions.suffix(Self.mostAttempts).map {
            row($0, cells($0) + [number(.pauseP90, $0)])
          })
      },
      more: more > 0
        ? ["\(more) more questions; 'walkthrough trend' shows one of them by its name."] : [])
  }

  private func attempts(_ ladder: QuestionLadder) -> [String] {
    let count = ladder.sessions.count
    return count > Self.mostAttempts ? ["The last \(Self.mostAttempts) of \(count) attempts."] : []
  }

  /// A session's date, the way to its page, and its numbers.
  private func row(_ session: SessionSummary, _ cells: [String]) -> Row {
    var row = Row(
      name: session.date?.text ?? names.name(of: session.id), question: session.question,
      plan: SessionTable.planText(session.plan), cells: cells)
    if sessionPages.contains(session.id) {
      row.link = SessionPage.relativeURL(
        archivePath.appending(pathText: session.id).appending("report.html"))
    }
    return row
  }

  private func cells(_ session: SessionSummary) -> [String] {
    [
      Format.clock(session.durationSeconds),
      session.phasesWithin.map { "\($0.within) of \($0.of)" } ?? "–",
      number(.talkShare, session), number(.pauseMedian, session),
    ]
  }

  /// A number by today's rules, or a dash.
  private func number(_ measure: Measure, _ session: SessionSummary) -> String {
    measure.currentValue(session).map(measure.unit.text) ?? "–"
  }
}
