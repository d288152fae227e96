import Foundation
import TestSupport
import Testing

/// `record` and `demo` through real alsa-lib.
@Suite struct RecordTests {
  private let voice = Synthesis.pcm16(
    Synthesis.voice([0.4...2.1, 2.8...4.9, 6.5...9.0], seconds: 10, rate: 48_000))

  private func samples(_ path: String) throws -> [Int16] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path)).dropFirst(44)
    return stride(from: data.startIndex, to: data.endIndex - 1, by: 2).map {
      Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)
    }
  }

  @Test func `what the device gives is in the WAV, sample for sample`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    let result = try tool.run([
      "record", "--device", "mic", "--duration", "10", "--phases-at", "2.5",
      "--question", "Live events", "--scale", "0.01",
    ])
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.session()
    #expect(session.hasSuffix("-live-events"))
    #expect(try samples(session + "/audio.wav") == voice)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "session.json"])
    let timeline = try tool.json(session + "/session.json")["timeline"] as? [String: Any]
    let visits = timeline?["visits"] as? [[String: Any]] ?? []
    let starts = visits.compactMap { ($0["range"] as? [String: Int])?["start"] }
    #expect(starts == [0, 120_000])
    #expect(timeline?["frames"] as? Int == 480_000)
  }

  @Test func `analyzing the file later gives the bytes that were computed live`() throws {
    var tool = try Tool()
    try tool.useSampleDevice(voice)
    let recorded = try tool.run([
      "record", "--device", "mic", "--duration", "9.37", "--phases-at", "2.5,6.11",
      "--format", "json",
    ])
    let session = try tool.session()
    let live = try String(contentsOfFile: session + "/analysis.json", encoding: .utf8)
    #expect(recorded.out == live)
    #expect(try tool.run(["analyze", session + "/audio.wav", "--format", "json"]).out == live)
    #expect(try tool.run(["report", "last", "--format", "json"]).out == live)
    let analysis = try tool.json(session + "/analysis.json")
    let phases = analysis["phases"] as? [[String: Any]] ?? []
    let frames = (analysis["source"] as? [String: Any])?["frames"] as? Int
    #expect(frames == 449_760)
    #expect(phases.compactMap { $0["frames"] as? Int }.reduce(0, +) == frames)
    #expect(((analysis["speechSegments"] as? [Any])?.count ?? 0) >= 3)
  }

  @Test func `the demo records its voice through ALSA and reports it`() throws {
    let tool = try Tool()
    let result = try tool.run(["demo"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("Requirements"))
    #expect(result.out.contains("over by"))
    #expect(result.out.split(separator: "\n").count <= 24)
    let session = try tool.session()
    // Faster than real time, the open remainder began before it was seen.
    #expect(result.err.hasSuffix("\n2:42  Open\nSaved in \(session)\n"), "\(result.err)")
    let phases = try tool.json(session + "/analysis.json")["phases"] as? [[String: Any]] ?? []
    #expect(
      phases.compactMap { $0["verdict"] as? String }
        == ["within", "over", "within", "under", "within", "open"])
  }

  @Test func `without its sample the demo says where it looked and what to do`() throws {
    let tool = try Tool()
    let result = try tool.run(["demo", "--sample", "nowhere"])
    #expect(result.status != 0)
    #expect(result.err.contains("no spoken.opus in nowhere") && result.err.contains("--sample"))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal, and a second one, end the session cleanly`(signal: Int32) throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic"])
    #expect(tool.wait { ((try? samples(tool.session() + "/audio.wav")) ?? []).count > 0 })
    usleep(300_000)
    running.signal(signal)
    running.signal(signal)
    let result = try running.wait()
    #expect(result.status == 75, "\(result.err)")
    let session = try tool.session()
    let description = try tool.json(session + "/session.json")
    #expect(description["end"] as? String == "signal")
    let frames = try samples(session + "/audio.wav").count
    #expect((description["timeline"] as? [String: Any])?["frames"] as? Int == frames)
    let header = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav"))
    #expect(header.count == 44 + 2 * frames)
    #expect(try tool.shell("soxi -s \(session)/audio.wav").out == "\(frames)\n")
  }

  @Test func `lines on stdin steer the recording`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic", "--plan", "netflix-l6"])
    #expect(tool.wait { !tool.sessions.isEmpty })
    usleep(500_000)
    for line in ["next", "mark business", "", "back", "dance", "hold"] {
      running.send(line)
      usleep(200_000)
    }
    usleep(400_000)
    for line in ["resume", "finish"] {
      running.send(line)
      usleep(200_000)
    }
    let result = try running.wait()
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("not understood: 'dance'"))
    let session = try tool.json(tool.session() + "/session.json")
    let timeline = session["timeline"] as? [String: Any]
    let visits = timeline?["visits"] as? [[String: Any]] ?? []
    #expect(visits.compactMap { $0["phaseIndex"] as? Int } == [0, 1, 2, 1])
    #expect((timeline?["marks"] as? [[String: Any]])?.first?["id"] as? String == "business")
    let held = (timeline?["holds"] as? [[String: Any]])?.first?["heldFrames"] as? Int ?? 0
    #expect(abs(held - 28_800) < 7_200)
  }

  @Test func `a stereo device of another rate is converted, and it is said`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 44100 channels 2 speed 0")
    let result = try tool.run(["record", "--device", "mic", "--duration", "2"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("delivers 44100 Hz, 2 channels; converted to 48000 Hz mono"))
    #expect(try samples(tool.session() + "/audio.wav").count == 96_000)
  }

  @Test func `an overrun is filled with silence and listed`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1", script: "at 48000 overrun 12000\n")
    let result = try tool.run(["record", "--device", "mic", "--duration", "3"])
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.json(tool.session() + "/session.json")
    let gaps = (session["timeline"] as? [String: Any])?["gaps"] as? [[String: Any]] ?? []
    #expect(gaps.count == 1)
    let range = gaps.first?["range"] as? [String: Int]
    #expect(range?["start"] == 48_000)
    #expect(abs((range?["end"] ?? 0) - 60_000) < 2_400)
    #expect(gaps.first?["cause"] as? String == "overrun")
    #expect(try samples(tool.session() + "/audio.wav").count == 144_000)
  }
}
