import AudioCore
import InterviewGuide
import SessionModel
import Testing

@Suite struct ModeTests {
  let base: Plan
  let rate = SampleRate(hertz: 100)
  init() throws { base = try PlanLibrary.plan(id: "netflix-l4") }

  /// A session that visits phases for so many minutes each; nil leaves one out.
  private func timeline(_ minutes: [Double?]) -> SessionTimeline {
    var start = 0
    var visits: [PhaseVisit] = []
    for (index, minutes) in minutes.enumerated() {
      guard let minutes else { continue }
      let end = start + Int(minutes * 6000)
      visits.append(PhaseVisit(phaseIndex: index, range: FrameRange(start: start, end: end)))
      start = end
    }
    return SessionTimeline(frames: start, visits: visits)
  }

  private func outcome(
    _ id: String, _ minutes: [Double?], phase: String? = nil, scale: Double = 1
  ) throws -> PassOutcome {
    let mode = try Mode.mode(id: id)
    let plan = try mode.plan(from: base, phaseID: phase).scaled(by: scale)
    return mode.rule.outcome(of: timeline(minutes), plan: plan, sampleRate: rate)
  }

  @Test func `a full conversation passes with all phases within their minutes`() throws {
    #expect(try outcome("full", [6, 4, 18, 12, 6, 14]).isPass)
    #expect(
      try outcome("full", [4, 4, 18, 16, 6]).misses == [
        .phaseTooShort("Requirements"), .phaseTooLong("Trade-offs and follow-ups"),
      ])
    #expect(
      try outcome("full", [6, 4, 18, nil, 6, 30]).misses == [
        .tooLong(mostSeconds: 3600), .notVisited("Trade-offs and follow-ups"),
      ])
  }

  @Test func `a walkthrough aloud lasts 15 to 20 minutes`() throws {
    #expect(try outcome("aloud", [2, 9, 3, 1]).isPass)
    #expect(try outcome("aloud", [2, 12, 4, 2]).isPass)
    #expect(try outcome("aloud", [2, 8, 3, 1]).misses == [.tooShort(leastSeconds: 900)])
    #expect(try outcome("aloud", [2, 12, 4, 2.01]).misses == [.tooLong(mostSeconds: 1200)])
  }

  @Test func `a sprint has less than 20 minutes and every phase`() throws {
    #expect(try outcome("sprint", [2, 1, 9, 4, 3.9]).isPass)
    #expect(try outcome("sprint", [2, 1, 9, 4, 4]).misses == [.tooLong(mostSeconds: 1200)])
    let partial = try outcome("sprint", [2, 1, 9])
    #expect(!partial.isPass && !partial.isComplete)
  }

  @Test func `design in fifteen limits the design and nothing else`() throws {
    #expect(try outcome("fifteen", [12, 15, 10, 12, 11]).isPass)
    #expect(try outcome("fifteen", [8, 15.1, 13, 9, 8]).misses == [.phaseTooLong("The design")])
  }

  @Test func `a drill takes one phase`() throws {
    #expect(try outcome("drill", [16], phase: "architecture").isPass)
    #expect(
      try outcome("drill", [21], phase: "architecture").misses
        == [.phaseTooLong("Architecture walkthrough")])
    #expect(throws: Mode.Misuse.self) { try outcome("drill", [1]) }
    #expect(throws: Mode.Misuse.self) { try outcome("drill", [1], phase: "poetry") }
    #expect(throws: Mode.Misuse.self) { try outcome("full", [1], phase: "architecture") }
    #expect(throws: Mode.Misuse.self) { try outcome("loop", [1]) }
  }

  @Test func `stories, executive rounds, mocks and probe drills have their lengths`() throws {
    #expect(try outcome("story", [1, 2, 1, 1]).isPass)
    #expect(try outcome("story", [1, 2, 4]).misses.count == 2)
    #expect(try outcome("executive", [7, 12, 11, 6, 3]).isPass)
    #expect(try outcome("executive", [7, 12, 11, 2]).misses.count == 2)
    #expect(try outcome("mock", [6, 4, 18, 12, 6]).isPass)
    #expect(try outcome("mock", [6, 4, 18, 12, 4]).misses == [.tooShort(leastSeconds: 2700)])
    #expect(try outcome("probes", [4, 20]).isPass)
    #expect(try outcome("probes", [4, nil]).misses.count == 2)
  }

  @Test func `a scaled plan scales its rule`() throws {
    #expect(try outcome("aloud", [0.1, 0.45, 0.15, 0.06], scale: 0.05).isPass)
    #expect(!(try outcome("aloud", [2, 9, 3, 1], scale: 0.05)).isPass)
  }

  @Test func `plans of modes have ids that tell sessions apart`() throws {
    func id(_ mode: String, _ phase: String? = nil) throws -> String {
      try Mode.mode(id: mode).plan(from: base, phaseID: phase).id
    }
    #expect(try id("full") == "netflix-l4")
    #expect(try id("sprint") == "netflix-l4-sprint")
    #expect(try id("drill", "scope") == "netflix-l4-drill-scope")
  }

  @Test func `an unknown mode names the known ones`() {
    #expect { try Mode.mode(id: "dance") } throws: {
      "\($0)".contains("'dance'") && "\($0)".contains("full, aloud, sprint")
    }
  }
}
