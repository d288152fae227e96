import Foundation
import TestSupport
import Testing

/// The commands of the page on backing up, as they are written there.
@Suite struct BackingUpTests {
  /// The commands of a section of the page.
  private func commands(_ heading: String) throws -> String {
    let page = try String(
      contentsOfFile: Tool.package + "/Sources/walkthrough/walkthrough.docc/BackingUp.md",
      encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") })
    return section.components(separatedBy: "```sh\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }.joined()
  }

  /// Runs commands as a user of a home folder, in a folder that both machines see.
  private func run(_ commands: String, home: String, _ tool: Tool) throws -> Tool.Output {
    let script =
      "set -e\ncd '\(tool.folder.path)/between'\nunset WALKTHROUGH_ARCHIVE XDG_CONFIG_HOME "
      + "XDG_DATA_HOME\nexport HOME='\(home)'\n"
      + "walkthrough() { '\(Tool.path)' \"$@\"; }\n" + commands
    return try tool.shell(script)
  }

  private func files(_ folder: String) throws -> [String: Data] {
    let names = try #require(FileManager.default.enumerator(atPath: folder))
      .compactMap { $0 as? String }
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: folder + "/" + name).map { (name, $0) }
      }.filter { !$0.0.hasSuffix("summaries.index") })
  }

  @Test func `what the page on backing up says works, on another machine and in another place`()
    throws
  {
    var tool = try Tool()
    let (old, new) = (tool.folder.path + "/home/ann", tool.folder.path + "/machine/home/bob")
    let archive = "/.local/share/walkthrough/Recordings"
    for folder in [old + "/.config/walkthrough", new, tool.folder.path + "/between"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let plan = """
      - id: mine
        name: Mine
        minutes: 10
        phases:
          - { id: one, name: One, minutes: [1, 5] }
      """
    try plan.write(
      toFile: old + "/.config/walkthrough/plans.yaml", atomically: true, encoding: .utf8)
    tool.environment["WALKTHROUGH_ARCHIVE"] = old + archive
    let ids = try [
      tool.importSession("2026-11-20T19:03"), tool.importSession("2026-11-21T19:03", seconds: 14),
    ]
    let before = try files(old + archive)

    let kept = try run(commands("On the old machine"), home: old, tool)
    #expect(kept.status == 0, "\(kept.err)")
    #expect(kept.out.contains("2 sessions: 2 whole"))
    let grown = try run(commands("A copy that grows"), home: old, tool)
    #expect(grown.status == 0 && grown.out.contains("2 sessions: 2 whole"), "\(grown.err)")
    #expect(try files(old + "/backup/data/walkthrough/Recordings") == before)
    // The other machine has nothing of the first.
    try FileManager.default.moveItem(atPath: old, toPath: tool.folder.path + "/gone")

    let moved = try run(commands("On the new machine"), home: new, tool)
    #expect(moved.status == 0, "\(moved.err)")
    #expect(moved.out.contains("2 sessions: 2 whole"), "\(moved.out)")
    #expect(moved.out.contains("2026-11-20") && moved.out.contains("2026-11-21"))
    #expect(try files(new + archive) == before)
    for id in ids {
      #expect(try mode(new + archive + "/" + id) == 0o700)
      #expect(try mode(new + archive + "/\(id)/audio.wav") == 0o600)
    }
    #expect(try run("walkthrough plans mine", home: new, tool).status == 0)

    let elsewhere = try run(commands("In another place"), home: new, tool)
    #expect(elsewhere.status == 0, "\(elsewhere.err)")
    #expect(elsewhere.out.contains("2 sessions: 2 whole") && elsewhere.out.contains("2026-11-21"))
    // What does not come across is found.
    let sound = new + "/interviews/Recordings/\(ids[0])/audio.wav"
    try FileManager.default.removeItem(atPath: sound)
    let check = "walkthrough verify --archive ~/interviews/Recordings"
    #expect(try run(check, home: new, tool).status == 65)
  }
}
