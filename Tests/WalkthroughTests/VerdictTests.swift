import Foundation
import TestSupport
import Testing

/// One verdict of a session, wherever one looks.
@Suite struct VerdictTests {
  private static let plan = """
    - id: short
      name: One minute
      minutes: 1
      phases:
        - { id: one, name: The first, minutes: [0.1, 0.3] }
        - { id: two, name: The second, minutes: [0.1, 0.3] }
    """

  /// Six sessions that count, one of which missed its mode, and takes that went wrong.
  private func archive() throws -> Tool {
    let tool = try Tool()
    let folder = tool.folder.path + "/config/walkthrough"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.plan.write(toFile: folder + "/plans.yaml", atomically: true, encoding: .utf8)
    func add(_ day: Int, _ sound: String, _ options: [String]) throws {
      let date = "2026-11-\(day < 10 ? "0" : "")\(day)T19:00"
      let result = try tool.run(
        ["import", sound, "--date", date, "--question", "live-events"] + options)
      #expect(result.status == 0, "\(result.err)")
    }
    for day in 2...7 {
      let sound = try tool.writeSound("good \(day).wav", seconds: 20 + Double(day) / 10)
      try add(day, sound, ["--plan", "short", "--phases-at", day == 4 ? "0" : "0,9"])
    }
    let silence = [Int16](repeating: 0, count: 16_000 * 20)
    let dead = try tool.folder.write("dead.wav", Synthesis.wav(silence, rate: 16_000))
    try add(8, dead, ["--plan", "short", "--phases-at", "0,9"])
    let blip = try tool.writeSound("blip.wav", seconds: 3)
    try add(9, blip, ["--plan", "short", "--phases-at", "0,1"])
    try add(
      10, try tool.writeSound("try.wav", seconds: 21),
      ["--plan", "netflix-l4", "--scale", "0.005", "--phases-at", "0,5"])
    return tool
  }

  private func rows(_ tool: Tool, _ command: [String], _ key: String) throws -> [[String: Any]] {
    let out = try tool.run(command + ["--format", "json"]).out
    let object = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
    return object?[key] as? [[String: Any]] ?? []
  }

  @Test func `text, page, list, CSV, JSON, export and programme agree`() throws {
    let tool = try archive()
    let expected: [String: (verdict: String, cell: String, words: String)] = [
      "02": ("passed", "pass", "Mode full: pass"),
      "04": ("missed", "missed", "Mode full: missed · 0:20 · without The second"),
      "08": ("doesNotCount", "no talk", "Does not count: less than 10 s of talk"),
      "09": ("doesNotCount", "short", "Does not count: shorter than 0:06"),
      "10": ("doesNotCount", "short", "Does not count: shorter than 19:00"),
    ]
    let list = try tool.run(["list"]).out.split(separator: "\n")
    let sessions = try rows(tool, ["list"], "sessions")
    let csv = try tool.run(["export", "--all", "--format", "csv"]).out.split(separator: "\n")
    #expect(sessions.count == 9)
    for (day, expectation) in expected {
      let id = "2026-11-\(day)T1900"
      let line = try #require(list.first { $0.hasPrefix(id) })
      #expect(line.contains(" \(expectation.cell) "), "\(line)")
      let row = try #require(sessions.first { ($0["id"] as? String)?.hasPrefix(id) == true })
      #expect(row["verdict"] as? String == expectation.verdict)
      let cells = try #require(csv.first { $0.hasPrefix("session,\(id)") })
      #expect(cells.contains(",\(expectation.verdict),"), "\(cells)")
      let text = try tool.run(["report", id]).out
      let words = text.split(separator: "\n").joined(separator: " ").replacing("   ", with: " ")
      #expect(words.contains(expectation.words), "\(text)")
      let path = try tool.run(["report", id, "--html"]).out.trimmingCharacters(in: .newlines)
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains(expectation.words))
      let export = try tool.run(["export", id, "--format", "json"]).out
      #expect(export.contains("\"verdict\" : \"\(expectation.verdict)\""))
    }
    #expect(
      try tool.run(["programme", "start", "--level", "l4", "--from", "2026-11-02"]).status == 0)
    let programme = try tool.run(["programme", "--on", "2026-11-11"]).out
    #expect(programme.contains("6 sessions so far, and 3 that do not count"), "\(programme)")
  }

  @Test func `takes that went wrong change nothing in the trend, and are counted`() throws {
    let tool = try archive()
    let trend = try tool.run(["trend"]).out
    #expect(trend.hasPrefix("6 sessions in 1 week"), "\(trend)")
    let words = trend.replacing("\n", with: " ")
    #expect(
      words.contains(
        "3 do not count and are left out: 2 shorter than half of what the plan asks for, 1 with "
          + "less than 10 s of talk. --all shows them."), "\(trend)")
    #expect(try tool.run(["trend", "--all"]).out.hasPrefix("9 sessions in 2 weeks"))
    for session in tool.sessions.suffix(3) {
      try FileManager.default.removeItem(atPath: session)
    }
    let without = try tool.run(["trend"]).out.split(separator: "\n").filter {
      !$0.contains("count")
    }
    let lines = Set(trend.split(separator: "\n"))
    #expect(without.allSatisfy { lines.contains($0) }, "\(without)")
  }
}
