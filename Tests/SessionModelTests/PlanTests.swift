import SessionModel
import Testing

@Suite struct PlanTests {
  @Test(arguments: [1, 0.6, 0.05, 0.005])
  func `the least before scaling is what the plan as written asks for`(scale: Double) {
    let phases = [12.0, 24, 12].enumerated().map { index, least in
      Phase(
        id: "phase-\(index)", name: "Phase",
        budget: TimeBudget(minimumSeconds: least, maximumSeconds: 2 * least))
    }
    let plan = Plan(id: "brief", name: "Brief", totalSeconds: 120, phases: phases, marks: [])
    #expect(plan.scaled(by: scale).unscaledLeastSeconds == 48)
    let drill = Plan(id: "drill", name: "Drill", totalSeconds: 36, phases: [phases[1]], marks: [])
    #expect(drill.scaled(by: scale).unscaledLeastSeconds == 24)
  }
}
