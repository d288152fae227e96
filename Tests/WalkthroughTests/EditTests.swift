import Foundation
import TestSupport
import Testing

/// A bad take is mended: edited, deleted, brought back.
@Suite struct EditTests {
  private func rows(_ tool: Tool) throws -> [[String: Any]] {
    let out = try tool.run(["list", "--format", "json"]).out
    let object = try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any]
    return object?["sessions"] as? [[String: Any]] ?? []
  }

  private func edit(_ tool: Tool, _ arguments: [String]) throws {
    let result = try tool.run(["edit"] + arguments)
    #expect(result.status == 0, "\(arguments): \(result.err)")
  }

  @Test func `what was said wrong is corrected, everything follows, and it can be undone`() throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00", question: "My own words")
    let session = try tool.session()
    let description = session + "/session.json"
    let first = try Data(contentsOf: URL(fileURLWithPath: description))
    let sound = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav"))
    #expect(try tool.run(["report", id, "--html"]).status == 0)
    #expect(try tool.run(["trend", "--html"]).status == 0)

    try edit(tool, [id, "--question", "live-events", "--date", "2026-11-03T08:30"])
    var row = try #require(rows(tool).first)
    #expect(row["question"] as? String == "Live events" && row["id"] as? String == id)
    #expect(row["questionID"] as? String == "live-events")
    #expect((row["start"] as? String)?.hasPrefix("2026-11-03T08:30") == true)
    // The id tells another day.
    #expect(try tool.run(["list"]).out.contains("(2026-11-03) Live ev"))
    #expect(try tool.run(["report", id]).out.contains(" · 2026-11-03 08:30"))
    // Pages that show what it was are gone.
    for page in [session + "/report.html", tool.archive + "/trend.html"] {
      #expect(!FileManager.default.fileExists(atPath: page), "\(page)")
    }
    let second = try Data(contentsOf: URL(fileURLWithPath: description))
    try edit(tool, [id, "--phases-at", "0,4,8"])
    let report = try tool.run(["report", id]).out
    #expect(
      report.contains(#/1 Requirements +0:04/#) && report.contains(#/2 .* +0:04/#), "\(report)")
    // The file of the numbers follows as well.
    let kept = try tool.json(session + "/analysis.json")
    let ends = (kept["phases"] as? [[String: Any]])?.compactMap { $0["durationSeconds"] as? Double }
    #expect(ends?.prefix(3) == [4, 4, 4], "\(kept["phases"] ?? "")")
    try edit(tool, [id, "--mode", "aloud", "--level", "l6", "--phases-at", "0,5"])
    row = try #require(rows(tool).first)
    #expect((row["plan"] as? [String: Any])?["id"] as? String == "netflix-l6-aloud")
    #expect(row["mode"] as? String == "aloud")
    #expect((row["phases"] as? [[String: Any]])?.first?["durationSeconds"] as? Double == 5)

    for _ in 0..<2 { try edit(tool, [id, "--undo"]) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: description)) == second)
    try edit(tool, [id, "--undo"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: description)) == first)
    #expect(try tool.run(["edit", id, "--undo"]).err.contains("was never edited"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav")) == sound)
    #expect(!FileManager.default.fileExists(atPath: session + "/former.jsonl"))
  }

  @Test func `labels place phases, and what cannot be is refused with the cure`() throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00")
    let labels = try tool.folder.write("labels.txt", "0:00 requirements\n0:06 architecture\n")
    try edit(tool, [id, "--labels", labels])
    let phases = try #require(rows(tool).first?["phases"] as? [[String: Any]])
    #expect(phases.map { $0["durationSeconds"] as? Double } == [6, nil, 6, nil, nil, nil])
    let before = try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/session.json"))
    for (arguments, status, words) in [
      ([], 64, "say what to correct"), (["--undo", "--mode", "full"], 64, "--undo goes alone"),
      (["--mode", "dance"], 1, "no mode is called"), (["--plan", "nowhere"], 1, "nowhere"),
      (["--phases-at", "0,1,2,3,4,5,6,7"], 65, "--phases-at, time 7"),
      (["--plan", "netflix-l6"], 65, "say where its phases begin with --phases-at"),
      (["--phases-at", "0,99"], 65, "--phases-at, time 2"),
    ] as [([String], Int32, String)] {
      let result = try tool.run(["edit", id] + arguments)
      #expect(result.err.contains(words), "\(arguments): \(result.err)")
      #expect(result.status == status || status == 1 && result.status != 0, "\(arguments)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/session.json")) == before)
    #expect(try tool.run(["edit", "nothing", "--question", "x"]).status == 73)
  }

  @Test func `a deleted session counts for nothing, and comes back as it was`() throws {
    let tool = try Tool()
    let first = try tool.importSession("2026-11-01T19:00")
    let second = try tool.importSession("2026-11-02T19:00", question: "Search", seconds: 13)
    let list = try tool.run(["list"]).out
    let deleted = try tool.run(["delete", second])
    #expect(deleted.status == 0 && deleted.err.contains("delete --undo"), "\(deleted.err)")
    #expect(try rows(tool).map { $0["id"] as? String } == [first])
    #expect(try tool.run(["trend", "--all"]).out.hasPrefix("1 session "))
    #expect(try tool.run(["recover"]).status == 0)
    #expect(try tool.run(["delete", "--undo"]).status == 0)
    #expect(try tool.run(["list"]).out == list)
    #expect(try tool.run(["delete", "--undo"]).err.contains("no deleted sessions"))

    // 'last' is looked up before the first one goes.
    #expect(try tool.run(["delete", "last", "last~1"]).status == 0)
    #expect(try rows(tool).isEmpty && tool.sessions.isEmpty)
    #expect(try tool.run(["delete", "--undo", "2026-11-01"]).status == 0)
    #expect(try tool.run(["delete", "--undo", "2026-11-0"]).status == 0)
    #expect(try tool.run(["list"]).out == list)
    #expect(try tool.run(["delete", "--undo", second]).status == 73)
    #expect(!FileManager.default.fileExists(atPath: tool.archive + "/.trash/x"))
  }

  @Test func `what was deleted a month ago goes with a later delete, and purge asks`() throws {
    let tool = try Tool()
    let first = try tool.importSession("2026-11-01T19:00")
    let second = try tool.importSession("2026-11-02T19:00", seconds: 13)
    let third = try tool.importSession("2026-11-03T19:00", seconds: 14)
    #expect(try tool.run(["delete", first, second]).status == 0)
    let trash = tool.archive + "/.trash"
    let names = try FileManager.default.contentsOfDirectory(atPath: trash).sorted()
    #expect(names.count == 2 && names.allSatisfy { $0.contains(".deleted-20") })
    // As if the first had been deleted long ago, and its removal killed half way.
    try FileManager.default.moveItem(
      atPath: "\(trash)/\(names[0])",
      toPath: "\(trash)/.new-\(first).deleted-2026-01-31T120000.000Z")
    let later = try tool.run(["delete", third])
    #expect(later.err.contains("gone for good, since deleted more than 30 days ago: \(first)"))
    #expect(!later.err.contains("gone for good, since deleted more than 30 days ago: \(second)"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: trash).count == 2)

    let refused = try tool.run(["delete", "--purge"])
    #expect(refused.status == 64 && refused.err.contains("pass --yes"))
    let purged = try tool.run(["delete", "--purge", "--yes"])
    #expect(purged.status == 0 && purged.err.contains(second) && purged.err.contains(third))
    #expect(!FileManager.default.fileExists(atPath: trash))
    #expect(try tool.run(["delete", "--purge", "--yes"]).err.contains("nothing that was deleted"))
    for arguments in [[], ["--undo", "--purge"], ["--purge", "x"], ["x", "--yes"]] {
      #expect(try tool.run(["delete"] + arguments).status == 64)
    }
  }

  @Test func `what happened to the sound meanwhile outlives an undo`() throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00")
    let description = try tool.session() + "/session.json"
    var old = try tool.json(description)
    old["sound"] = nil
    try JSONSerialization.data(withJSONObject: old).write(to: URL(fileURLWithPath: description))
    try edit(tool, [id, "--question", "one"])
    #expect(try tool.run(["verify", "--add"]).status == 0)
    try edit(tool, [id, "--undo"])
    #expect(try tool.run(["verify", id]).out.contains("whole"))
    try edit(tool, [id, "--question", "two"])
    #expect(try tool.run(["forget", id, "--yes"]).status == 0)
    try edit(tool, [id, "--undo"])
    #expect(try tool.run(["verify", id]).out.contains("forgotten"))
    #expect(try tool.run(["edit", id, "--undo"]).err.contains("was never edited"))
  }

  @Test
  func `a description that cannot be read comes back, and a damaged list costs its own lines`()
    throws
  {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00", question: "first")
    let session = try tool.session()
    try edit(tool, [id, "--question", "second"])
    try edit(tool, [id, "--question", "third"])
    try "{".write(toFile: session + "/session.json", atomically: false, encoding: .utf8)
    let undone = try tool.run(["edit", id, "--undo"])
    #expect(undone.status == 0 && undone.err.contains("could not be read"), "\(undone.err)")
    #expect(try rows(tool).first?["question"] as? String == "second")
    try edit(tool, [id, "--question", "fourth"])
    // The end of the list is cut: the line before it is still there.
    let former = session + "/former.jsonl"
    let text = try String(contentsOfFile: former, encoding: .utf8)
    try text.dropLast(100).description.write(toFile: former, atomically: false, encoding: .utf8)
    try edit(tool, [id, "--undo"])
    #expect(try rows(tool).first?["question"] as? String == "first")
    for scale in ["0.0001", "1e-300", "101"] {
      let refused = try tool.run(["edit", id, "--scale", scale])
      #expect(refused.status == 64 && refused.err.contains("0.001 to 100"), "\(refused.err)")
    }
  }

  @Test func `a session that is recorded is neither edited nor deleted, at once and by any name`()
    throws
  {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic", "--no-check"])
    #expect(tool.wait { tool.sessions.count == 1 })
    let path = try tool.session()
    for command in [["delete", path], ["edit", path, "--question", "x"]] {
      let refused = try tool.run(command)
      #expect(refused.status == 73 && refused.err.contains("finish it first"), "\(refused.err)")
    }
    running.signal(SIGINT)
    #expect(try running.wait().status == 75)
    #expect(tool.sessions == [path])
  }

  @Test func `what was deleted last comes back first, and what is no session stays`() throws {
    let tool = try Tool()
    let ids = try ["z", "a", "m"].enumerated().map {
      try tool.importSession("2026-11-0\($0 + 1)T19:00", question: $1, seconds: 12 + Double($0))
    }
    #expect(try tool.run(["delete"] + ids).status == 0)
    let gone = try tool.run(["delete", ids[0]])
    #expect(gone.status == 73 && gone.err.contains("delete --undo \(ids[0])"), "\(gone.err)")
    for id in ids.reversed() {
      #expect(try tool.run(["delete", "--undo"]).err.contains("\(id): is back"))
    }
    let other = tool.archive + "/holiday"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    #expect(try tool.run(["delete", other]).err.contains("holds no session"))
    // The trash is a folder of the archive, and nothing else.
    try FileManager.default.createSymbolicLink(
      atPath: tool.archive + "/.trash", withDestinationPath: tool.folder.path)
    let refused = try tool.run(["delete", ids[0]])
    #expect(refused.status == 73 && refused.err.contains("is no folder"), "\(refused.err)")
    #expect(tool.sessions.count == 4)
  }
}
