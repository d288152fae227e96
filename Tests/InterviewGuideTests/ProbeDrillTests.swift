import InterviewGuide
import SessionModel
import TestSupport
import Testing

/// Probes at moments that cannot be foreseen, the same for the same seed.
@Suite struct ProbeDrillTests {
  private struct Asked: Hashable {
    let id: String
    let phaseIndex: Int
    let seconds: Double
  }

  /// Walks through a plan second by second, each phase lasting the middle of its band.
  private func walk(
    _ plan: Plan, seed: UInt64, isQuiet: (Int) -> Bool = { _ in true }
  ) throws -> [Asked] {
    var drill = ProbeDrill(
      try Guide.probes(), plan: plan, level: .l4, questionID: nil, seed: seed)
    var asked: [Asked] = []
    var seconds = 0.0
    for (index, phase) in (plan.phases.map(Optional.some) + [nil]).enumerated() {
      let length = phase.map { ($0.budget.minimumSeconds + $0.budget.maximumSeconds) / 2 } ?? 600
      for _ in 0..<Int(length / plan.scale) {
        if let probe = drill.due(
          phaseIndex: index, seconds: seconds, isQuiet: isQuiet(Int(seconds)))
        {
          asked.append(Asked(id: probe.id, phaseIndex: index, seconds: seconds))
        }
        seconds += plan.scale
      }
    }
    return asked
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `each probe fits its phase, comes once, and the waits are in their band`(
    seed: UInt64
  ) throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let asked = try walk(plan, seed: seed)
    #expect(asked.count > 10)
    #expect(Set(asked.map(\.id)).count == asked.count)
    let probes = try Guide.probes()
    for one in asked {
      let probe = try #require(probes.first { $0.id == one.id })
      #expect(one.phaseIndex < plan.phases.count)
      #expect(probe.fits(level: .l4, phaseID: plan.phases[one.phaseIndex].id, questionID: nil))
    }
    for (one, next) in zip(asked, asked.dropFirst()) where one.phaseIndex == next.phaseIndex {
      #expect(59...152 ~= next.seconds - one.seconds)
    }
    #expect(try walk(plan, seed: seed) == asked)
  }

  @Test func `another seed asks otherwise, and a shorter plan asks sooner`() throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let asked = try walk(plan, seed: 1)
    #expect(try walk(plan, seed: 2) != asked)
    let short = try walk(plan.scaled(by: 0.125), seed: 1)
    #expect(short.map(\.id) == asked.map(\.id))
    #expect(zip(short, asked).allSatisfy { abs($0.seconds - $1.seconds * 0.125) < 0.2 })
  }

  @Test func `a probe waits for a pause of the speaker, though not for ever`() throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let first = try #require(try walk(plan, seed: 3).first?.seconds)
    let moment = Int(first) + 6
    #expect(try walk(plan, seed: 3) { $0 == moment }.first?.seconds == Double(moment))
    #expect(
      abs(try #require(try walk(plan, seed: 3) { _ in false }.first?.seconds) - first - 15) <= 1)
  }

  @Test func `a phase that no probe names takes any, the first phase none of those`() throws {
    let plan = try Mode.mode(id: "probes").plan(from: PlanLibrary.plan(id: "netflix-l4"))
    let asked = try walk(plan, seed: 4)
    let general = try Guide.probes().filter(\.phases.isEmpty).map(\.id)
    #expect(asked.count { $0.phaseIndex == 1 } > 5)
    #expect(asked.filter { $0.phaseIndex == 0 }.allSatisfy { general.contains($0.id) })
  }
}
