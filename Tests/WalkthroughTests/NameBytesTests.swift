import Foundation
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

/// Names that are bytes and no text: Linux takes them, so the tool does.
@Suite struct NameBytesTests {
  /// `caf` and the byte that an é has in Latin-1.
  private static let name = PathText.text([0x63, 0x61, 0x66, 0xE9])

  private func tool() throws -> Tool {
    var tool = try Tool()
    tool.environment["WALKTHROUGH_ARCHIVE"] =
      tool.folder.path + "/" + PathText.text([0x61, 0x72, 0x63, 0x68, 0xFF])
    let sound = try tool.writeSound("sound.wav")
    try PrivateFile.move(
      FilePath(sound), to: FilePath(pathText: "\(tool.folder.path)/\(Self.name).wav"))
    return tool
  }

  @Test func `a sound in a folder of such names is imported, listed, reported and exported`()
    throws
  {
    let tool = try tool()
    let sound = "\(tool.folder.path)/\(Self.name).wav"
    let imported = try tool.run(["import", sound, "--plan", "netflix-l4", "--phases-at", "0,3"])
    #expect(imported.status == 0, "\(imported.err)")
    let id = String(imported.out.dropLast())
    #expect(try tool.run(["import", sound]).err.contains("is already there as \(id)"))
    let list = try tool.run(["list"])
    #expect(list.out.contains("caf\u{FFFD}") && list.err == "", "\(list.out)\(list.err)")
    #expect(try tool.run(["report", "last"]).out.contains("Talk"))
    for format in ["json", "csv", "textgrid", "audacity", "webvtt", "rttm"] {
      let path = "\(tool.folder.path)/\(PathText.text([0xFE])).\(format)"
      let result = try tool.run(["export", id, "--format", format, "--output", path])
      #expect(result.status == 0, "\(result.err)")
      #expect(PrivateFile.entry(FilePath(pathText: path)) != nil)
    }
    for command in [["compare", id, id], ["trend", "--html"], ["explain"], ["recover"]] {
      #expect(try tool.run(command).status == 0, "\(command)")
    }
    let forgotten = try tool.run(["forget", id, "--yes"])
    #expect(forgotten.status == 0, "\(forgotten.err)")
    #expect(try tool.run(["report", id]).status == 0)
  }

  @Test func `the shell's bytes reach the file, and printed paths are the shell's bytes`() throws {
    let tool = try tool()
    let result = try tool.shell(
      """
      cd '\(tool.folder.path)' && \
      sound=$(printf 'caf\\351.wav') && \
      export WALKTHROUGH_ARCHIVE="$(printf 'arch\\377')" && \
      '\(Tool.path)' analyze "$sound" --format json > analysis.json && \
      '\(Tool.path)' import . && \
      page=$('\(Tool.path)' report --html) && test -s "$page" && \
      '\(Tool.path)' analyze "$(printf 'gone\\351.wav')"
      """)
    #expect(result.status == 65)
    #expect(result.err.contains("gone\u{FFFD}.wav: there is no such file"), "\(result.err)")
    #expect(try tool.json(tool.folder.path + "/analysis.json")["analyzer"] != nil)
  }
}
