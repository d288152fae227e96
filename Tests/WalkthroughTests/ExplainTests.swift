import Testing

@Suite struct ExplainTests {
  @Test func `explain lists the measures, and explains one within 80 columns`() throws {
    let tool = try Tool()
    let list = try tool.run(["explain"])
    #expect(list.status == 0)
    #expect(list.out.contains("pause-median"))
    let page = try tool.run(["explain", "pause-median"])
    #expect(page.out.contains("Campione and Véronis"))
    for line in (list.out + page.out).split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test(
    arguments: [
      ("Talk Time", "Talk time"), ("pvq", "Pitch variation"), ("runs", "Median run"),
      ("within", "Phases within budget"), ("Speech level", "Speech level"),
      ("middle half", "Middle half of pauses"),
    ])
  func `what reports call a measure is understood`(label: String, name: String) throws {
    let result = try Tool().run(["explain", label])
    #expect(result.status == 0 && result.out.hasPrefix(name), "\(result.err)")
  }

  @Test func `an unknown measure is an error that names near ones`() throws {
    let tool = try Tool()
    let result = try tool.run(["explain", "median"])
    #expect(result.status == 64)
    #expect(result.err.contains("did you mean pause-median, run-median, pitch-median?"))
  }

  @Test func `an example is a whole sentence, and its answer has the unit`() throws {
    let verdict = try Tool().run(["explain", "phase-verdict"]).out
    #expect(verdict.contains("How far a phase of 7:30 is over a budget of 5 to 7 minutes."))
    #expect(verdict.contains("Answer: 30 s\n"), "\(verdict)")
    let share = try Tool().run(["explain", "phases-within"]).out
    #expect(share.contains("Answer: 0.60\n"), "\(share)")
  }
}
