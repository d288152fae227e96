import Foundation
import TestSupport
import Testing

/// Practice by the guide, with the built tool.
@Suite struct GuideCommandTests {
  private let voice = Synthesis.pcm16(
    Synthesis.voice([0.4...2.1, 2.8...4.9, 6.5...9.0], seconds: 10, rate: 48_000))

  private func write(_ tool: Tool, _ name: String, _ text: String) throws {
    let folder = tool.folder.path + "/config/walkthrough"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  private static let plan = """
    - id: acme
      name: Acme round
      minutes: 10
      phases:
        - { id: one, name: The first, minutes: [2, 4] }
        - { id: two, name: The second, minutes: [2, 4] }
    """

  @Test func `a session keeps its mode and question, and its report ends with pass or miss`() throws
  {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    let result = try tool.run([
      "record", "--device", "mic", "--mode", "aloud", "--question", "live-events", "--scale",
      "0.005", "--phases-at", "0.6,3.4,4.4", "--duration", "5.5",
    ])
    #expect(result.status == 0, "\(result.err)")
    // A third of an hour is the least that counts of the plan as it is written.
    #expect(result.out.contains("Does not count: shorter than"))
    #expect(!result.out.contains("Mode aloud"))
    #expect(result.err.hasPrefix("Live events\n  "))
    #expect(!result.err.contains("disk: room"))
    #expect(result.out.contains("Live events"))
    let session = try tool.json(tool.session() + "/session.json")
    #expect(session["mode"] as? String == "aloud")
    #expect(session["questionID"] as? String == "live-events")
    #expect(session["question"] as? String == "Live events")
    #expect(session["schema"] as? Int == 1)
    // The question's level chose the plan.
    #expect((session["plan"] as? [String: Any])?["id"] as? String == "netflix-l6-aloud")
    #expect(try tool.run(["report"]).out == result.out)
    let full = try tool.run([
      "record", "--device", "mic", "--question", "my own words", "--duration", "1",
    ])
    #expect(full.out.contains("Does not count: shorter than 19:00"))
    let own = try tool.json((tool.sessions.last ?? "") + "/session.json")
    #expect(own["questionID"] == nil && own["question"] as? String == "my own words")
    #expect(own["mode"] as? String == "full")
  }

  @Test func `a drill takes one phase, and mistakes in a mode exit with 64`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    let drill = try tool.run([
      "record", "--device", "mic", "--mode", "drill", "--phase", "depth", "--plan", "netflix-l6",
      "--duration", "2",
    ])
    #expect(drill.status == 0 && drill.out.contains("Does not count: shorter than"))
    for (arguments, words) in [
      (["--mode", "drill"], "add --phase and one of: requirements"),
      (["--mode", "drill", "--phase", "x"], "has no phase 'x'"),
      (["--phase", "scope"], "add --mode drill"), (["--mode", "dance"], "no mode is called"),
      (["--mode", "loop", "--phases-at", "1"], "several rounds"),
    ] {
      let result = try tool.run(["record"] + arguments)
      #expect(result.status == 64 && result.err.contains(words), "\(result.err)")
    }
    #expect(tool.sessions.count == 1)
  }

  @Test func `the demo is no practice`() throws {
    let tool = try Tool()
    _ = try tool.run(["programme", "start", "--level", "l4", "--weeks", "4"])
    #expect(try tool.run(["demo"]).status == 0)
    let session = try tool.json(tool.session() + "/session.json")
    #expect(session["mode"] as? String == "demo")
    let plan = try tool.run(["programme"]).out
    #expect(plan.contains("0 sessions so far") && plan.contains("0 of 6"))
    #expect(try tool.run(["questions", "--new"]).out.contains("feature-flags"))
  }

  @Test func `questions are listed, filtered, shown, and picked`() throws {
    let tool = try Tool()
    let all = try tool.run(["questions"]).out
    #expect(all.contains("Design questions") && all.contains("Stories"))
    #expect(all.split(separator: "\n").count == 31)
    let some = try tool.run(["questions", "--level", "l6", "--theme", "ads"]).out
    #expect(some.contains("ad-tier") && some.split(separator: "\n").count == 2)
    let one = try tool.run(["questions", "live"]).out
    #expect(one.contains("A strong answer covers") && !one.contains("Follow-up"))
    #expect(try tool.run(["questions", "live", "--probes"]).out.contains("Follow-up"))
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.run(["questions", "--format", "json", "--kind", "design"]).out.utf8))
    let object = json as? [String: Any]
    #expect(object?["schema"] as? Int == 1)
    #expect((object?["questions"] as? [Any])?.count == 19)
    let next = try tool.run(["questions", "next", "--seed", "3"])
    #expect(next.out == (try tool.run(["questions", "next", "--seed", "3"])).out)
    #expect(next.out.contains("Why this one: you have never practised it."))
    for arguments in [["poetry"], ["--theme", "x"], ["--level", "l5"], ["c"]] {
      #expect(try tool.run(["questions"] + arguments).status == 64)
    }
  }

  @Test func `a programme is started, ticked, moved and stopped`() throws {
    let tool = try Tool()
    let none = try tool.run(["programme"])
    #expect(none.status == 73 && none.err.contains("programme start"))
    let start = try tool.run([
      "programme", "start", "--level", "l6", "--weeks", "9", "--from", "2026-11-23", "--interview",
      "2027-01-25", "--on", "2026-11-23",
    ])
    #expect(start.status == 0 && start.out.contains("week 1 of 9"), "\(start.err)")
    #expect(start.out.contains("0 of 7") && !start.out.contains("Left out"))
    let again = try tool.run(["programme", "start", "--level", "l4"])
    #expect(again.status == 64 && again.err.contains("--replace"))
    let done = try tool.run(["programme", "done", "consensus", "streams", "--on", "2026-12-08"])
    #expect(done.out.contains("week 3 of 9") && done.out.contains("[x] consensus"))
    #expect(try tool.run(["programme", "done", "poetry"]).status == 64)
    let undone = try tool.run(["programme", "done", "streams", "--undo", "--on", "2026-12-08"])
    #expect(undone.out.contains("[ ] streams"))
    let move = try tool.run([
      "programme", "move", "--interview", "2026-12-28", "--on", "2026-12-08",
    ])
    #expect(move.err.contains("9 weeks become 5"))
    #expect(move.err.contains("The business around it: dropped"))
    #expect(move.out.contains("Left out, because the interview is near"))
    let json = try JSONSerialization.jsonObject(
      with: Data(tool.run(["programme", "--format", "json", "--on", "2026-12-08"]).out.utf8))
    let object = json as? [String: Any]
    #expect(object?["week"] as? Int == 3)
    #expect((object?["weeks"] as? [String])?.count == 5)
    #expect(object?["interview"] as? String == "2026-12-28")
    for arguments in [
      ["start", "--level", "l6", "--weeks", "3", "--replace"],
      ["start", "--level", "l6", "--from", "2026-11-23", "--interview", "2026-11-01", "--replace"],
      ["start", "--level", "l6", "--from", "soon"], ["move", "--interview", "2020-01-01"],
    ] {
      #expect(try tool.run(["programme"] + arguments).status == 64, "\(arguments)")
    }
    #expect(try tool.run(["programme", "stop"]).status == 0)
    #expect(try tool.run(["programme"]).status == 73)
    #expect(try tool.run(["programme", "topics"]).out.contains("CQRS"))
  }

  @Test func `pages show plans, modes, signals and interviews`() throws {
    let tool = try Tool()
    #expect(try tool.run(["plans"]).out.contains("netflix-l6"))
    #expect(try tool.run(["plans", "netflix-l4"]).out.contains("38–54 min of 60 min"))
    #expect(try tool.run(["plans", "fifteen"]).out.contains("design was not too long"))
    #expect(try tool.run(["plans", "nothing"]).status == 64)
    #expect(try tool.run(["signals", "--level", "l6"]).out.contains("keeper test"))
    #expect(try tool.run(["loops"]).out.contains("3–4 × 45–60 min"))
    #expect(try tool.run(["loops", "--level", "l6"]).out.contains("5–6 × 45–60 min"))
    #expect(
      try tool.run(["plans", "netflix-l4", "--scale", "0.5"]).out.contains("19–27 min of 30"))
    #expect(try tool.run(["plans", "aloud", "--scale", "0.5"]).out.contains("of 10 min"))
    let ignored = try tool.run(["plans", "--plan", "netflix-l6"])
    #expect(ignored.status == 64 && ignored.err.contains("'walkthrough plans netflix-l6'"))
  }

  @Test func `without a level it is that of the programme, and the other one is said`() throws {
    let tool = try Tool()
    for command in [["signals"], ["loops"], [], ["questions", "next"]] {
      #expect(try tool.run(command).out.hasSuffix("The other level: --level l6\n"), "\(command)")
    }
    let l4 = try tool.run(["questions", "next", "--seed", "1"]).out
    #expect(l4.contains(" · L4 · "))
    _ = try tool.run(["programme", "start", "--level", "l6"])
    for command in [["signals"], ["loops"], ["questions", "next"]] {
      #expect(try tool.run(command).out.hasSuffix("The other level: --level l4\n"), "\(command)")
    }
    #expect(try !tool.run([]).out.contains("The other level"))
    #expect(try tool.run(["signals", "--level", "l4"]).out.hasSuffix("--level l6\n"))
  }

  @Test func `own plans and questions are used like built-in ones`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    try write(tool, "plans.yaml", Self.plan)
    try write(tool, "questions.yaml", "- id: billing\n  title: Billing\n  points: [Money]\n")
    #expect(try tool.run(["plans"]).out.contains("your own"))
    #expect(try tool.run(["questions", "billing"]).out.contains("Money"))
    let record = try tool.run([
      "record", "--device", "mic", "--plan", "acme", "--question", "billing", "--scale", "0.02",
      "--phases-at", "3", "--duration", "6",
    ])
    #expect(record.status == 0, "\(record.err)")
    #expect(record.out.contains("Acme round ×0.02 · Billing"))
    let session = try tool.json(tool.session() + "/session.json")
    #expect(session["questionID"] as? String == "billing")
  }

  @Test func `a bad file is named by line and never stops a built-in plan`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    try write(tool, "plans.yaml", Self.plan.replacingOccurrences(of: "[2, 4] }", with: "[4] }"))
    try write(tool, "questions.yaml", "- id: billing\n  title: [\n")
    let record = try tool.run(["record", "--device", "mic", "--duration", "1"])
    #expect(record.status == 0)
    #expect(record.err.contains("config/walkthrough/plans.yaml, line 5: minutes should be"))
    #expect(record.err.contains("config/walkthrough/questions.yaml, line"))
    let own = try tool.run(["record", "--device", "mic", "--plan", "acme", "--duration", "1"])
    #expect(own.status == 65 && own.err.contains("plans.yaml, line 5"))
    #expect(tool.sessions.count == 1)
  }

  @Test func `a question's name leads to its newest session`() throws {
    let tool = try Tool()
    try tool.importSession("2026-11-01T19:00", question: "live-events")
    let newest = try tool.importSession(
      "2026-11-03T19:00", question: "live-events", seconds: 13)
    try tool.importSession("2026-11-04T19:00", question: "Search", seconds: 14)
    for name in ["live-events", "Live events"] {
      #expect(try tool.run(["report", name]).out.hasPrefix(newest))
    }
    #expect(try tool.run(["export", "search", "--format", "json"]).out.contains("2026-11-04T1900"))
    let unknown = try tool.run(["report", "nothing"])
    #expect(unknown.status == 73 && unknown.err.contains("begins with 'nothing'"))
    // What changes a session wants its name.
    #expect(try tool.run(["delete", "live-events"]).status == 73)
  }

  @Test func `a trend over everything says how far the programme is`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound("memo.wav")
    #expect(try tool.run(["import", sound]).status == 0)
    #expect(try !tool.run(["trend"]).out.contains("The programme"))
    #expect(try tool.run(["programme", "start", "--level", "l6", "--weeks", "9"]).status == 0)
    #expect(try tool.run(["trend"]).out.contains("The programme\nStaff (L6) · 9 weeks from "))
    #expect(try !tool.run(["trend", "--mode", "sprint"]).out.contains("The programme"))
    let path = try tool.run(["trend", "--html"]).out.split(separator: "\n").last.map(String.init)
    let page = try String(contentsOfFile: try #require(path), encoding: .utf8)
    #expect(page.contains("programme-title"))
  }

  @Test func `a mock shows no clock, unless it is asked for`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0")
    func events(_ arguments: [String]) throws -> String {
      let result = try tool.run(
        ["record", "--device", "mic", "--duration", "1", "--no-check", "--scale", "0.001"]
          + arguments)
      #expect(result.status == 0, "\(result.err)")
      return result.err.split(separator: "\n").first { $0.contains("1/5 ") }.map(String.init) ?? ""
    }
    #expect(try events(["--mode", "mock"]) == "1/5 Requirements")
    #expect(
      try events(["--mode", "mock", "--no-blind"]).contains(#/^\d:\d\d  1/5 Requirements, /#))
    #expect(try events([]).contains(#/^\d:\d\d  1/5 Requirements, /#))
    #expect(try events(["--blind"]) == "1/5 Requirements")
  }

  @Test func `the programme sets the level, and a question or an option another one`() throws {
    let tool = try Tool()
    #expect(try tool.run(["programme", "start", "--level", "l6"]).status == 0)
    func plan(_ question: String, _ options: [String] = []) throws -> String {
      let sound = try tool.writeSound("\(question) \(options.count).wav")
      let result = try tool.run(
        ["import", sound, "--question", question, "--phases-at", "0,3"] + options)
      #expect(result.status == 0, "\(result.err)")
      let id = String(result.out.dropLast())
      let session = try tool.json("\(tool.archive)/\(id)/session.json")
      try FileManager.default.removeItem(atPath: "\(tool.archive)/\(id)")
      return (session["plan"] as? [String: Any])?["id"] as? String ?? ""
    }
    #expect(try plan("my own") == "netflix-l6")
    #expect(try plan("adaptive-streaming") == "netflix-l4")
    #expect(try plan("my own", ["--level", "l4"]) == "netflix-l4")
    #expect(try plan("adaptive-streaming", ["--plan", "l6"]) == "netflix-l6")
    let tonight = try tool.run(["tonight", "--level", "l4"]).out
    #expect(tonight.contains("--plan netflix-l4"), "\(tonight)")
    #expect(tonight.contains("For L4, beside the programme"), "\(tonight)")
    #expect(try tool.run(["tonight"]).out.contains("--plan netflix-l6"))
  }

  @Test func `a programme still answers to its old name, which no help names`() throws {
    let tool = try Tool()
    #expect(try tool.run(["plan", "start", "--level", "l4"]).status == 0)
    #expect(try tool.run(["plan"]).out == tool.run(["programme"]).out)
    #expect(try tool.run(["help", "plan"]).out == tool.run(["help", "programme"]).out)
    #expect(try !tool.run(["--help"]).out.contains("\n  plan "))
    #expect(try tool.run(["plann"]).err.contains("did you mean 'plans'?"))
  }
}
