import Foundation
import TestSupport
import Testing

/// What is chosen once: the level, the microphone, the archive, the pages.
@Suite struct SettingsCommandTests {
  private func file(_ tool: Tool) -> String {
    tool.folder.path + "/config/walkthrough/settings.yaml"
  }

  private func settings(_ tool: Tool) throws -> [String: (value: String, origin: String)] {
    let result = try tool.run(["settings", "--format", "json"])
    #expect(result.status == 0, "\(result.err)")
    let object = try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any]
    let entries = object?["settings"] as? [[String: String]] ?? []
    return Dictionary(
      uniqueKeysWithValues: entries.map {
        ($0["key"] ?? "", ($0["value"] ?? "", $0["origin"] ?? ""))
      })
  }

  @Test func `each setting says who chose it, the first who did`() throws {
    var tool = try Tool()
    tool.environment["WALKTHROUGH_ARCHIVE"] = nil
    tool.environment["HOME"] = tool.folder.path
    tool.environment["XDG_DATA_HOME"] = tool.folder.path + "/data"
    let usual = try settings(tool)
    #expect(usual["archive"]?.value == tool.folder.path + "/data/walkthrough/Recordings")
    #expect(usual["level"]?.value == "l4" && usual["device"]?.value == "default")
    #expect(usual.values.allSatisfy { $0.origin == "built in" } && usual.count == 8)

    let kept = tool.folder.path + "/kept"
    for (key, value) in [("archive", kept), ("level", "l6"), ("device", "pulse:DEVICE=a b")] {
      let result = try tool.run(["settings", key, value])
      #expect(result.status == 0 && result.out.isEmpty, "\(result.err)")
      #expect(try tool.run(["settings", key]).out == value + "\n")
    }
    let chosen = try settings(tool)
    #expect(chosen["archive"]?.value == kept && chosen["device"]?.value == "pulse:DEVICE=a b")
    #expect(chosen["archive"]?.origin == "~/config/walkthrough/settings.yaml")
    #expect(try tool.run(["list"]).err.contains("no sessions in \(kept)"))
    #expect(try tool.run(["tonight"]).out.contains("--plan netflix-l6"))
    let sound = try tool.writeSound("own.wav")
    #expect(
      try tool.run(["import", sound, "--question", "my own", "--phases-at", "0,3"]).status == 0)
    #expect(try tool.run(["list", "--format", "csv"]).out.contains(",netflix-l6,"))

    // A programme comes before the settings, and says so.
    #expect(try tool.run(["programme", "start", "--level", "l4"]).status == 0)
    #expect(try settings(tool)["level"]?.origin == "the programme that is followed")
    #expect(try tool.run(["settings", "level", "l6"]).err.contains("of l4 and comes before it"))
    #expect(try tool.run(["tonight"]).out.contains("--plan netflix-l4"))
    tool.environment["WALKTHROUGH_ARCHIVE"] = tool.folder.path + "/other"
    #expect(try settings(tool)["archive"]?.origin == "WALKTHROUGH_ARCHIVE")
    #expect(try tool.run(["settings", "archive", "--unset"]).status == 0)
    #expect(try !String(contentsOfFile: file(tool), encoding: .utf8).contains("archive"))
  }

  @Test func `what cannot be chosen is refused, and a broken file never moves the archive`() throws
  {
    var tool = try Tool()
    for (key, value, words) in [
      ("level", "l9", "there is no level 'l9'"), ("archive", "Recordings", "from the root on"),
      ("pages", "perhaps", "yes or no"),
      ("colour", "red", "recognizer, model, transcribe, pages or words"),
    ] {
      let result = try tool.run(["settings", key, value])
      #expect(result.status == 64 && result.err.contains(words), "\(result.err)")
    }
    #expect(!FileManager.default.fileExists(atPath: file(tool)))
    #expect(try tool.run(["settings", "level", "l6"]).status == 0)
    try "level: l9\ncolour: red\n".write(toFile: file(tool), atomically: true, encoding: .utf8)
    let warned = try tool.run(["questions"])
    #expect(warned.status == 0)
    #expect(warned.err.contains("settings.yaml, line 1: there is no level 'l9'"))
    #expect(warned.err.contains("line 2: there is no setting 'colour'"))
    // Who names the archive can go on; who relied on the file is told.
    try "archive: [".write(toFile: file(tool), atomically: true, encoding: .utf8)
    #expect(try tool.run(["list"]).status == 0)
    tool.environment["WALKTHROUGH_ARCHIVE"] = nil
    tool.environment["HOME"] = tool.folder.path
    let refused = try tool.run(["list"])
    #expect(refused.status == 65 && refused.err.contains("settings.yaml, line"), "\(refused.err)")
    #expect(refused.err.contains("mend the file"))
    let mended = try tool.run(["settings", "archive", "~/a"])
    #expect(mended.status == 0, "\(mended.err)")
    #expect(try tool.run(["list"]).err.contains("no sessions in \(tool.folder.path)/a"))
  }

  @Test func `a folder called Recordings is no archive, but its sessions are not forgotten`() throws
  {
    var tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00")
    let strays = tool.folder.path + "/work/Recordings"
    try FileManager.default.createDirectory(
      atPath: tool.folder.path + "/work", withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: tool.archive, toPath: strays)
    tool.environment["WALKTHROUGH_ARCHIVE"] = nil
    tool.environment["HOME"] = tool.folder.path + "/it's home"
    tool.environment["XDG_DATA_HOME"] = nil
    let work = "cd '\(tool.folder.path)/work' && "
    let listed = try tool.shell(work + "'\(Tool.path)' list")
    #expect(listed.err.contains("./Recordings has 1 session that the archive"), "\(listed.err)")
    let start = try #require(listed.err.firstRange(of: "mkdir -p"))
    let line = listed.err[start.lowerBound...].prefix { !$0.isNewline }
    // The command that is named does it.
    let moved = try tool.shell(work + line)
    #expect(moved.status == 0, "\(line) \(moved.err)")
    let after = try tool.shell(work + "'\(Tool.path)' list")
    #expect(after.err.isEmpty && after.out.contains(id.prefix(15)), "\(after.err)")
    #expect(try tool.shell(work + "mkdir -p Recordings; '\(Tool.path)' list").out == after.out)
  }

  @Test func `the microphone and the pages of the settings are used`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(
      Synthesis.pcm16(Synthesis.voice([0.4...2.1], seconds: 3, rate: 48_000)))
    #expect(try tool.run(["settings", "device", "mic"]).status == 0)
    #expect(try tool.run(["settings", "pages", "yes"]).status == 0)
    let result = try tool.run(["record", "--duration", "2"])
    #expect(result.status == 0, "\(result.err)")
    #expect(try tool.json(tool.session() + "/session.json")["device"] as? [String: String] != nil)
    #expect(result.err.contains("Its page: "))
    #expect(FileManager.default.fileExists(atPath: try tool.session() + "/report.html"))
    let wrong = try tool.run(["record", "--duration", "2", "--device", "nowhere"])
    #expect(wrong.status == 69, "\(wrong.err)")
  }
}
