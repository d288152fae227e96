import Foundation
import TestSupport
import Testing

/// A level that a person adds by files alone, as the documentation's page explains it.
@Suite struct OwnLevelTests {
  /// A tool whose configuration folder holds the page's examples.
  private func tool() throws -> Tool {
    let tool = try Tool()
    let page = try String(
      contentsOfFile: Tool.package
        + "/Sources/InterviewGuide/InterviewGuide.docc/YourOwnContent.md", encoding: .utf8)
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0] + "\n"
    }
    let names = [
      "plans", "questions", "programmes", "modes", "rubrics", "probes", "interviews", "topics",
    ]
    #expect(blocks.count == names.count)
    try FileManager.default.createDirectory(
      atPath: tool.folder.path + "/config/walkthrough", withIntermediateDirectories: true)
    for (name, text) in zip(names, blocks) {
      try text.write(
        toFile: "\(tool.folder.path)/config/walkthrough/\(name).yaml", atomically: true,
        encoding: .utf8)
    }
    return tool
  }

  @Test(
    arguments: [
      (["questions", "--level", "senior"], "Lost parcels"),
      (["signals", "--level", "senior"], "Numbers of the business"),
      (["loops", "--level", "senior"], "Senior at Lighthouse Freight"),
      (["programme", "topics", "--level", "senior"], "Scans that come late"),
      (["tonight", "--level", "senior"], "--plan lighthouse-senior"),
      (["plans", "half-hour", "--plan", "lighthouse-senior"], "Sketch in words"),
      (["plans"], "A visit at the depot"),
      (["record", "--help"], "senior-onsite"),
      (["questions", "list", "--help"], "l4, l6 or senior"),
      (["signals", "--level", "l4"], "Other levels: --level l6, senior"),
    ])
  func `every command knows the level`(arguments: [String], words: String) throws {
    let result = try tool().run(arguments)
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains(words), "\(result.out)")
    #expect(result.err == "")
  }

  @Test func `a programme of one's own that is gone stops nothing but itself`() throws {
    let tool = try tool()
    #expect(try tool.run(["programme", "start", "--level", "senior"]).status == 0)
    try FileManager.default.removeItem(
      atPath: tool.folder.path + "/config/walkthrough/programmes.yaml")
    for command in [["questions"], ["tonight"], ["signals"], ["loops"], ["trend"]] {
      let result = try tool.run(command)
      #expect(result.status == 0, "\(command): \(result.err)")
    }
    let shown = try tool.run(["programme"])
    #expect(shown.status == 73)
    #expect(shown.err.contains("follows 'lighthouse'"), "\(shown.err)")
    #expect(shown.err.contains("rubrics.yaml, line 1: there is no level 'senior'"))
    #expect(try tool.run(["programme", "stop"]).status == 0)
  }

  @Test func `a byte order mark is no part of a file`() throws {
    let tool = try tool()
    let path = tool.folder.path + "/config/walkthrough/plans.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try ("\u{FEFF}" + text).write(toFile: path, atomically: true, encoding: .utf8)
    let result = try tool.run(["plans"])
    #expect(result.err == "" && result.out.contains("lighthouse-senior"), "\(result.err)")
  }

  @Test func `its programme counts a session in its mode`() throws {
    let tool = try tool()
    let start = try tool.run([
      "programme", "start", "--level", "senior", "--from", "2026-11-02", "--on", "2026-11-02",
    ])
    #expect(start.status == 0, "\(start.err)")
    #expect(start.out.contains("0 of 4") && start.out.contains("half hours, each question once"))
    let sound = try tool.writeSound("long.wav", seconds: 1100, rate: 8000)
    let imported = try tool.run([
      "import", sound, "--date", "2026-11-03T19:00", "--mode", "half-hour", "--question",
      "lost-parcels", "--plan", "lighthouse-senior", "--phases-at", "0,180,600,900",
    ])
    #expect(imported.status == 0, "\(imported.err)")
    let shown = try tool.run(["programme", "--on", "2026-11-04"])
    #expect(shown.out.contains("1 of 4"), "\(shown.out)")
    let tonight = try tool.run(["tonight", "--on", "2026-11-04"])
    #expect(tonight.out.contains("Tonight: Half an hour, notes closed"), "\(tonight.out)")
    let report = try tool.run(["report", "last"])
    #expect(report.out.contains("Mode half-hour: pass"), "\(report.out)")
  }

  @Test(
    arguments: [
      ("questions.yaml", "level: l6", "level: l9", "there is no level 'l9'"),
      (
        "programmes.yaml", "plan: lighthouse-senior", "plan: nowhere", "no plan is called 'nowhere'"
      ),
      ("modes.yaml", "rounds: [half-hour, story]", "rounds: [half-day, story]", "'half-day'"),
      (
        "interviews.yaml", "modes: [half-hour]", "modes: [half-day]", "no mode is called 'half-day'"
      ),
      ("rubrics.yaml", "level: senior", "level: l4", "'l4' is a built-in rubric"),
      ("modes.yaml", "minutes: 30", "minutes: 0", "a number from 0.1 to 1440"),
      ("modes.yaml", "rounds: [half-hour, story]", "rounds: []", "has none"),
      ("modes.yaml", "[half-hour, story]", "[half-hour, loop]", "'loop' cannot be a round"),
      ("modes.yaml", "[half-hour, story]", "[drill, story]", "'drill' cannot be a round"),
      ("modes.yaml", "onsite: senior", "onsite: l4", "the interview day of 'l4' is mode 'day'"),
      ("programmes.yaml", "cuts: [clear]", "cuts: [nope]", "cuts names the stage 'nope'"),
      ("programmes.yaml", "level: senior", "level: l4", "level 'l4' has the programme 'l4'"),
      ("programmes.yaml", "phase: deep-dive", "focus: [One]", "takes one phase"),
      (
        "programmes.yaml", "sessions: [half-hour]", "sessions: [drill]",
        "which a target cannot name"
      ),
      ("programmes.yaml", "id: reading", "id: halves", "two targets of 'lighthouse'"),
    ])
  func `what refers to nothing is named by its line, and left out`(
    file: String, part: String, mistake: String, words: String
  ) throws {
    let tool = try tool()
    let path = "\(tool.folder.path)/config/walkthrough/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(part))
    try text.replacingOccurrences(of: part, with: mistake).write(
      toFile: path, atomically: true, encoding: .utf8)
    let result = try tool.run(["plans"])
    #expect(result.status == 0)
    #expect(
      result.err.contains("\(file), line ") && result.err.contains(words), "\(result.err)")
  }
}
