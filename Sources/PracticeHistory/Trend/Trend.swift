public import InterviewGuide
public import SessionModel
public import SpeechAnalysis

/// How a person's sessions change over weeks.
///
/// A pure function of the sessions: no clock, so that the same sessions give the
/// same trend. Medians and quartiles throughout, since one odd evening should not
/// move them.
public struct Trend: Hashable, Sendable {
  /// One measure over time.
  public struct Series: Hashable, Sendable {
    /// One session's value.
    public struct Point: Hashable, Sendable {
      /// Days since 1970-01-01.
      public let day: Int
      /// The value.
      public let value: Double
      /// The session's id.
      public let id: String
    }

    /// The measure.
    public let measure: Measure
    /// The values in order of time.
    public let points: [Point]
    /// The middle half of the values: what is usual for the person.
    public let band: MiddleBand?
    /// The line through the values per week; nil below five sessions.
    public let line: TheilSenLine?
  }

  /// One week of practice.
  public struct Week: Hashable, Sendable {
    /// Monday, in days since 1970-01-01.
    public let monday: Int
    /// The sessions of the week.
    public let sessionCount: Int
    /// Their length together, in seconds.
    public let durationSeconds: Double
    /// How many phases of like sessions ended under, within and over their budget, or were not
    /// visited.
    public let verdicts: VerdictCounts
    /// The median of each measure that a like session of the week has.
    public let medians: [Measure: Double]
  }

  /// All sessions that are meant, in order of time.
  public let sessions: [SessionSummary]
  /// Those of them that are like for like, of the kind that is the commonest.
  ///
  /// Lines, medians and phases against budgets are theirs alone.
  public let alike: [SessionSummary]
  /// Every week from the first to the last session's, weeks without practice as well.
  public let weeks: [Week]
  /// The measures that at least one like session has.
  public let series: [Series]
  /// The questions practised more than once, the latest first.
  public let ladders: [QuestionLadder]
  /// What listening back found; nil when none was listened back to.
  public let reviews: ReviewTrend?
  /// Recogniser and model of those words whose measures have lines; nil without any.
  public let recognizer: String?
  /// The kinds of sessions among them; that of ``alike`` first.
  public let kinds: [SessionKind.Count]
  /// Ids of sessions without a date that can be: none that can be read, before 2000, or after
  /// tomorrow.
  ///
  /// They are left out, since one of them would stretch weeks over centuries.
  public let undated: [String]
  /// Why sessions do not count, which are left out or shown all the same.
  public let exclusions: [SessionStanding.Exclusion]
  /// Whether sessions that do not count are among those shown.
  public let showsAll: Bool
  /// Like sessions without numbers of this program's analyzer: only their times count.
  public let unmeasuredCount: Int

  /// Finds the trend.
  /// - Parameters:
  ///   - all: the sessions that are meant, in any order.
  ///   - lastWeeks: how many weeks up to the last session's count; nil for all.
  ///   - showsAll: whether sessions that do not count are shown as well.
  ///   - today: the day on which nothing later than tomorrow can have begun; nil for any day.
  public init(
    _ all: [SessionSummary], lastWeeks: Int? = nil, showsAll: Bool = false, today: Day? = nil
  ) {
    let days = Day.firstOfSessions.number...(today.map { $0.number + 1 } ?? .max)
    func date(_ session: SessionSummary) -> SessionDate? {
      session.date.flatMap { days ~= $0.day ? $0 : nil }
    }
    var dated = all.compactMap { session in date(session).map { (date: $0, session: session) } }
    dated.sort { ($0.date.epochSeconds, $0.session.id) < ($1.date.epochSeconds, $1.session.id) }
    undated = all.filter { date($0) == nil }.map(\.id)
    var judged = dated.map { (dated: $0, exclusion: $0.session.standing(modes: []).exclusion) }
    func shown() -> [(date: SessionDate, session: SessionSummary)] {
      judged.filter { showsAll || $0.exclusion == nil }.map(\.dated)
    }
    if let lastWeeks, let last = shown().last?.date.week {
      judged.removeAll { $0.dated.date.week < last - 7 * (lastWeeks - 1) }
    }
    dated = shown()
    exclusions = judged.compactMap(\.exclusion)
    self.showsAll = showsAll
    sessions = dated.map(\.session)
    kinds = SessionKind.counts(of: sessions)
    let kind = kinds.first?.kind
    let alike = dated.filter { SessionKind($0.session) == kind }
    self.alike = alike.map(\.session)
    unmeasuredCount = alike.count { $0.session.numbers?.isCurrent != true }
    let firstMonday = dated.first?.date.week ?? 0
    let lastMonday = dated.last?.date.week ?? 0
    // Words of two recognisers are not like for like.
    let recognizer = SessionKind.recognizer(of: alike.map(\.session))
    let points = Measure.compared.map { measure in
      alike.compactMap { date, session in
        measure.currentValue(session, heardBy: recognizer).map {
          Series.Point(day: date.day, value: $0, id: session.id)
        }
      }
    }
    self.recognizer = recognizer
    series = zip(Measure.compared, points).compactMap { measure, points in
      points.isEmpty
        ? nil
        : Series(
          measure: measure, points: points, band: MiddleBand(points.map(\.value)),
          line: TheilSenLine(
            points.map {
              TheilSenLine.Point(x: Double($0.day - firstMonday) / 7, y: $0.value)
            }))
    }
    let byWeek = Dictionary(grouping: dated) { $0.date.week }
    weeks =
      dated.isEmpty
      ? []
      : stride(from: firstMonday, through: lastMonday, by: 7).map { monday in
        Week(
          monday: monday, sessions: byWeek[monday]?.map(\.session) ?? [], kind: kind,
          recognizer: recognizer)
      }
    ladders = QuestionLadder.ladders(of: sessions)
    reviews = ReviewTrend(sessions)
  }
}

extension Trend.Week {
  fileprivate init(
    monday: Int, sessions: [SessionSummary], kind: SessionKind?, recognizer: String?
  ) {
    self.monday = monday
    sessionCount = sessions.count
    durationSeconds = sessions.reduce(0) { $0 + $1.durationSeconds }
    let alike = sessions.filter { SessionKind($0) == kind }
    verdicts = VerdictCounts(alike.flatMap(\.phases).compactMap(\.verdict))
    medians = Dictionary(
      uniqueKeysWithValues: Measure.compared.compactMap { measure in
        MiddleBand(alike.compactMap { measure.currentValue($0, heardBy: recognizer) })
          .map { (measure, $0.median) }
      })
  }
}
