import Foundation
import TestSupport
import Testing

/// A real small file system: needs the right to mount one, which root has.
@Suite struct DiskTests {
  /// A memory file system of ten megabytes, gone with the test.
  private final class SmallDisk {
    let path: String

    init?(in tool: Tool) throws {
      path = tool.folder.path + "/disk"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard try tool.shell("mount -t tmpfs -o size=10m,mode=0700 tmpfs '\(path)'").status == 0
      else {
        return nil
      }
    }

    deinit { umount2(path, 2) }
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func `a disk that fills ends the session with every whole block, and its description`() throws {
    var tool = try Tool()
    guard let disk = try SmallDisk(in: tool) else { return }
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    tool.environment["WALKTHROUGH_ARCHIVE"] = disk.path + "/Recordings"
    let running = try tool.start(["record", "--device", "mic", "--duration", "30"])
    let sessions = disk.path + "/Recordings"
    #expect(
      tool.wait {
        !((try? FileManager.default.contentsOfDirectory(atPath: sessions)) ?? []).isEmpty
      })
    usleep(1_500_000)
    // Another program takes all that is left.
    _ = try tool.shell("cat /dev/zero > '\(disk.path)/filler'")
    let result = try running.wait()
    #expect(result.status == 74, "\(result.err)")
    #expect(result.err.contains("ended early") && result.err.contains("No space left"))
    #expect(result.err.contains("room for"))
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: sessions).first)
    let session = sessions + "/" + name
    let description = try tool.json(session + "/session.json")
    #expect(description["end"] as? String == "disk")
    let frames = (description["timeline"] as? [String: Any])?["frames"] as? Int ?? 0
    #expect(frames > 48_000)
    #expect(try tool.shell("soxi -s '\(session)/audio.wav'").out == "\(frames)\n")
    let files = try FileManager.default.contentsOfDirectory(atPath: session)
    #expect(!files.contains("journal.jsonl") && !files.contains("reserve"))
  }

  @Test func `a disk that says only when syncing that it is full ends the session`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    // The first is of the empty file; the third is after a second.
    let output = try tool.shell(
      "LD_PRELOAD='\(Tool.productFile("libSlowDisk.so"))' FAILING_SYNC=3 '\(Tool.path)' "
        + "record --device mic --duration 6")
    #expect(output.status == 74, "\(output.err)")
    #expect(output.err.contains("ended early") && output.err.contains("No space left"))
    let session = try tool.session()
    let description = try tool.json(session + "/session.json")
    #expect(description["end"] as? String == "disk")
    let frames = (description["timeline"] as? [String: Any])?["frames"] as? Int ?? 0
    #expect((24_000...96_000).contains(frames))
    #expect(try tool.shell("soxi -s '\(session)/audio.wav'").out == "\(frames)\n")
  }

  @Test func `a disk that stalls for ten seconds loses nothing`() throws {
    var tool = try Tool()
    // Without a sample the frames count up: none may be missing.
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let output = try tool.shell(
      "LD_PRELOAD='\(Tool.productFile("libSlowDisk.so"))' SLOW_SYNC_SECONDS=10 '\(Tool.path)' "
        + "record --device mic --duration 13")
    #expect(output.status == 0, "\(output.err)")
    let session = try tool.session()
    let timeline = try tool.json(session + "/session.json")["timeline"] as? [String: Any]
    #expect((timeline?["gaps"] as? [Any])?.isEmpty == true)
    let data = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav")).dropFirst(44)
    let frames = stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
      UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8
    }
    #expect(frames.count == 624_000)
    #expect(zip(frames, frames.dropFirst()).allSatisfy { $0 &+ 1 == $1 })
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func `a session that would not fit is refused before it starts`() throws {
    var tool = try Tool()
    guard let disk = try SmallDisk(in: tool) else { return }
    try tool.useSampleDevice([1, 2, 3])
    tool.environment["WALKTHROUGH_ARCHIVE"] = disk.path + "/Recordings"
    let result = try tool.run(["record", "--device", "mic"])
    #expect(result.status == 74)
    #expect(result.err.contains("the session needs 1:00:00") && result.err.contains("--archive"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: disk.path + "/Recordings").isEmpty)
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func `forgetting frees a disk that is full to its last byte`() throws {
    var tool = try Tool()
    guard let disk = try SmallDisk(in: tool) else { return }
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    tool.environment["WALKTHROUGH_ARCHIVE"] = disk.path + "/Recordings"
    let recorded = try tool.run(["record", "--device", "mic", "--duration", "2"])
    #expect(recorded.status == 0, "\(recorded.err)")
    _ = try tool.shell("cat /dev/zero > '\(disk.path)/filler'")
    let result = try tool.run(["forget", "last", "--yes"])
    #expect(result.status == 0, "\(result.err)")
    let sessions = disk.path + "/Recordings"
    let all = try FileManager.default.contentsOfDirectory(atPath: sessions)
    let name = try #require(all.first { $0.contains("T") })
    let session = sessions + "/" + name
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "session.json"])
    #expect(try tool.json(session + "/session.json")["audioForgotten"] as? Bool == true)
  }
}
