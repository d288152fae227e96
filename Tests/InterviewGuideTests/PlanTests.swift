import InterviewGuide
import SessionModel
import Testing

@Suite struct PlanTests {
  @Test(
    arguments: [
      ("netflix-l4", 38.0, 54.0, 6.0, 22.0, [5.0, 3, 15, 10, 5], [7.0, 5, 20, 15, 7]),
      ("netflix-l6", 40.0, 57.0, 3.0, 20.0, [5.0, 3, 15, 10, 7], [7.0, 5, 20, 15, 10]),
    ])
  func `the minutes are those of the guides`(
    id: String, least: Double, most: Double, openLeast: Double, openMost: Double,
    minima: [Double], maxima: [Double]
  ) throws {
    let plan = try PlanLibrary.plan(id: id)
    #expect(plan.totalSeconds == 3600)
    #expect(plan.phases.map(\.budget.minimumSeconds) == minima.map { $0 * 60 })
    #expect(plan.phases.map(\.budget.maximumSeconds) == maxima.map { $0 * 60 })
    #expect(
      plan.phasesBudget == TimeBudget(minimumSeconds: least * 60, maximumSeconds: most * 60))
    #expect(
      plan.openRemainder.budget
        == TimeBudget(minimumSeconds: openLeast * 60, maximumSeconds: openMost * 60))
  }

  @Test func `ids are unique and mark keys are free`() throws {
    let plans = try Guide.plans()
    #expect(Set(plans.map(\.id)).count == plans.count)
    for plan in plans {
      let ids = plan.phases.map(\.id) + plan.marks.map(\.id) + [Phase.openID]
      #expect(Set(ids).count == ids.count)
      let keys = plan.marks.map(\.key)
      #expect(Set(keys).count == keys.count)
      for key in keys {
        #expect(key.count == 1 && ("a"..."z").contains(key))
        #expect(!["b", "h", "p", "q", "u"].contains(key))
      }
    }
  }

  @Test func `each phase says what it must contain, in lines that fit a screen`() throws {
    for phase in try Guide.plans().flatMap(\.phases) {
      #expect(!phase.points.isEmpty)
      #expect((phase.points + [phase.name]).allSatisfy { $0.count <= 76 })
    }
  }

  @Test func `an unknown plan names the known ones`() {
    #expect { try PlanLibrary.plan(id: "netflix-l9") } throws: {
      "\($0)".contains("netflix-l9") && "\($0)".contains("netflix-l4, netflix-l6")
    }
  }

  @Test func `a scaled plan keeps its proportions`() throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4").scaled(by: 0.05)
    #expect(abs(plan.totalSeconds - 180) < 1e-9)
    #expect(abs(plan.phases[2].budget.maximumSeconds - 60) < 1e-9)
    #expect(plan.scale == 0.05)
  }

  @Test func `both ends of a scaled budget belong to it`() throws {
    for (scale, seconds) in [(0.07, 21.0), (0.29, 87), (0.0125, 3.75)] {
      let budget = try PlanLibrary.plan(id: "netflix-l4").scaled(by: scale).phases[0].budget
      #expect(budget.verdict(seconds: seconds) == .within, "\(budget.minimumSeconds)")
      #expect(budget.minimumSeconds == seconds)
      #expect(budget.verdict(seconds: budget.maximumSeconds) == .within)
    }
  }

  @Test(
    arguments: [
      (4.99, Verdict.under), (5, .within), (6, .within), (7, .within), (7.01, .over),
      (nil, .notVisited),
    ] as [(Double?, Verdict)])
  func `a budget includes both its ends`(seconds: Double?, verdict: Verdict) {
    let budget = TimeBudget(minimumSeconds: 5, maximumSeconds: 7)
    #expect(budget.verdict(seconds: seconds) == verdict)
  }
}
