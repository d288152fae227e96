import PracticeHistory
import SessionModel
import SpeechAnalysis
import Testing

@Suite struct TrendTests {
  /// A session on a day of 2026, with a plan of one phase.
  private func session(
    _ day: Int, hour: Int = 19, question: String = "Live events", seconds: Double = 3600,
    share: Double? = 0.7, isCurrent: Bool = true, scale: Double = 1, verdict: Verdict = .within,
    mode: String? = "full"
  ) -> SessionSummary {
    let date = Day(number: (Day(exactly: 2026, 1, 5)?.number ?? 0) + day).description
    let clock = hour < 10 ? "0\(hour)" : "\(hour)"
    return SessionSummary(
      id: "\(date)T\(clock)00-x", start: "\(date)T\(clock):00:00+01:00",
      plan: PlanSummary(
        id: "netflix-l4", name: "", scale: scale, totalSeconds: 3600,
        leastSeconds: 1800),
      question: question, mode: mode, end: "finished", durationSeconds: seconds,
      phases: [
        PhaseSummary(
          id: "scope", name: "Scope", budget: TimeBudget(minimumSeconds: 1, maximumSeconds: 2),
          durationSeconds: 1, verdict: verdict)
      ],
      numbers: share.map {
        MeasuredNumbers(
          analyzerVersion: 1, pauseThresholdSeconds: 0.25, isCurrent: isCurrent,
          values: FieldValues([
            "talk.talkSeconds": 60, "talk.phonationRatio": $0, "pauses.count": 12,
            "pauses.medianSeconds": 0.5, "pauses.p90Seconds": 1,
            "pauses.pausesPerTalkMinute": 12, "pauses.longSilencesPerTalkMinute": 3,
            "runs.medianSeconds": 2, "level.activeSpeechDBFS": -20, "level.noiseFloorDBFS": -70,
            "level.peakDBFS": -3, "level.clippedSamples": 0,
          ]))
      })
  }

  private func series(_ trend: Trend, _ measure: Measure) -> Trend.Series? {
    trend.series.first { $0.measure == measure }
  }

  @Test func `weeks begin on Monday, and weeks without practice stand between`() {
    // 2026-01-05 is a Monday.
    let trend = Trend([
      session(20, verdict: .over), session(6), session(0, seconds: 1200), session(6, hour: 7),
    ])
    #expect(
      trend.weeks.map { Day(number: $0.monday).description }
        == ["2026-01-05", "2026-01-12", "2026-01-19"])
    #expect(trend.weeks.map(\.sessionCount) == [3, 0, 1])
    #expect(trend.weeks[0].durationSeconds == 8400 && trend.weeks[0].medians[.duration] == 3600)
    #expect(trend.weeks[0].verdicts.within == 3 && trend.weeks[2].verdicts.over == 1)
    #expect(trend.weeks[1].verdicts.withinShare == nil && trend.weeks[1].medians.isEmpty)
    #expect(trend.sessions.map(\.id.count) == [17, 17, 17, 17])
    #expect(trend.sessions[1].id < trend.sessions[2].id)
    #expect(Trend([session(20), session(6), session(0)], lastWeeks: 2).sessions.count == 1)
    #expect(Trend([]).weeks.isEmpty && Trend([], lastWeeks: 3).sessions.isEmpty)
  }

  @Test func `what listening back found is counted, the weakest first`() throws {
    #expect(Trend([session(0)]).reviews == nil)
    var all = (0..<4).map { session($0) }
    func ratings(_ levels: KeyValuePairs<String, Int>) -> [ReviewAnswers.Rating] {
      levels.map { ReviewAnswers.Rating(id: $0.key, level: $0.value) }
    }
    all[0].review = ReviewAnswers(
      ratings: ratings(["clarity": 2, "flow": 1, "l4/experience": 2]),
      mistakes: [
        .init(id: "l4/whiteboard", isYes: true), .init(id: "l4/any-company", isYes: true),
      ],
      coveredPoints: 1, askedPoints: 4, resolution: "breathe")
    all[2].review = ReviewAnswers(
      ratings: ratings(["clarity": 2, "flow": 4]),
      mistakes: [
        .init(id: "l4/whiteboard", isYes: false), .init(id: "l4/any-company", isYes: true),
      ],
      coveredPoints: 3, askedPoints: 4, resolution: "say the numbers first")
    all[3].review = ReviewAnswers(ratings: ratings(["clarity": 1]))
    let reviews = try #require(Trend(all.reversed()).reviews)
    #expect(reviews.sessionCount == 3)
    // The median first, then the last level, then how often it was judged.
    #expect(reviews.ratings.map(\.id) == ["clarity", "l4/experience", "flow"])
    #expect(reviews.ratings[0].levels == [2, 2, 1] && reviews.ratings[0].latest == 1)
    #expect(reviews.ratings.map(\.median) == [2, 2, 2.5])
    #expect(reviews.mistakes.map(\.id) == ["l4/any-company", "l4/whiteboard"])
    #expect(reviews.mistakes.map(\.happened) == [2, 1] && reviews.mistakes[1].asked == 2)
    #expect(reviews.coveredPoints == 4 && reviews.askedPoints == 8)
    #expect(reviews.resolution?.words == "say the numbers first")
    #expect(reviews.resolution?.session.id == all[2].id)
  }

  @Test func `three sessions have a median and no line, five have both`() throws {
    let days = [0, 7, 14, 21, 28]
    let all = days.map { session($0, share: 0.7 + 0.01 * Double($0) / 7) }
    let few = try #require(series(Trend(Array(all.prefix(3))), .talkShare))
    #expect(few.line == nil && few.points.count == 3)
    #expect(abs((few.band?.median ?? 0) - 0.71) < 1e-12)
    let line = try #require(series(Trend(all), .talkShare)?.line)
    #expect(abs(line.slope - 0.01) < 1e-12 && line.isClear && line.times == 0...4)
    #expect(abs(line.value(at: 2) - 0.72) < 1e-12)
  }

  @Test func `what is usual comes from five other sessions or more`() throws {
    let all = (0..<6).map { session($0, share: 0.5 + 0.1 * Double($0)) }
    let usual = try #require(MiddleBand.usual(.talkShare, beside: all[5], in: all))
    #expect(usual.count == 5 && abs(usual.median - 0.7) < 1e-12)
    #expect(MiddleBand.usual(.talkShare, beside: all[5], in: Array(all.dropFirst())) == nil)
    #expect(
      MiddleBand.usual(.talkShare, beside: all[5], in: (0..<9).map { session($0, mode: "drill") })
        == nil)
    // Dead microphones and tries are nobody's usual.
    let tries = (10..<20).map { session($0, seconds: 8) }
    #expect(MiddleBand.usual(.talkShare, beside: all[5], in: all + tries) == usual)
  }

  @Test func `numbers of other rules are never mixed in`() throws {
    let trend = Trend([
      session(0, share: 0.1, isCurrent: false), session(1, share: nil), session(2, share: 0.8),
    ])
    #expect(trend.unmeasuredCount == 2)
    #expect(series(trend, .talkShare)?.points.map(\.value) == [0.8])
    #expect(series(trend, .duration)?.points.count == 3)
    #expect(trend.weeks[0].medians[.talkShare] == 0.8)
  }

  @Test func `lines are of the commonest kind alone, and the others are counted`() {
    let all = [session(0), session(1, mode: "demo"), session(2, mode: "drill"), session(3)]
    let trend = Trend(all)
    #expect(trend.sessions.count == 3 && trend.exclusions == [.demo])
    #expect(trend.kinds.map(\.kind.mode) == ["full", "drill"])
    #expect(trend.kinds.map(\.sessionCount) == [2, 1])
    #expect(trend.alike.map(\.id) == [all[0].id, all[3].id])
    #expect(series(trend, .duration)?.points.count == 2)
    // A week's time is all that was practised; its medians are of like sessions.
    #expect(trend.weeks[0].sessionCount == 3 && trend.weeks[0].verdicts.total == 2)
    #expect(trend.ladders.map(\.sessions.count) == [2])
    #expect(Trend(all, showsAll: true).sessions.count == 4)
    // Among equals, that of the latest session.
    #expect(Trend([session(0), session(1, mode: "drill")]).kinds.first?.kind.mode == "drill")
  }

  @Test func `a dead microphone, tries and scaled drills change no line`() {
    let steady = (0..<6).map { session(7 * $0, seconds: 3000) }
    var silent = session(50, seconds: 3000)
    silent.numbers = MeasuredNumbers(
      analyzerVersion: 1, pauseThresholdSeconds: 0.25, isCurrent: true,
      values: FieldValues(["talk.talkSeconds": 0.4, "talk.phonationRatio": 0]))
    let wrong =
      [session(51, seconds: 8), silent]
      + (52..<55).map { session($0, seconds: 2) }
      + (55..<58).map { session($0, seconds: 180, scale: 0.05) }
    let trend = Trend(steady + wrong)
    #expect(trend.sessions == steady)
    #expect(series(trend, .duration)?.line == series(Trend(steady), .duration)?.line)
    #expect(trend.exclusions.count == 8)
    #expect(trend.exclusions.count { $0 == .tooLittleTalk } == 1)
    #expect(trend.exclusions.contains(.tooShort(leastSeconds: 900)))
    let shown = Trend(steady + wrong, showsAll: true)
    #expect(shown.sessions.count == 14 && shown.exclusions.count == 8)
    // What is scaled is still of a kind of its own.
    #expect(series(shown, .duration)?.points.count == 11)
    #expect(Trend(steady + wrong, lastWeeks: 2).sessions == Array(steady.suffix(2)))
  }

  @Test func `one wrong date does not stretch the weeks`() {
    let good = [session(0), session(7)]
    var old = session(1)
    old.start = "1970-01-01T12:00:00+00:00"
    let late = session(3000)
    let today = good[1].date.map { Day(number: $0.day) }
    let trend = Trend(good + [old, late], today: today)
    #expect(trend.weeks.count == 2 && trend.sessions == good)
    #expect(trend.undated == [old.id, late.id])
    // Without a day, only what is before all recorders cannot be.
    #expect(Trend(good + [old, late]).undated == [old.id])
  }

  @Test func `a question is followed like for like`() {
    var undated = session(3)
    undated.start = "once"
    let trend = Trend([
      session(0), session(1, question: "Search"), session(2, scale: 0.5), session(3),
      session(4, question: "Search"), session(5, question: ""), session(6, question: ""), undated,
    ])
    #expect(trend.undated == [undated.id])
    #expect(trend.ladders.map(\.question) == ["Search", "Live events"])
    #expect(trend.ladders[1].sessions.map { $0.date?.day } == [20458, 20461])
    #expect(trend.ladders[1].line(.duration) == nil)
    #expect(trend.kinds.map(\.kind.scale) == [1, 0.5])
    let climbing = Trend((0..<5).map { session($0, seconds: 3600 - 60 * Double($0)) })
    #expect(climbing.ladders[0].line(.duration)?.slope == -60)
  }
}
