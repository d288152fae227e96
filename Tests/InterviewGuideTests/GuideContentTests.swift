import Foundation
import InterviewGuide
import TestSupport
import Testing

/// What the guide holds, against the facts it was written from.
@Suite struct GuideContentTests {
  @Test func `nine questions of L4 and ten of L6, each with what it must cover`() throws {
    let questions = try Guide.questions()
    let expected: [(String, Level, Int)] = [
      ("adaptive-streaming", .l4, 4), ("transcoding", .l4, 4), ("playback-position", .l4, 4),
      ("home-rows", .l4, 4), ("experiments", .l4, 4), ("ad-frequency", .l4, 4),
      ("ads-data-model", .l4, 4), ("crash-safe-files", .l4, 4), ("feature-flags", .l4, 4),
      ("multi-cloud", .l6, 5), ("data-platform", .l6, 5), ("observability", .l6, 4),
      ("ad-tier", .l6, 5), ("live-events", .l6, 4), ("title-rights", .l6, 5),
      ("capacity", .l6, 5), ("game-days", .l6, 5), ("joint-rollout", .l6, 4),
      ("model-serving", .l6, 4),
    ]
    #expect(questions.map(\.id) == expected.map(\.0))
    #expect(questions.map(\.level) == expected.map(\.1))
    #expect(questions.map(\.points.count) == expected.map(\.2))
    #expect(questions.allSatisfy { $0.kind == .design && !$0.isOwn && $0.ask.count > 40 })
    func points(_ id: String) -> String {
      questions.first { $0.id == id }?.points.joined(separator: " ") ?? ""
    }
    #expect(points("ad-frequency").contains("50 ms"))
    #expect(points("multi-cloud").contains("99.99 %"))
    #expect(points("title-rights").contains("190 countries"))
  }

  @Test func `three stories of L4, four of influence and three for executives`() throws {
    let stories = try Guide.stories()
    let counts = Dictionary(grouping: stories, by: \.theme).mapValues(\.count)
    #expect(counts == ["behavioural": 3, "influence": 4, "executive": 3])
    #expect(stories.allSatisfy { $0.kind == .story && !$0.points.isEmpty })
    let ids = (try Guide.questions() + stories).map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `four signals and five mistakes of L4, six and six of L6`() throws {
    let rubrics = try Guide.rubrics()
    #expect(rubrics.map(\.level) == [.l4, .l6])
    #expect(rubrics.map(\.signals.count) == [4, 6])
    #expect(rubrics.map(\.mistakes.count) == [5, 6])
    #expect(rubrics.map(\.passes.count) == [5, 6])
    #expect(rubrics.map(\.fails.count) == [6, 4])
    let questions = try Guide.listenBackQuestions()
    #expect(questions.map(\.id) == ["clarity", "flow", "drawable"])
    for levels in rubrics.flatMap(\.signals).map(\.levels) + questions.map(\.levels) {
      #expect(levels.descriptions.count == 4)
      #expect(Set(levels.descriptions).count == 4)
    }
  }

  @Test func `both loops have the guide's conversations and minutes`() throws {
    let loops = try Guide.interviews()
    #expect(loops.map(\.level) == [.l4, .l6])
    #expect(loops[0].stages.map(\.minutes) == [30...30, 30...45, 45...60, 45...60])
    #expect(loops[0].stages.map(\.conversations) == [1...1, 1...1, 1...1, 3...4])
    #expect(loops[1].stages.map(\.minutes) == [30...30, 45...60, 60...60, 45...60, 45...45])
    #expect(loops[1].stages.map(\.conversations) == [1...1, 1...1, 1...1, 5...6, 2...3])
    #expect(loops.map(\.minutes) == [240...375, 450...645])
    #expect(loops[1].stages.filter { $0.gate != nil }.map(\.name) == ["First round"])
    let modes = Set(try Guide.modes().map(\.id))
    #expect(loops.flatMap(\.stages).flatMap(\.modes).allSatisfy(modes.contains))
  }

  @Test func `each mode has the guide's length`() throws {
    let base = try PlanLibrary.plan(id: "netflix-l6")
    let lengths: [String: (least: Double, most: Double, total: Double)] = [
      "full": (40, 57, 60), "mock": (40, 57, 60), "aloud": (15, 20, 20),
      "sprint": (40.0 / 3, 19, 20), "fifteen": (42, 60, 60), "probes": (18, 30, 30),
      "executive": (33, 45, 45), "story": (3.5, 6, 6), "drill": (10, 15, 15),
    ]
    let modes = try Guide.modes()
    #expect(Set(modes.map(\.id)) == Set(lengths.keys).union(["loop", "day"]))
    for mode in modes {
      guard let length = lengths[mode.id] else {
        #expect(
          mode.shape
            == (mode.id == "day"
              ? .rounds(["full", "story", "story", "story"], restSeconds: 300)
              : .rounds(["full", "full", "executive"], restSeconds: 600)))
        continue
      }
      let plan = try mode.plan(from: base, phaseID: mode.id == "drill" ? "depth" : nil)
      #expect(abs(plan.phasesBudget.minimumSeconds - length.least * 60) < 1e-6, "\(mode.id)")
      #expect(abs(plan.phasesBudget.maximumSeconds - length.most * 60) < 1e-6, "\(mode.id)")
      #expect(plan.totalSeconds == length.total * 60)
      #expect(plan.scale == 1 && plan.marks == base.marks)
    }
    let fifteen = try Mode.mode(id: "fifteen").plan(from: base)
    #expect(fifteen.phases.first { $0.id == "design" }?.budget.maximumSeconds == 900)
    let rest = fifteen.phases.filter { $0.id != "design" }
    #expect(rest.map(\.id) == ["framing", "depth", "evolution", "organisation"])
    #expect(rest.reduce(0) { $0 + $1.budget.maximumSeconds } == 45 * 60)
    #expect(try Mode.mode(id: "story").plan(from: base).phases.count == 4)
  }

  @Test func `what refers to something else finds it`() throws {
    let questions = Set(try Guide.questions().map(\.id))
    let stories = Set(try Guide.stories().map(\.id))
    let modes = try Guide.modes()
    let modeIDs = Set(modes.map(\.id))
    var phases = Set(try Guide.plans().flatMap(\.phases).map(\.id))
    for mode in modes {
      if case .own(let own, _) = mode.shape { phases.formUnion(own.map(\.id)) }
      if case .rounds(let rounds, _) = mode.shape {
        #expect(rounds.allSatisfy(modeIDs.contains))
      }
      #expect(mode.aloneID.map(modeIDs.contains) ?? true)
      if case .limits(let ids) = mode.rule.phases { #expect(ids.allSatisfy(phases.contains)) }
    }
    let probes = try Guide.probes()
    #expect(probes.flatMap(\.phases).allSatisfy(phases.contains))
    #expect(probes.flatMap(\.questions).allSatisfy(questions.contains))
    // Each question has a probe of its own.
    #expect(questions.subtracting(probes.flatMap(\.questions)).isEmpty)
    for programme in try Guide.programmes() {
      _ = try PlanLibrary.plan(id: programme.planID)
      let stageIDs = programme.stages.map(\.id)
      #expect(programme.cuts.allSatisfy(stageIDs.contains))
      for stage in programme.stages {
        #expect(modeIDs.contains(stage.eveningModeID))
        let plan = try PlanLibrary.plan(id: programme.planID)
        #expect(stage.eveningPhaseID.map { plan.phases.map(\.id).contains($0) } ?? true)
      }
      let ids = programme.targets.map(\.id) + programme.ticks.map(\.id)
      #expect(Set(programme.ticks.map(\.id)).count == programme.ticks.count)
      #expect(!ids.isEmpty)
      for target in programme.targets {
        switch target.count {
        case .sessions(let filter, _): #expect(filter.modeIDs.allSatisfy(modeIDs.contains))
        case .stories(let ids): #expect(ids.allSatisfy(stories.contains))
        case .loops, .ticks: break
        }
      }
    }
  }

  @Test func `the topics are three ladders`() throws {
    #expect(try Guide.topicLadders().map(\.topics.count) == [4, 3, 8])
  }

  @Test func `probes of the guide are there, for both levels`() throws {
    let probes = try Guide.probes()
    let named = [
      "why-eventual", "stale-edge", "ten-times", "why-database", "service-down", "protocol",
      "cost-per-request", "memory-profile", "topology", "capacity-plan", "team-contracts",
      "new-constraint", "rival-design",
    ]
    #expect(named.allSatisfy { id in probes.contains { $0.id == id } })
    for plan in try Guide.plans() {
      let level: Level = plan.id == "netflix-l4" ? .l4 : .l6
      for phase in plan.phases {
        let fitting = probes.filter { $0.fits(level: level, phaseID: phase.id, questionID: nil) }
        #expect(fitting.count >= 2, "\(plan.id) \(phase.id)")
      }
    }
  }
}
