import Foundation
import TestSupport
import Testing

/// What a device can do to a recording, done by the faulty device through real alsa-lib.
@Suite struct DeviceFaultTests {
  private struct Gap: Equatable {
    let start: Int
    let end: Int
    let cause: String
  }

  private struct Recorded {
    let frames: Int
    let gaps: [Gap]
    let end: String
    /// How far the last sample lies from its place: the device's samples count its own
    /// frames, whether they were captured or not.
    let displacement: Int
    let output: Tool.Output
  }

  /// Records from a device with a script of faults.
  private func record(
    _ script: String, keys: String = "speed 1", options: [String] = ["--duration", "4"]
  ) throws -> Recorded {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 \(keys)", script: script)
    let output = try tool.run(["record", "--device", "mic"] + options)
    let session = try tool.json(tool.session() + "/session.json")
    let timeline = session["timeline"] as? [String: Any] ?? [:]
    let gaps = (timeline["gaps"] as? [[String: Any]] ?? []).map { gap in
      let range = gap["range"] as? [String: Int] ?? [:]
      return Gap(
        start: range["start"] ?? -1, end: range["end"] ?? -1, cause: gap["cause"] as? String ?? "")
    }
    let frames = try tool.shell("soxi -s '\(tool.session())/audio.wav'").out
    #expect(Int(frames.dropLast()) == timeline["frames"] as? Int)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).suffix(2)
    let last = bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let count = timeline["frames"] as? Int ?? -1
    return Recorded(
      frames: count, gaps: gaps, end: session["end"] as? String ?? "",
      displacement: Int(Int16(truncatingIfNeeded: last - (count - 1))), output: output)
  }

  /// A period of 50 ms and 20 ms, the tolerance for what was lost.
  private let tolerance = 3360

  @Test func `a device that is unplugged for a second comes back, its time filled`() throws {
    let result = try record("at 48000 disconnect 1000\n")
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 192_000)
    let gap = try #require(result.gaps.first)
    #expect(result.gaps.count == 1 && gap.start == 48_000 && gap.cause == "disconnected")
    // The device answers again a second later, and is asked every quarter of one.
    #expect((48_000...64_000).contains(gap.end - gap.start))
    #expect(result.output.err.contains("the device is gone"))
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test func `a device that stays away ends the session, which is kept`() throws {
    let result = try record(
      "at 48000 disconnect forever\n", options: ["--duration", "20", "--reopen-for", "1"])
    #expect(result.output.status == 69)
    #expect(result.output.err.contains("ended early"))
    #expect(result.frames == 48_000 && result.end == "device")
  }

  @Test func `a device that hangs is given up within five seconds and opened again`() throws {
    let result = try record("at 24000 hang reopen\n", options: ["--duration", "6"])
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 288_000)
    let gap = try #require(result.gaps.first)
    #expect(gap.start == 24_000 && gap.cause == "stalled")
    #expect((192_000...240_000).contains(gap.end - gap.start))
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test(arguments: ["at 48000 suspend 500\n", "at 48000 suspend 500 nosys\n"])
  func `a device that slept goes on, its time filled`(script: String) throws {
    let result = try record(script)
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 192_000)
    let gap = try #require(result.gaps.first)
    #expect(gap.start == 48_000 && gap.cause == "suspended")
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test func `an overrun costs its own time and no more`() throws {
    let result = try record("at 48000 overrun 24000\n")
    #expect(result.gaps.count == 1)
    #expect(abs((result.gaps.first?.end ?? 0) - 72_000) <= tolerance)
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test(
    arguments: [
      "at 24000 short 100 50\n", "at 24000 eagain 20\n", "at 24000 spurious 100\n",
      "at 24000 stall 400 keep\n",
    ])
  func `what loses nothing leaves no trace`(script: String) throws {
    let result = try record(script, options: ["--duration", "2"])
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 96_000 && result.gaps.isEmpty)
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test func `an input error is survived`() throws {
    let result = try record("at 48000 eio\n", options: ["--duration", "2"])
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 96_000)
    #expect(result.gaps.allSatisfy { $0.cause == "inputError" && $0.end - $0.start <= tolerance })
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test func `frames lost without an error are found, filled and listed`() throws {
    let result = try record("at 144000 stall 500 lose\n", options: ["--duration", "10"])
    #expect(result.output.status == 0, "\(result.output.err)")
    #expect(result.frames == 480_000 && result.gaps.count == 1)
    let gap = try #require(result.gaps.first)
    #expect(gap.cause == "lost" && abs(gap.end - gap.start - 24_000) <= tolerance)
    #expect(abs(result.displacement) <= tolerance, "\(result.displacement)")
  }

  @Test(arguments: [300, -300])
  func `a clock that runs off is no loss, and no drift of a session that is too short for it`(
    ppm: Int
  ) throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1 ppm \(ppm)")
    let result = try tool.run(["record", "--device", "mic", "--duration", "16"])
    let session = try tool.json(tool.session() + "/session.json")
    #expect(session["driftPartsPerMillion"] == nil)
    #expect(result.status == 0)
    #expect(((session["timeline"] as? [String: Any])?["gaps"] as? [Any])?.isEmpty == true)
  }

  @Test func `a device that only starts and fails is given up`() throws {
    let script = (1...60).map { "at \($0 * 2400) overrun 240\n" }.joined()
    let result = try record(script, options: ["--duration", "20", "--reopen-for", "1"])
    #expect(result.output.status == 69)
    #expect(result.output.err.contains("more than 30 times in a minute"))
    #expect(result.end == "device" && result.frames > 48_000)
  }

  @Test(arguments: [SIGSTOP, SIGTSTP])
  func `a stopped recorder misses its time and says so`(signal: Int32) throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic", "--duration", "6"])
    #expect(tool.wait { !tool.sessions.isEmpty })
    usleep(800_000)
    running.signal(signal)
    usleep(3_000_000)
    running.signal(SIGCONT)
    let result = try running.wait()
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.json(tool.session() + "/session.json")
    let gaps = (session["timeline"] as? [String: Any])?["gaps"] as? [[String: Any]] ?? []
    #expect(gaps.first?["cause"] as? String == "overrun")
    let range = gaps.first?["range"] as? [String: Int] ?? [:]
    #expect((96_000...150_000).contains((range["end"] ?? 0) - (range["start"] ?? 0)))
  }
}
