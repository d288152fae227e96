import Foundation
import TestSupport
import Testing

/// Where sessions are kept when the environment says little, and on disks without permissions.
@Suite struct PlaceTests {
  /// Runs a command line in an empty folder.
  private func run(_ tool: Tool, _ assignments: String, _ command: String) throws -> Tool.Output {
    let work = tool.folder.path + "/work"
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    return try tool.shell(
      "cd '\(work)' && env -u WALKTHROUGH_ARCHIVE -u XDG_CONFIG_HOME -u XDG_DATA_HOME "
        + "\(assignments) '\(Tool.path)' \(command)")
  }

  private func left(_ tool: Tool) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: tool.folder.path + "/work")
  }

  @Test(arguments: ["-u HOME", "HOME=", "HOME=here", "-u HOME XDG_DATA_HOME=here"])
  func `without a home folder nothing is written into the working folder`(
    assignments: String
  ) throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    for command in ["record --device mic --duration 1", "list", "recover", "verify"] {
      let result = try run(tool, assignments, command)
      #expect(result.status == 73, "\(command): \(result.err)")
      #expect(result.err.contains("HOME is not set"), "\(result.err)")
      #expect(result.err.contains("with --archive or WALKTHROUGH_ARCHIVE"), "\(result.err)")
      #expect(try left(tool).isEmpty)
    }
    let named = try run(
      tool, assignments, "record --device mic --duration 1 --archive '\(tool.archive)'")
    #expect(named.status == 0, "\(named.err)")
    #expect(tool.sessions.count == 1)
    #expect(try left(tool).isEmpty)
  }

  @Test func `a relative XDG path is ignored, and that is said once`() throws {
    let tool = try Tool()
    let home = tool.folder.path + "/home"
    let result = try run(tool, "HOME='\(home)' XDG_DATA_HOME=data XDG_CONFIG_HOME=config", "list")
    #expect(result.status == 0, "\(result.err)")
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
      #expect(
        result.err.components(separatedBy: "\(name) is no absolute path, and is ignored").count == 2
      )
    }
    #expect(result.err.contains("\(home)/.local/share/walkthrough/Recordings"), "\(result.err)")
    #expect(try left(tool).isEmpty)
  }

  @Test func `where modes are refused it records all the same, and says who may read it`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    let preload =
      "LD_PRELOAD='\(Tool.productFile("libSlowDisk.so"))' FOREIGN_MODES=1 '\(Tool.path)' "
    let words = "others who use this machine may read the session"
    let result = try tool.shell(preload + "record --device mic --duration 1")
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.components(separatedBy: words).count == 2, "\(result.err)")
    let session = try tool.session()
    #expect(try mode(session) == 0o755)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "session.json"])
    let sounds = try [12.0, 14].map { try tool.writeSound("a-\($0).wav", seconds: $0) }
    let imported = try tool.shell(preload + "import " + sounds.joined(separator: " "))
    #expect(imported.status == 0, "\(imported.err)")
    #expect(imported.err.components(separatedBy: words).count == 2, "\(imported.err)")
  }

  @Test func `where modes are kept nothing is said of others`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    let result = try tool.run(["record", "--device", "mic", "--duration", "1"])
    #expect(result.status == 0 && !result.err.contains("others who use"), "\(result.err)")
  }
}
