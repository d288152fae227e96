import Foundation
import TestSupport
import Testing

/// `forget`: the sound goes, the numbers stay, and nothing else is touched.
@Suite struct ForgetTests {
  /// A tool with one recorded session, and that session's folder.
  private func recorded() throws -> (tool: Tool, session: String) {
    var tool = try Tool()
    try tool.useSampleDevice(
      Synthesis.pcm16(Synthesis.voice([0.2...0.8], seconds: 1, rate: 48_000)))
    let result = try tool.run(["record", "--device", "mic", "--duration", "1"])
    #expect(result.status == 0, "\(result.err)")
    return (tool, try tool.session())
  }

  private func names(_ session: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: session).sorted()
  }

  @Test func `without a terminal it refuses, with --yes it keeps the numbers`() throws {
    let (tool, session) = try recorded()
    let numbers = try String(contentsOfFile: session + "/analysis.json", encoding: .utf8)
    let report = try tool.run(["report"]).out
    let refused = try tool.run(["forget", "last"])
    #expect(refused.status == 64 && refused.err.contains("pass --yes"))
    #expect(refused.err.contains("audio.wav (0.1 MB)"))
    #expect(try names(session) == ["analysis.json", "audio.wav", "session.json"])

    // Numbers that are not there yet are made while the sound still is.
    try FileManager.default.removeItem(atPath: session + "/analysis.json")
    let forgotten = try tool.run(["forget", "last", "last", "--yes"])
    #expect(forgotten.status == 0, "\(forgotten.err)")
    #expect(try names(session) == ["analysis.json", "session.json"])
    #expect(try tool.json(session + "/session.json")["audioForgotten"] as? Bool == true)
    #expect(try tool.run(["report", "--format", "json"]).out == numbers)
    #expect(try tool.run(["report"]).out == report)
    let again = try tool.run(["forget", "last", "--yes"])
    #expect(again.status == 0 && again.err.contains("there is no sound to forget"))
  }

  @Test func `numbers that are damaged or of older rules are made anew before the sound goes`()
    throws
  {
    let (tool, session) = try recorded()
    let path = session + "/analysis.json"
    let numbers = try String(contentsOfFile: path, encoding: .utf8)
    let audio = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav"))
    let description = try Data(contentsOf: URL(fileURLWithPath: session + "/session.json"))
    let older = numbers.replacing(/"version" : [0-9]+/, with: #""version" : 0"#)
    #expect(older != numbers)
    for damaged in [#"{"half"#, older] {
      try damaged.write(toFile: path, atomically: true, encoding: .utf8)
      let forgotten = try tool.run(["forget", "last", "--yes"])
      #expect(forgotten.status == 0, "\(forgotten.err)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == numbers)
      #expect(try names(session) == ["analysis.json", "session.json"])
      try audio.write(to: URL(fileURLWithPath: session + "/audio.wav"))
      try description.write(to: URL(fileURLWithPath: session + "/session.json"))
    }
  }

  @Test func `a session that cannot be measured keeps its sound, and others go`() throws {
    let (tool, session) = try recorded()
    let second = try tool.run(["record", "--device", "mic", "--duration", "1", "--question", "b"])
    #expect(second.status == 0, "\(second.err)")
    let other = try #require(tool.sessions.first { $0 != session })
    try FileManager.default.removeItem(atPath: session + "/analysis.json")
    // In the way of the new numbers.
    try FileManager.default.createDirectory(
      atPath: session + "/analysis.json", withIntermediateDirectories: true)
    let result = try tool.run(["forget", "--older-than", "0", "--yes"])
    #expect(result.status == 74 && result.err.contains("its sound was left"), "\(result.err)")
    #expect(try names(session) == ["analysis.json", "audio.wav", "session.json"])
    #expect(try names(other) == ["analysis.json", "session.json"])
    #expect(try tool.json(session + "/session.json")["audioForgotten"] == nil)
  }

  @Test func `on a terminal it asks, and only a yes removes`() throws {
    let (tool, session) = try recorded()
    for (answer, isThere) in [("\n", true), ("n\n", true), ("y\n", false)] {
      let run = try TerminalRun(tool, ["forget", "last"])
      #expect(run.sees("[y/N]"))
      run.press(answer)
      #expect(run.end() == 0)
      #expect(FileManager.default.fileExists(atPath: session + "/audio.wav") == isThere)
    }
  }

  @Test func `sessions older than some days go by their start`() throws {
    let (tool, session) = try recorded()
    let young = try tool.run(["forget", "--older-than", "1", "--yes"])
    #expect(young.status == 0 && young.err.contains("there is no sound to forget"))
    let path = session + "/session.json"
    let start = try #require(try tool.json(path)["start"] as? String)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacingOccurrences(of: start, with: "2020-02-29T23:59:59+05:30")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let old = try tool.run(["forget", "--older-than", "1", "--yes"])
    #expect(old.status == 0, "\(old.err)")
    #expect(try names(session) == ["analysis.json", "session.json"])
    for wrong in [["--older-than", "-1"], ["--older-than", "soon"], []] {
      #expect(try tool.run(["forget", "--yes"] + wrong).status == 64)
    }
  }

  @Test func `nothing outside of the archive is ever removed`() throws {
    let (tool, session) = try recorded()
    let root = tool.folder.path
    let elsewhere = root + "/elsewhere"
    try FileManager.default.copyItem(atPath: session, toPath: elsewhere)
    let link = root + "/Recordings/2027-01-01T0000-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: elsewhere)
    for reference in [
      elsewhere, link, "2027", "last", session + "/../../elsewhere", "../elsewhere", "..", "/",
    ] {
      let result = try tool.run(["forget", "--yes", reference])
      #expect(result.status == 73, "\(reference): \(result.err)")
    }
    _ = try tool.run(["forget", "--yes", "--older-than", "0"])
    #expect(try names(elsewhere) == ["analysis.json", "audio.wav", "session.json"])
    #expect(try names(session) == ["analysis.json", "session.json"])
  }
}
