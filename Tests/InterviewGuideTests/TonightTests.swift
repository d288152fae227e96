import InterviewGuide
import SessionModel
import TestSupport
import Testing

/// What an evening's practice is, from the programme and what was practised.
@Suite struct TonightTests {
  let programmes: [Programme]
  let from: Day
  init() throws {
    programmes = try Guide.programmes()
    from = try #require(Day("2026-11-23"))
  }

  private func material(own: [Question] = []) throws -> Tonight.Material {
    Tonight.Material(
      modes: try Guide.modes(), questions: try Guide.questions() + Guide.stories() + own)
  }

  private func session(
    _ mode: String, _ key: String, week: Int = 1, passed: Bool = true
  ) -> PractisedSession {
    PractisedSession(
      id: "\(mode)-\(key)-\(week)", day: from.adding(days: 7 * (week - 1)), modeID: mode,
      questionKey: key, seconds: 3600,
      standing: .known(leastSeconds: 900, isPassed: passed, isComplete: true))
  }

  private func tonight(
    _ level: Level, weeks: Int, inWeek week: Int, _ history: [PractisedSession],
    own: [Question] = []
  ) throws -> Tonight {
    let programme = try #require(programmes.first { $0.level == level })
    let state = ProgrammeState(
      programme: programme.id, weeks: weeks, from: from, interview: nil)
    let material = try material(own: own)
    let progress = ProgrammeProgress(
      programme, state: state, history: history, ownKeys: material.ownKeys)
    let rotation = QuestionRotation(
      history: history, today: from.adding(days: 7 * (week - 1) + 3))
    return try #require(Tonight(progress, material: material, rotation: rotation, seed: 1))
  }

  @Test func `the first evening of L4 is a design aloud, of L6 a sprint`() throws {
    let l4 = try tonight(.l4, weeks: 6, inWeek: 1, [])
    #expect(l4.modeID == "aloud" && l4.planID == "netflix-l4")
    #expect(l4.pick?.reason == .new && l4.pick?.question.level == .l4)
    let l6 = try tonight(.l6, weeks: 10, inWeek: 1, [])
    #expect(l6.modeID == "sprint" && l6.planID == "netflix-l6")
    #expect(l6.pick?.question.level == .l6 && l6.pick?.question.kind == .design)
  }

  @Test func `what was only tried is said so, and comes like what is new`() throws {
    let short = PractisedSession(
      id: "x", day: from, modeID: "aloud", questionKey: "transcoding", seconds: 74,
      standing: .known(seconds: 74, leastSeconds: 900))
    let rotation = QuestionRotation(
      history: [short, session("aloud", "home-rows")], today: from.adding(days: 3))
    let questions = try Guide.questions()
    func reason(_ id: String) throws -> QuestionRotation.Reason {
      rotation.reason(try #require(questions.first { $0.id == id }))
    }
    #expect(try reason("transcoding") == .tried(times: 1, seconds: 74))
    #expect(try reason("home-rows") == .longAgo(days: 3))
    let two = questions.filter { ["transcoding", "home-rows"].contains($0.id) }
    #expect(rotation.next(of: two)?.question.id == "transcoding")
  }

  @Test func `a story without all of its parts is not told yet`() throws {
    let programme = try #require(programmes.first { $0.level == .l4 })
    let state = ProgrammeState(programme: programme.id, weeks: 6, from: from, interview: nil)
    func told(isComplete: Bool) throws -> Int {
      let ids = programme.targets.compactMap { target -> [String]? in
        if case .stories(let ids) = target.count { ids } else { nil }
      }
      let id = try #require(ids.first?.first)
      let session = PractisedSession(
        id: "x", day: from, modeID: "story", questionKey: id, seconds: 300,
        standing: .known(seconds: 300, isComplete: isComplete))
      let progress = ProgrammeProgress(programme, state: state, history: [session])
      return (progress.stages.flatMap(\.targets) + progress.parallel).reduce(0) { sum, target in
        if case .stories = target.target.count { sum + target.done } else { sum }
      }
    }
    #expect(try told(isComplete: true) == 1 && told(isComplete: false) == 0)
  }

  @Test func `every third session is a story while one is untold`() throws {
    let history = [session("aloud", "transcoding"), session("aloud", "home-rows")]
    let story = try tonight(.l4, weeks: 6, inWeek: 1, history)
    #expect(story.modeID == "story" && story.pick?.question.kind == .story)
    let told = ["no-consensus", "open-disagreement", "owned-failure"].map {
      session("story", $0)
    }
    #expect(try tonight(.l4, weeks: 6, inWeek: 1, told + history).modeID == "aloud")
  }

  @Test func `what earlier weeks left comes when the week's own targets are met`() throws {
    // Week 3 of 9: advanced topics, nothing to record but the usual drill.
    let left = try tonight(.l6, weeks: 9, inWeek: 3, [])
    #expect(left.modeID == "sprint")
    if case .leftOver(_, let stage) = left.cause {
      #expect(stage.id == "lenses")
    } else {
      Issue.record("\(left.cause)")
    }
    let designs = try Guide.questions().filter { $0.level == .l6 }.prefix(7).map {
      session("sprint", $0.id)
    }
    let stories = try Guide.stories().filter { $0.level == .l6 }.map { session("story", $0.id) }
    let usual = try tonight(.l6, weeks: 9, inWeek: 3, designs + stories)
    #expect(usual.modeID == "drill" && usual.phaseID == "depth")
  }

  @Test func `own systems are wanted only where own questions are`() throws {
    let cases = try Guide.questions().prefix(6).map { session("aloud", $0.id) }
    let own = Question(
      id: "billing", title: "Billing", level: nil, theme: "own", ask: "?", points: [],
      isOwn: true)
    let with = try tonight(.l4, weeks: 4, inWeek: 2, cases, own: [own])
    #expect(with.pick?.question.id == "billing")
    let without = try tonight(.l4, weeks: 4, inWeek: 2, cases)
    #expect(without.pick?.question.isOwn == false)
  }

  @Test func `an evening with another person has an alternative for one alone`() throws {
    let mocks = try tonight(.l4, weeks: 4, inWeek: 4, [])
    #expect(mocks.modeID == "mock" && mocks.aloneID == "full")
    let l6 = try tonight(
      .l6, weeks: 8, inWeek: 8, (0..<6).map { session("mock", "q\($0)") })
    #expect(l6.modeID == "loop")
  }

  @Test func `without a programme it is the next question aloud`() throws {
    let rotation = QuestionRotation(history: [], today: from)
    let tonight = Tonight(
      level: .l6, planID: "netflix-l6", material: try material(), rotation: rotation, seed: 3)
    #expect(tonight.modeID == "aloud" && tonight.cause == .noProgramme)
    #expect(tonight.pick?.question.level == .l6)
  }
}
