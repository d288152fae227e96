import Foundation
import TestSupport
import Testing

/// `list`, `compare` and `trend` on an archive.
@Suite struct HistoryTests {
  private func archive() throws -> Tool {
    let tool = try Tool()
    for day in 1...6 {
      try tool.importSession(
        "2026-11-0\(day)T19:00", question: day % 2 == 0 ? "Search" : "Live events",
        seconds: 10 + Double(day))
    }
    return tool
  }

  private func rewrite(_ path: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacingOccurrences(of: old, with: new).write(
      toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func `list filters, sorts and names sessions so that commands take them`() throws {
    let tool = try archive()
    let lines = try tool.run(["list"]).out.split(separator: "\n")
    #expect(lines.count == 7 && lines[1].hasPrefix("2026-11-06T1900  "))
    for line in lines.dropFirst() {
      let name = String(line.prefix { $0 != " " })
      #expect(try tool.run(["report", name]).status == 0)
    }
    let filtered = try tool.run([
      "list", "--question", "search", "--since", "2026-11-03", "--sort", "time", "--reverse",
      "--format", "csv",
    ])
    let rows = filtered.out.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    #expect(rows == ["2026-11-04T1900-search", "2026-11-06T1900-search"])
    let json = try tool.run(["list", "--limit", "1", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 2 && (object?["sessions"] as? [Any])?.count == 1)
    let none = try tool.run(["list", "--question", "nothing"])
    #expect(none.status == 0 && none.out.isEmpty && none.err.contains("none of the 6 sessions"))
    for command in ["list", "trend", "export"] {
      let unknown = try tool.run([command, "--plan", "nosuch"])
      #expect(unknown.err.contains("no session has the plan 'nosuch'; there are: netflix-l4"))
    }
    let empty = try tool.run(["list", "--archive", tool.folder.path + "/none"])
    #expect(empty.status == 0 && empty.err.contains("there are no sessions"))
    #expect(try tool.run(["list", "--sort", "luck"]).status == 64)
    #expect(try tool.run(["list", "--since", "2026-02-30"]).status == 64)
  }

  @Test func `one damaged session keeps no other from being listed`() throws {
    let tool = try archive()
    try Data("{".utf8).write(to: URL(fileURLWithPath: tool.sessions[2] + "/session.json"))
    let result = try tool.run(["list"])
    #expect(result.status == 0 && result.out.split(separator: "\n").count == 6)
    #expect(result.err.contains("left out: \(tool.sessions[2])/session.json: cannot be understood"))
  }

  @Test func `compare shows two sessions, and measures old numbers anew`() throws {
    let tool = try archive()
    let analysis = tool.sessions[1] + "/analysis.json"
    let current = try Data(contentsOf: URL(fileURLWithPath: analysis))
    try rewrite(analysis, "\"version\" : ", "\"version\" : -")
    let text = try tool.run(["compare", "2026-11-02", "last"])
    #expect(text.status == 0, "\(text.err)")
    #expect(text.out.contains("Difference") && text.out.contains("1 Requirements"))
    #expect(
      text.out.contains("What is usual for you is not known yet") && !text.out.contains("analyzer"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: analysis)) == current)

    // Without its sound, the old numbers stay and are named.
    try rewrite(analysis, "\"version\" : ", "\"version\" : -")
    try FileManager.default.removeItem(atPath: tool.sessions[1] + "/audio.wav")
    let old = try tool.run(["compare", "last", "2026-11-02"])
    #expect(old.status == 0 && old.out.contains("numbers of analyzer version -"))

    let again = try tool.run(["compare", "last~1", "last", "--format", "json"])
    #expect(try tool.run(["compare", "last~1", "last", "--format", "json"]).out == again.out)
    let page = try tool.run(["compare", "last~2", "last~1", "last", "--html"])
    #expect(page.out == tool.archive + "/compare.html\n")
    #expect(try mode(tool.archive + "/compare.html") == 0o600)
    #expect(try tool.run(["compare", "last"]).status == 64)
    #expect(try tool.run(["compare", "last", "last~9"]).status == 73)
  }

  @Test func `trend is the same each time, and never mixes rules`() throws {
    let tool = try archive()
    let first = try tool.run(["trend", "--all"])
    #expect(first.status == 0 && first.out.hasPrefix("6 sessions in 2 weeks"), "\(first.err)")
    try FileManager.default.removeItem(atPath: tool.archive + "/summaries.index")
    #expect(try tool.run(["trend", "--all"]).out == first.out)
    let few = try tool.run(["trend", "--all", "--question", "Search"])
    #expect(few.out.contains("Lines begin with 5 like sessions; there are 3."))
    let week = try tool.run(["trend", "--all", "--weeks", "1", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(week.out.utf8)) as? [String: Any]
    #expect(object?["sessionCount"] as? Int == 5)
    try rewrite(tool.sessions[0] + "/analysis.json", "\"version\" : ", "\"version\" : -")
    #expect(try tool.run(["list"]).err.contains("1 measured by older rules"))
    let asIs = try tool.run(["trend", "--all", "--as-is"])
    #expect(asIs.out.contains("only their times count: 1."))
    #expect(try tool.run(["trend", "--all"]).out == first.out)
    #expect(try tool.run(["trend", "--all", "--weeks", "0"]).status == 64)
    var ascii = tool
    ascii.environment["LANG"] = "C"
    #expect(try ascii.run(["trend", "--all"]).out.allSatisfy { $0.isASCII })
  }

  @Test func `the archive's page links the pages that are there`() throws {
    let tool = try archive()
    #expect(try tool.run(["report", "last", "--html"]).status == 0)
    let result = try tool.run(["trend", "--all", "--html"])
    #expect(result.out == tool.archive + "/trend.html\n")
    let page = try String(contentsOfFile: tool.archive + "/trend.html", encoding: .utf8)
    #expect(page.components(separatedBy: "href=\"2026-11-06T1900-search/report.html\"").count == 3)
    #expect(!page.contains("2026-11-05T1900-live-events/report.html"))
    let elsewhere = tool.folder.path + "/pages/mine.html"
    try FileManager.default.createDirectory(
      atPath: tool.folder.path + "/pages", withIntermediateDirectories: true)
    #expect(try tool.run(["trend", "--all", "--html", "--output", elsewhere]).status == 0)
    #expect(
      try String(contentsOfFile: elsewhere, encoding: .utf8)
        .contains("href=\"../Recordings/2026-11-06T1900-search/report.html\""))
    #expect(try tool.run(["trend", "--all", "--output", elsewhere]).status == 64)
    #expect(try tool.run(["trend", "--all", "--html", "--format", "json"]).status == 64)
  }
}
