import AudioCore
import Foundation
import InterviewGuide
import PracticeHistory
import SessionModel
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

/// Archives of generated sessions, and the counters that they must give.
@Suite struct ProgrammeWalkTests {
  /// Writes session folders as recordings leave them.
  private struct Writer {
    let folder: TemporaryFolder
    let archive: Archive
    let base: Plan
    var count = 0

    init(planID: String) throws {
      folder = try TemporaryFolder()
      archive = Archive(root: FilePath(folder.path + "/Recordings"))
      base = try PlanLibrary.plan(id: planID)
    }

    /// Adds a session whose phases took the middle of their budgets.
    /// - Parameters:
    ///   - stretch: what these times are multiplied with.
    ///   - phases: how many phases are visited; nil for all.
    mutating func add(
      _ modeID: String, _ question: Question?, on day: Day, stretch: Double = 1,
      phases: Int? = nil, scale: Double = 1, isReviewed: Bool = false, loop: LoopPlace? = nil
    ) throws {
      count += 1
      let mode = try Guide.modes().first { $0.id == modeID }
      let plan = try (mode?.plan(from: base, phaseID: modeID == "drill" ? "scope" : nil) ?? base)
        .scaled(by: scale)
      let folder = try archive.stageSession(stamp: "\(day)T2000", topic: "s\(count)").publish()
        .folder
      var session = Session(
        id: folder.id, start: "\(day)T20:00:00+01:00",
        device: .init(name: "default", conversionNote: ""), sampleRate: .recording, plan: plan,
        question: question?.title ?? "", toolVersion: "0")
      session.mode = modeID
      session.questionID = question?.id
      session.loop = loop
      var start = 0
      for (index, phase) in plan.phases.prefix(phases ?? 99).enumerated() {
        let middle = (phase.budget.minimumSeconds + phase.budget.maximumSeconds) / 2
        let end = start + SampleRate.recording.frames(seconds: middle * stretch)
        session.timeline.visits.append(
          PhaseVisit(phaseIndex: index, range: FrameRange(start: start, end: end)))
        start = end
      }
      session.timeline.frames = start
      session.end = .finished
      try folder.locked().write(session)
      if isReviewed {
        var review = Review(sampleRate: .recording)
        review.give(
          Review.Answer(
            kind: .listenBack, id: "clarity", ask: "Clear?", value: .level(3), frame: nil,
            given: "\(day)T21:30:00+01:00"))
        try folder.locked().write(review)
      }
    }
  }

  /// The done count of each target by its id.
  private func counts(
    _ programme: Programme, _ state: ProgrammeState, _ archive: Archive, ownKeys: Set<String> = []
  ) throws -> [String: Int] {
    let progress = ProgrammeProgress(
      programme, state: state, history: try archive.practised(modes: Guide.modes()),
      ownKeys: ownKeys)
    var counts: [String: Int] = [:]
    for target in progress.stages.flatMap(\.targets) + progress.parallel {
      counts[target.target.id] = target.done
    }
    return counts
  }

  private let from = Day(year: 2026, month: 11, day: 23)

  /// What no counter may see, thrown in every week.
  private func addNoise(_ writer: inout Writer, _ question: Question, on day: Day) throws {
    try writer.add(Mode.demoID, question, on: day)
    try writer.add("aloud", question, on: day, stretch: 0.3)
    try writer.add("mock", question, on: day, scale: 0.05)
    try writer.add("sprint", question, on: day, stretch: 0.2)
    try writer.add("mock", question, on: from.adding(days: -3))
  }

  @Test(arguments: [4, 5, 6])
  func `L4 counts each week's sessions exactly`(weeks: Int) throws {
    let programme = try #require(Guide.programmes().first { $0.level == .l4 })
    var state = ProgrammeState(programme: "l4", weeks: weeks, from: from, interview: nil)
    let schedule = programme.schedule(state)
    #expect(schedule.weeks == weeks)
    var writer = try Writer(planID: "netflix-l4")
    let questions = try Guide.questions().filter { $0.level == .l4 }
    let stories = try Guide.stories().filter { $0.level == .l4 }
    let own = ["billing", "search", "quota"].map {
      Question(
        id: $0, title: $0.capitalized, level: nil, theme: "own", ask: "?", points: [],
        isOwn: true)
    }
    var expected = [
      "designs": 0, "listened": 0, "research": 0, "team-designs": 0, "look-up": 0,
      "probe-drills": 0, "mocks": 0, "stories": 0,
    ]
    for (week, stageID) in schedule.stageIDs.enumerated() {
      let day = from.adding(days: 7 * week)
      try addNoise(&writer, questions[8], on: day)
      let stage = try #require(programme.stages.first { $0.id == stageID })
      let share = schedule.weeks(of: stageID)
      switch stageID {
      case "cases":
        // Its share of the designs, each question once; every one is repeated.
        let all = schedule.amount(of: stage.targets[0], in: stage)
        let done = expected["designs"] ?? 0
        let now = share == 1 ? all : week == 0 ? all / 2 : all - done
        for index in done..<(done + now) {
          try writer.add("aloud", questions[index], on: day.adding(days: index % 7))
          try writer.add(
            "aloud", questions[index], on: day.adding(days: 6), isReviewed: index % 2 == 0)
        }
        expected["designs"] = done + now
        expected["listened"] = (0..<(done + now)).count { $0 % 2 == 0 }
      case "team":
        state.done["team-research"] = day
        for question in own { try writer.add("full", question, on: day) }
        expected["research"] = 1
        expected["team-designs"] = 3
      case "interviewers":
        state.done["interviewers"] = day
        for _ in 0..<3 { try writer.add("probes", questions[0], on: day) }
        expected["look-up"] = 1
        expected["probe-drills"] = 3
      default:
        let all = schedule.amount(of: stage.targets[0], in: stage)
        let now = share == 1 ? all : all / 2
        for index in 0..<now { try writer.add("mock", questions[index], on: day) }
        expected["mocks", default: 0] += now
      }
      if week < 3 {
        try writer.add("story", stories[week], on: day.adding(days: 2))
        try writer.add("story", stories[0], on: day.adding(days: 2))
        expected["stories", default: 0] += 1
      }
      let keys = Set(own.map(\.id))
      #expect(
        try counts(programme, state, writer.archive, ownKeys: keys) == expected,
        "week \(week + 1) of \(weeks)")
    }
    let progress = ProgrammeProgress(
      programme, state: state, history: try writer.archive.practised(modes: Guide.modes()),
      ownKeys: Set(own.map(\.id)))
    // Everything but the listening back is done.
    let open = (progress.stages.flatMap(\.targets) + progress.parallel).filter { $0.left > 0 }
    #expect(open.map(\.target.id) == ["listened"])
  }

  @Test(arguments: [8, 9, 10])
  func `L6 counts each week's sessions exactly`(weeks: Int) throws {
    let programme = try #require(Guide.programmes().first { $0.level == .l6 })
    var state = ProgrammeState(programme: "l6", weeks: weeks, from: from, interview: nil)
    let schedule = programme.schedule(state)
    #expect(schedule.weeks == weeks)
    var writer = try Writer(planID: "netflix-l6")
    let questions = try Guide.questions().filter { $0.level == .l6 }
    let stories = try Guide.stories().filter { $0.level == .l6 }
    var expected = [
      "designs": 0, "topics": 0, "blog": 0, "context": 0, "full-designs": 0, "mocks": 0,
      "loops": 0, "influence": 0, "executive": 0,
    ]
    let topics = ["consensus", "streams", "multi-region", "protocols", "cost"]
    for (week, stageID) in schedule.stageIDs.enumerated() {
      let day = from.adding(days: 7 * week)
      try addNoise(&writer, questions[9], on: day)
      let stage = try #require(programme.stages.first { $0.id == stageID })
      switch stageID {
      case "lenses":
        let all = schedule.amount(of: stage.targets[0], in: stage)
        let done = expected["designs"] ?? 0
        let now = week == 0 ? all / 2 : all - done
        for index in done..<(done + now) {
          // Too long at first, then passed.
          try writer.add("sprint", questions[index], on: day, stretch: 1.5)
          try writer.add("sprint", questions[index], on: day.adding(days: 1))
        }
        expected["designs"] = done + now
      case "advanced":
        let open = topics.filter { state.done[$0] == nil }
        for id in schedule.weeks(of: stageID) == 1 ? open : Array(open.prefix(3)) {
          state.done[id] = day
        }
        state.done["company-blog"] = day
        expected["topics"] = state.done.keys.count { topics.contains($0) }
        expected["blog"] = 1
        try writer.add("drill", questions[0], on: day)
      case "business":
        for id in ["ads-tier", "live-and-games", "licensing", "rivals"] { state.done[id] = day }
        expected["context"] = 4
      case "domain":
        let all = schedule.amount(of: stage.targets[0], in: stage)
        let done = expected["full-designs"] ?? 0
        let now = done == 0 ? all / 2 : all - done
        for index in done..<(done + now) {
          try writer.add("full", questions[index], on: day, phases: 3)
          try writer.add(index % 2 == 0 ? "full" : "fifteen", questions[index], on: day)
        }
        expected["full-designs"] = done + now
      default:
        let range = try #require(schedule.range(of: stageID))
        let isLast = week + 1 == range.upperBound
        let all = schedule.amount(of: stage.targets[0], in: stage)
        let done = expected["mocks"] ?? 0
        let now = isLast ? all - done : all / range.count
        for index in 0..<now { try writer.add("mock", questions[index], on: day) }
        expected["mocks"] = done + now
        // A whole loop each week, three in the last, and one that was broken off.
        for number in 0..<(isLast ? 3 - (expected["loops"] ?? 0) : 1) {
          let id = "loop-\(week)-\(number)"
          for (round, mode) in ["full", "full", "executive"].enumerated() {
            try writer.add(
              mode, round < 2 ? questions[0] : stories[4], on: day,
              loop: LoopPlace(id: id, round: round + 1, rounds: 3))
          }
          expected["loops", default: 0] += 1
        }
        try writer.add(
          "full", questions[0], on: day,
          loop: LoopPlace(id: "broken-\(week)", round: 1, rounds: 3))
        // The loop's first rounds are whole conversations about one question more or less.
        expected["full-designs"] = max(expected["full-designs"] ?? 0, 1)
      }
      if week < stories.count {
        try writer.add("story", stories[week], on: day)
        expected[stories[week].theme, default: 0] += 1
      }
      #expect(
        try counts(programme, state, writer.archive) == expected, "week \(week + 1) of \(weeks)")
    }
    let progress = ProgrammeProgress(
      programme, state: state, history: try writer.archive.practised(modes: Guide.modes()))
    #expect(progress.isComplete)
  }

  @Test func `sessions from before there were modes are still read, and are of none`() throws {
    var writer = try Writer(planID: "netflix-l4")
    let question = try #require(Guide.questions().first)
    try writer.add("mock", question, on: from)
    let folder = try #require(writer.archive.sessions().first)
    let path = URL(fileURLWithPath: folder.sessionPath.string)
    var old =
      try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any] ?? [:]
    #expect(old["schema"] as? Int == 1)
    for key in ["mode", "questionID", "loop"] { old[key] = nil }
    try JSONSerialization.data(withJSONObject: old).write(to: path)
    let session = try folder.readSession()
    #expect(session.mode == nil && session.questionID == nil && session.loop == nil)
    let practised = try #require(writer.archive.practised(modes: Guide.modes()).first)
    #expect(practised.modeID == nil && practised.counts && practised.isAbout(question))
    let l4 = try #require(Guide.programmes().first { $0.planID == "netflix-l4" })
    let state = ProgrammeState(programme: l4.id, weeks: 6, from: from, interview: nil)
    let progress = ProgrammeProgress(l4, state: state, history: [practised])
    #expect(progress.sessions == 1)
    #expect((progress.stages.flatMap(\.targets) + progress.parallel).allSatisfy { $0.done == 0 })
  }

  @Test func `a damaged session does not hide the others`() throws {
    var writer = try Writer(planID: "netflix-l4")
    let question = try #require(Guide.questions().first)
    for day in 0..<3 { try writer.add("mock", question, on: from.adding(days: day)) }
    let folder = try writer.archive.sessions()[1]
    try Data("{".utf8).write(to: URL(fileURLWithPath: folder.sessionPath.string))
    #expect(try writer.archive.practised(modes: Guide.modes()).count == 2)
  }
}

@Suite struct ProgrammeFileTests {
  @Test func `a programme is read back as it was written, for its owner only`() throws {
    let folder = try TemporaryFolder()
    let file = ProgrammeFile(Archive(root: FilePath(folder.path + "/new/Recordings")))
    #expect(try file.read() == nil)
    var state = ProgrammeState(
      programme: "l6", weeks: 9, from: Day(year: 2026, month: 11, day: 23),
      interview: Day(year: 2027, month: 1, day: 25))
    state.done["consensus"] = Day(year: 2026, month: 12, day: 1)
    state.moves.append(.init(on: state.from, interview: state.from.adding(days: 30)))
    try file.start(state) { _ in Issue.record("none runs") }
    #expect(try file.read() == state)
    #expect(try mode(file.path.string) == 0o600)
    #expect(
      try String(contentsOfFile: file.path.string, encoding: .utf8).contains("\"2026-11-23\""))
    try file.change { $0.done["consensus"] = nil }
    #expect(try file.read()?.done.isEmpty == true)
    #expect(throws: CancellationError.self) {
      try file.start(state) { running in
        #expect(running.done.isEmpty)
        throw CancellationError()
      }
    }
    #expect(try file.read()?.done.isEmpty == true)
    try file.remove()
    #expect(try file.read() == nil)
    #expect(throws: ArchiveError.self) { try file.change { _ in Issue.record("none runs") } }
  }

  @Test func `a damaged or newer one says so, with the cure`() throws {
    let folder = try TemporaryFolder()
    let file = ProgrammeFile(Archive(root: FilePath(folder.path)))
    for (text, code, words) in [
      ("{", ArchiveError.Code.damaged, "programme start"),
      (#"{"schema": 1}"#, .damaged, "programme start"),
      (#"{"schema": 7}"#, .newer, "has schema 7"),
    ] {
      _ = try folder.write("programme.json", text)
      #expect {
        try file.read()
      } throws: {
        ($0 as? ArchiveError)?.code == code && "\($0)".contains(words)
      }
    }
  }

  @Test func `a damaged programme gives a schedule or an error, never a crash`() throws {
    let folder = try TemporaryFolder()
    let file = ProgrammeFile(Archive(root: FilePath(folder.path)))
    let programme = try #require(Guide.programmes().last)
    let from = Day(year: 2026, month: 11, day: 23)
    var state = ProgrammeState(
      programme: "l6", weeks: 9, from: from, interview: from.adding(days: 63))
    state.moves.append(.init(on: from.adding(days: 9), interview: from.adding(days: 30)))
    state.done["consensus"] = from
    let page = try JSONText.page(state)
    var mutator = ByteMutator(seed: 6)
    var understood = 0
    for _ in 0..<1000 {
      _ = try folder.write("programme.json", mutator.mutate(page))
      do {
        guard let state = try file.read() else { continue }
        let progress = ProgrammeProgress(programme, state: state, history: [])
        #expect(progress.schedule.weeks >= 1)
        understood += 1
      } catch { #expect(error is ArchiveError) }
    }
    #expect(understood > 0 && understood < 1000)
  }
}
