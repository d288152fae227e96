import Foundation
import InterviewGuide
import SessionModel
import TestSupport
import Testing

@Suite struct DayTests {
  @Test func `days know their neighbours through leap years`() throws {
    let day = try #require(Day("2028-02-28"))
    #expect("\(day.adding(days: 1))" == "2028-02-29")
    #expect("\(day.adding(days: 2))" == "2028-03-01")
    #expect("\(try #require(Day("2100-02-28")).adding(days: 1))" == "2100-03-01")
    let start = try #require(Day("2026-11-23T19:03:00+01:00"))
    #expect(start.weekday == "Mon")
    #expect(try #require(Day("2027-01-25")).days(since: start) == 63)
    for number in stride(from: 0, to: 400_000, by: 97) {
      #expect(Day("\(Day(number: number))")?.number == number)
    }
  }

  @Test(
    arguments: [
      "", "2026-13-01", "2026-02-29", "2026-2-3", "26-02-03", "soon", "1969-12-31", "2026-00-10",
      "２０２６-01-01",
    ])
  func `what is no day is refused`(text: String) { #expect(Day(text) == nil) }
}

@Suite struct ScheduleTests {
  let l4: Programme
  let l6: Programme
  let from: Day

  init() throws {
    let programmes = try Guide.programmes()
    l4 = try #require(programmes.first { $0.level == .l4 })
    l6 = try #require(programmes.first { $0.level == .l6 })
    from = try #require(Day("2026-11-23"))
  }

  private func schedule(
    _ programme: Programme, weeks: Int, interviewAfter days: Int? = nil
  ) -> Schedule {
    programme.schedule(
      ProgrammeState(
        programme: programme.id, weeks: weeks, from: from,
        interview: days.map { from.adding(days: $0) }))
  }

  private func stages(_ schedule: Schedule) -> [Int] {
    schedule.programme.stages.map { schedule.weeks(of: $0.id) }
  }

  @Test func `the longest programmes have the guide's weeks`() {
    #expect(l4.weeks == 4...6 && l6.weeks == 8...10)
    #expect(stages(schedule(l4, weeks: 6)) == [2, 1, 1, 2])
    #expect(stages(schedule(l6, weeks: 10)) == [2, 2, 1, 2, 3])
  }

  @Test func `shorter ones take weeks from the stages in order`() {
    #expect(stages(schedule(l4, weeks: 5)) == [2, 1, 1, 1])
    #expect(stages(schedule(l4, weeks: 4)) == [1, 1, 1, 1])
    #expect(stages(schedule(l6, weeks: 9)) == [2, 2, 1, 2, 2])
    #expect(stages(schedule(l6, weeks: 8)) == [2, 1, 1, 2, 2])
  }

  @Test func `every length down to one week has just so many`() {
    for programme in [l4, l6] {
      for weeks in 1...programme.weeks.upperBound {
        let fitted = schedule(
          programme, weeks: programme.weeks.upperBound, interviewAfter: 7 * weeks)
        #expect(fitted.weeks == weeks)
        #expect(fitted.weeks(of: programme.stages.last?.id ?? "") >= 1)
      }
    }
  }

  @Test func `the guide's amounts, from the shortest to the longest`() {
    func amounts(_ programme: Programme, _ weeks: Int) -> [String: Int] {
      let schedule = schedule(programme, weeks: weeks)
      var amounts: [String: Int] = [:]
      for stage in programme.stages {
        for target in stage.targets {
          amounts[target.id] = schedule.amount(of: target, in: stage)
        }
      }
      for target in programme.parallel { amounts[target.id] = schedule.amount(of: target) }
      return amounts
    }
    func l4(_ designs: Int, _ team: Int, _ mocks: Int) -> [String: Int] {
      [
        "designs": designs, "listened": designs, "research": 1, "team-designs": team,
        "look-up": 1, "probe-drills": team, "mocks": mocks, "stories": 3,
      ]
    }
    #expect(amounts(self.l4, 4) == l4(6, 2, 3))
    #expect(amounts(self.l4, 5) == l4(7, 3, 4))
    #expect(amounts(self.l4, 6) == l4(8, 3, 4))
    func l6(_ designs: Int, _ full: Int, _ mocks: Int) -> [String: Int] {
      [
        "designs": designs, "topics": 5, "blog": 1, "context": 4, "full-designs": full,
        "mocks": mocks, "loops": 3, "influence": 4, "executive": 3,
      ]
    }
    #expect(amounts(self.l6, 8) == l6(6, 4, 6))
    #expect(amounts(self.l6, 9) == l6(7, 5, 7))
    #expect(amounts(self.l6, 10) == l6(8, 6, 8))
  }

  @Test func `a near interview drops what the cuts say, and says so`() throws {
    let wished = schedule(l4, weeks: 5)
    let near = schedule(l4, weeks: 5, interviewAfter: 20)
    #expect(stages(near) == [1, 0, 1, 1])
    let losses = near.losses(comparedWith: wished)
    let team = try #require(l4.stages.first { $0.id == "team" })
    let cases = try #require(l4.stages.first { $0.id == "cases" })
    #expect(losses.contains(.stage(team)))
    #expect(losses.contains(.weeks(cases, from: 2, to: 1)))
    #expect(losses.contains(.amount(cases, cases.targets[0], from: 7, to: 6)))
    #expect(schedule(l4, weeks: 5, interviewAfter: 35).losses(comparedWith: wished).isEmpty)
    #expect(schedule(l4, weeks: 5, interviewAfter: 300).losses(comparedWith: wished).isEmpty)
  }

  @Test func `without a wish, as many weeks as fit before the interview`() {
    let weeks = [1, 20, 30, 35, 36, 300].map {
      l4.usualWeeks(from: from, interview: from.adding(days: $0))
    }
    #expect(weeks == [4, 4, 5, 5, 6, 6])
    #expect(l6.usualWeeks(from: from, interview: nil) == 10)
  }

  @Test func `an interview that moves leaves the weeks gone by as they were`() throws {
    var state = ProgrammeState(
      programme: "l6", weeks: 9, from: from, interview: from.adding(days: 63))
    // In week 3, with three weeks left of seven.
    state.moves.append(.init(on: from.adding(days: 15), interview: from.adding(days: 35)))
    let short = l6.schedule(state)
    #expect(short.stageIDs == ["lenses", "lenses", "advanced", "domain", "mocks"])
    #expect(
      short.losses(comparedWith: l6.wishedSchedule(state)).contains(
        .stage(try #require(l6.stages.first { $0.id == "business" }))))
    // Moved back, everything that is left of the wish fits again.
    state.moves.append(.init(on: from.adding(days: 16), interview: from.adding(days: 90)))
    #expect(l6.schedule(state).stageIDs == l6.wishedSchedule(state).stageIDs)
    // Moved after the last week: the last stage goes on.
    state.moves.append(.init(on: from.adding(days: 80), interview: from.adding(days: 94)))
    #expect(l6.schedule(state).weeks == 12)
    #expect(l6.schedule(state).stageIDs.suffix(3) == ["mocks", "mocks", "mocks"])
  }

  @Test func `days find their week and stage, before and after too`() {
    let schedule = schedule(l4, weeks: 4)
    let weeks = [-1, 0, 6, 7, 27, 28].map { schedule.week(on: from.adding(days: $0)) }
    #expect(weeks == [0, 1, 1, 2, 4, 5])
    #expect(schedule.stage(on: from.adding(days: -9))?.id == "cases")
    #expect(schedule.stage(on: from.adding(days: 7))?.id == "team")
    #expect(schedule.stage(on: from.adding(days: 99))?.id == "mocks")
    #expect(schedule.range(of: "mocks") == 4...4)
  }

  @Test(arguments: 0..<40)
  func `whatever dates are written into the file, a schedule comes out`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func day() -> Day {
      Day(number: Int.random(in: -2_000_000...2_000_000, using: &generator))
    }
    var state = ProgrammeState(
      programme: "l6", weeks: Int.random(in: -5...1000, using: &generator), from: day(),
      interview: Bool.random(using: &generator) ? day() : nil)
    for _ in 0..<3 { state.moves.append(.init(on: day(), interview: day())) }
    for programme in [l4, l6] {
      let schedule = programme.schedule(state)
      #expect(schedule.weeks >= 1)
      #expect(schedule.stage(on: day()) != nil)
    }
  }
}

@Suite struct RotationTests {
  let questions: [Question]
  let today: Day
  init() throws {
    questions = try Guide.questions().filter { $0.level == .l4 }
    today = try #require(Day("2026-12-01"))
  }

  private func session(
    _ key: String, daysAgo: Int, passed: Bool = true, seconds: Double = 1000
  ) -> PractisedSession {
    PractisedSession(
      id: "\(key)-\(daysAgo)", day: today.adding(days: -daysAgo), modeID: "aloud",
      questionKey: key, seconds: seconds,
      standing: .known(seconds: seconds, leastSeconds: 900, isPassed: passed))
  }

  @Test func `what was never practised comes first, the same for the same seed`() throws {
    let history = questions.dropLast(2).enumerated().map { session($1.id, daysAgo: $0 + 5) }
    let rotation = QuestionRotation(history: history, today: today)
    let new = Set(questions.suffix(2).map(\.id))
    var picked: Set<String> = []
    for seed in 0..<20 {
      let pick = try #require(rotation.next(of: questions, seed: UInt64(seed)))
      #expect(pick.reason == .new && new.contains(pick.question.id))
      #expect(rotation.next(of: questions, seed: UInt64(seed)) == pick)
      picked.insert(pick.question.id)
    }
    #expect(picked == new)
    #expect(rotation.next(of: questions) == rotation.next(of: questions))
    #expect(rotation.next(of: []) == nil)
  }

  @Test func `then what is longest ago, and a miss counts double`() throws {
    var history = questions.enumerated().map { session($1.id, daysAgo: $0 + 1) }
    let rotation = QuestionRotation(history: history, today: today)
    let pick = try #require(rotation.next(of: questions, seed: 1))
    #expect(pick.question.id == "feature-flags" && pick.reason == .longAgo(days: 9))
    history[5] = session(questions[5].id, daysAgo: 6, passed: false)
    let weak = try #require(
      QuestionRotation(history: history, today: today).next(of: questions, seed: 1))
    #expect(weak.question == questions[5] && weak.reason == .weak(days: 6))
    // A better session since then takes that back.
    history.append(session(questions[5].id, daysAgo: 2))
    let again = try #require(
      QuestionRotation(history: history, today: today).next(of: questions, seed: 1))
    #expect(again.question.id == "feature-flags")
  }

  @Test func `a title counts as its question, and what did not last does not count`() {
    let history = [
      session("live events", daysAgo: 1), session("ad-frequency", daysAgo: 1, seconds: 40),
    ]
    let rotation = QuestionRotation(history: history, today: today)
    let all = (try? Guide.questions()) ?? []
    let practised = all.filter { rotation.latest($0) != nil }.map(\.id)
    #expect(practised == ["live-events"])
  }

  @Test func `a deck draws each fitting probe once, the same for the same seed`() throws {
    let probes = try Guide.probes()
    func drawn(_ seed: UInt64) -> [String] {
      var deck = ProbeDeck(probes, level: .l4, questionID: "ad-frequency", seed: seed)
      var ids: [String] = []
      while let probe = deck.draw() { ids.append(probe.id) }
      return ids
    }
    let ids = drawn(7)
    #expect(ids == drawn(7) && ids != drawn(8))
    #expect(Set(ids).count == ids.count)
    let fitting = probes.filter {
      $0.fits(level: .l4, phaseID: nil, questionID: "ad-frequency")
    }
    #expect(Set(ids) == Set(fitting.map(\.id)))
    #expect(ids.contains("late-count") && !ids.contains("tunnel") && !ids.contains("protocol"))
    var deck = ProbeDeck(probes, level: .l6, questionID: nil, seed: 1)
    let card = deck.draw(phaseID: "evolution")
    let first = try #require(card)
    #expect(first.phases.isEmpty || first.phases.contains("evolution"))
    #expect(!probes.isEmpty && deck.count > 0)
  }
}
