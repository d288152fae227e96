import Foundation
import TestSupport
import Testing

/// Words of several sessions: searched, compared, listed, exported, and let go.
@Suite struct WordsAcrossTests {
  private let tool: Tool
  private let ids: [String]

  init() throws {
    tool = try Tool()
    let tool = tool
    ids = [
      try tool.importSession("2026-11-01T19:00", question: "live-events"),
      try tool.importSession("2026-11-08T19:00", question: "live-events", seconds: 14),
    ]
    try tool.writeWords(tool.archive + "/" + ids[0])
    try tool.writeWords(
      tool.archive + "/" + ids[1],
      "We use webrtc for low latency. What is the blast radius here? Nobody knows it yet.")
  }

  @Test func `a phrase is found in every session, newest first, with the command that plays it`()
    throws
  {
    let both = try tool.run(["search", "users|radius"])
    #expect(both.status == 0, "\(both.err)")
    let lines = both.out.split(separator: "\n")
    #expect(lines.first?.contains("2026-11-08") == true, "\(both.out)")
    #expect(both.out.contains("What is the blast radius here?"))
    #expect(both.out.contains("How many users are there?"))
    #expect(both.out.contains("walkthrough play 2026-11-08"), "\(both.out)")
    #expect(lines.last == "2 places in 2 sessions of 2 with words", "\(both.out)")

    let some = try tool.run(["search", "trade-off", "--since", "2026-11-02"])
    #expect(some.status == 1 && some.out.isEmpty)
    #expect(some.err.contains("not heard in 1 sessions with words"), "\(some.err)")
    let phase = try tool.run(["search", "users", "--phase", "nowhere"])
    #expect(phase.status == 1)
    for words in ["#", "*", "…"] {
      #expect(try tool.run(["search", words]).status == 64, "\(words)")
    }
    let json = try tool.run(["search", "Blast Radius", "--format", "json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    let sessions = try #require(object["sessions"] as? [[String: Any]])
    #expect(sessions.map { $0["session"] as? String } == [ids[1]])
  }

  @Test func `sessions are compared by what was heard in one and not in the other`() throws {
    let text = try tool.run(["compare"] + ids)
    #expect(text.status == 0, "\(text.err)")
    #expect(text.out.contains("Heard in one and not in the other"), "\(text.out)")
    #expect(text.out.contains("trade-off named"))
    #expect(text.out.contains("Points of the question") && text.out.contains("not heard"))
    #expect(text.out.contains("Words per minute"))
    let json = try tool.run(["compare", "--format", "json"] + ids)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    #expect((object["words"] as? [String: Any])?["points"] is [Any])
  }

  @Test func `numbers of words stand in tables and trends, with who heard them`() throws {
    // Comparing has read the words, which keeps their numbers.
    _ = try tool.run(["compare"] + ids)
    let csv = try tool.run(["list", "--format", "csv"]).out.split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    // From the end: reasons have commas.
    let head = try #require(csv.first)
    let column = try #require(head.firstIndex(of: "wordsPerMinute")) - head.count
    #expect(head.last == "recognizer" && csv[1].last == "listener tiny.en")
    let words = csv[1][csv[1].count + column]
    #expect(Double(words).map { $0 > 30 } == true, "\(words)")
    let trend = try tool.run(["trend", "--all", "--format", "json"])
    #expect(trend.out.contains("wordsPerMinute"), "\(trend.err)")
  }

  @Test func `words are exported as captions, as a table and as a tier`() throws {
    let captions = try tool.run(["export", ids[1], "--format", "captions"])
    #expect(captions.status == 0, "\(captions.err)")
    #expect(captions.out.hasPrefix("WEBVTT\n") && captions.out.contains("\nNobody knows it yet.\n"))
    let table = try tool.run(["export", ids[1], "--format", "words"]).out
    #expect(table.hasPrefix("start,end,phase,word\n") && table.contains(",latency.\n"), "\(table)")
    let grid = try tool.run(["export", ids[1], "--format", "textgrid"]).out
    #expect(grid.contains("name = \"words\"") && grid.contains("text = \"webrtc\""))
    let other = try tool.importSession("2026-11-09T19:00", seconds: 9)
    let none = try tool.run(["export", other, "--format", "captions"])
    #expect(none.status != 0 && none.out.isEmpty)
    #expect(none.err.contains("walkthrough transcribe \(other)"), "\(none.err)")
  }

  @Test func `forgetting takes the words along, but for their numbers`() throws {
    let folders = ids.map { tool.archive + "/" + $0 }
    #expect(try tool.run(["forget", ids[0], "--yes"]).status == 0)
    #expect(try tool.run(["forget", ids[1], "--keep-words", "--yes"]).status == 0)
    func files(_ folder: String) throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }
    #expect(try files(folders[0]) == ["analysis.json", "session.json", "words.json"])
    #expect(
      try files(folders[1]) == ["analysis.json", "session.json", "transcript.json", "words.json"])
    #expect(try tool.run(["search", "users"]).status == 1)
    #expect(try tool.run(["search", "radius"]).status == 0)
    for path in FileManager.default.enumerator(atPath: tool.archive)?.allObjects ?? [] {
      let data = try? Data(contentsOf: URL(fileURLWithPath: "\(tool.archive)/\(path)"))
      #expect(data.map { $0.range(of: Data("freshness".utf8)) == nil } ?? true, "\(path)")
    }
    // Once more, and they go as well.
    #expect(try tool.run(["forget", ids[1], "--yes"]).status == 0)
    #expect(try files(folders[1]) == ["analysis.json", "session.json", "words.json"])
    let list = try tool.run(["list", "--format", "csv"]).out
    #expect(list.contains("listener tiny.en"))
  }
}
