import Foundation
import TestSupport
import Testing

/// What a power loss leaves: files of zeros or without a byte, and names that were never synced.
@Suite struct PowerLossTests {
  private func timeline(_ session: String, _ tool: Tool) throws -> NSDictionary {
    let timeline = try tool.json(session + "/session.json")["timeline"] as? NSDictionary
    return try #require(timeline)
  }

  @Test(arguments: [0, 2500])
  func `a session whose description is empty or zeros is brought back from what is there`(
    bytes: Int
  ) throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-20T19:03", question: "Live events")
    let session = tool.archive + "/" + id
    let before = try tool.json(session + "/session.json")
    try Data(count: bytes).write(to: URL(fileURLWithPath: session + "/session.json"))
    let report = try tool.run(["report", id])
    #expect(report.status == 73, "\(report.err)")
    #expect(report.err.contains("as after a power loss") && report.err.contains("recover \(id)"))
    let result = try tool.run(["recover"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("\(id): recovered\n  saved    0:12 of sound, 3 phases"))
    #expect(result.out.contains("what session.json said: nothing was in it"))
    let after = try tool.json(session + "/session.json")
    for key in ["id", "start", "timeline", "plan", "sampleRate", "sound", "end"] {
      #expect(after[key] as? NSObject == before[key] as? NSObject, "\(key)")
    }
    #expect(after["question"] as? String == "live events")
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
    #expect(try tool.run(["report", id]).status == 0)
    #expect(try tool.run(["verify"]).status == 0)
  }

  @Test func `zeros at the end of a killed recording are not called saved sound`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic"])
    #expect(tool.wait { tool.deviceStart != nil })
    usleep(1_700_000)
    running.signal(SIGKILL)
    _ = try running.wait()
    let audio = try tool.session() + "/audio.wav"
    let bytes = try #require(
      FileManager.default.attributesOfItem(atPath: audio)[.size] as? Int)
    truncate(audio, off_t(bytes + 3 * 96_000))
    let result = try tool.run(["recover"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("saved    0:01 of sound"), "\(result.out)")
    #expect(result.out.contains("the sound of the last 3.00 s: only zeros are there"))
    let gaps = try timeline(tool.session(), tool)["gaps"] as? [[String: Any]]
    #expect((gaps?.last?["range"] as? [String: Int])?["end"] == (bytes - 44) / 2 + 144_000)
  }

  /// What was synced, in order, as the library that is loaded before says it.
  @Test func `the names of a new session are synced, once its sound is there`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    let log = tool.folder.path + "/syncs.log"
    let output = try tool.shell(
      "LD_PRELOAD='\(Tool.productFile("libSlowDisk.so"))' SYNC_LOG='\(log)' '\(Tool.path)' "
        + "record --device mic --duration 1")
    #expect(output.status == 0, "\(output.err)")
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    let session = try tool.session()
    #expect(lines.contains("\(session) audio.wav"), "\(lines)")
    #expect(lines.contains { $0 == tool.archive })
    // The archive was made as well: its own name has to last.
    #expect(lines.contains { $0 == tool.folder.path })
  }
}
