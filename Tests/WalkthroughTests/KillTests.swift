import Foundation
import TestSupport
import Testing

/// SIGKILL at 50 random moments; runs with `make test-faults`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1"))
struct KillTests {
  private struct Recording {
    let tool: Tool
    let running: Tool.Running
    let question: String
    /// The moment to die, on the monotonic clock.
    let death: Int64
    var delivered = 0
  }

  private static let phaseSeconds = [0.25, 0.6, 1.1, 1.7, 2.4]

  /// Starts recordings of a real-time device in one archive.
  private func start(
    _ numbers: Range<Int>, archive: String, using generator: inout SeededGenerator
  ) throws -> [Recording] {
    try numbers.map { number in
      var tool = try Tool()
      tool.environment["WALKTHROUGH_ARCHIVE"] = archive
      try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
      let seconds = Double.random(in: 0.02...3.5, using: &generator)
      let question = "kill \(number)"
      let running = try tool.start([
        "record", "--device", "mic", "--question", question,
        "--phases-at", Self.phaseSeconds.map { "\($0)" }.joined(separator: ","),
      ])
      return Recording(
        tool: tool, running: running, question: question,
        death: Tool.nowNanoseconds + Int64(seconds * 1e9))
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `50 of 50 killed recordings are readable before and whole after recover`() throws {
    var generator = SeededGenerator(seed: 50)
    let tool = try Tool()
    let archive = tool.folder.path + "/Recordings"
    var recordings: [Recording] = []
    // Those that die before their device has started do not count as one of the 50.
    var number = 0
    while recordings.count(where: { $0.delivered > 0 }) < 50 {
      let batch = try start(number..<number + 5, archive: archive, using: &generator)
      number += 5
      for var recording in batch.sorted(by: { $0.death < $1.death }) {
        usleep(UInt32(max(0, recording.death - Tool.nowNanoseconds) / 1000))
        let start = recording.tool.deviceStart
        recording.delivered = start.map { Int(Double(Tool.nowNanoseconds - $0) * 48e-6) } ?? 0
        recording.running.signal(SIGKILL)
        #expect(try recording.running.wait().status == -SIGKILL)
        recordings.append(recording)
      }
    }

    // Before anything is repaired.
    var folders: [String: String] = [:]
    var mostMissing = 0
    var begun = 0
    for recording in recordings {
      let slug = recording.question.replacingOccurrences(of: " ", with: "-")
      let folder = tool.sessions.first { $0.hasSuffix("-" + slug) }
      let audio = (folder ?? "") + "/audio.wav"
      let bytes = (try? Data(contentsOf: URL(fileURLWithPath: audio)))?.count ?? 0
      guard recording.delivered > 0 || bytes > 0 else { continue }
      begun += 1
      folders[recording.question] = folder
      let found = try tool.framesRead(audio)
      #expect(found.python != nil && found.python == found.sox, "\(audio): \(found)")
      mostMissing = max(mostMissing, recording.delivered - (found.python ?? 0))
    }
    #expect(mostMissing <= 48_000)

    // Recovery is killed as well, before it may finish.
    for _ in 0..<10 {
      let killed = try tool.start(["recover"])
      usleep(UInt32.random(in: 1_000...60_000, using: &generator))
      killed.signal(SIGKILL)
      _ = try killed.wait()
    }
    let result = try tool.run(["recover"])
    #expect(result.status == 0, "\(result.err)")
    var mostLost = 0
    var saved = 0
    for recording in recordings {
      guard let folder = folders[recording.question] else { continue }
      // One of which nothing had arrived is removed.
      let isThere = FileManager.default.fileExists(atPath: folder)
      let frames = isThere ? try tool.samples(folder + "/audio.wav") : []
      mostLost = max(mostLost, recording.delivered - frames.count)
      guard !frames.isEmpty else {
        // The device had run for an instant only, and nothing of it had arrived.
        #expect(recording.delivered < 24_000, "\(folder)")
        continue
      }
      saved += 1
      #expect(frames == frames.indices.map { Int16(truncatingIfNeeded: $0) })
      #expect(try tool.framesRead(folder + "/audio.wav").python == frames.count)
      // Every phase that began before the last frames is there, at its own frame.
      let visits = try tool.visits(folder)
      let expected = [0] + Self.phaseSeconds.map { Int($0 * 48_000) }
      #expect(visits.map(\.phase) == Array(0..<visits.count))
      #expect(visits.map(\.start) == Array(expected.prefix(visits.count)))
      let sure = expected.count { $0 < frames.count - 4_800 }
      #expect(visits.count >= sure, "\(folder): \(visits) in \(frames.count) frames")
    }
    #expect(mostLost <= 48_000)
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
    print(
      "killed \(recordings.count), of which \(begun) recorded, \(saved) with sound; most "
        + "missing before recover \(mostMissing) frames, after it \(mostLost) frames")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a kill while the session is being finished leaves all of it`() throws {
    var generator = SeededGenerator(seed: 51)
    let tool = try Tool()
    let archive = tool.folder.path + "/Recordings"
    for number in 0..<30 {
      var own = try Tool()
      own.environment["WALKTHROUGH_ARCHIVE"] = archive
      try own.useFaultyDevice("rate 48000 channels 1 speed 1")
      let running = try own.start([
        "record", "--device", "mic", "--question", "end \(number)", "--duration", "0.3",
        "--phases-at", "0.1",
      ])
      #expect(own.wait { own.deviceStart != nil })
      let death =
        (own.deviceStart ?? 0) + Int64.random(in: 300...420, using: &generator) * 1_000_000
      usleep(UInt32(max(0, death - Tool.nowNanoseconds) / 1000))
      running.signal(SIGKILL)
      #expect(try [0, -SIGKILL].contains(running.wait().status))
    }
    #expect(try tool.run(["recover"]).status == 0)
    #expect(tool.sessions.count == 30)
    for session in tool.sessions {
      let frames = try tool.samples(session + "/audio.wav").count
      #expect(try tool.visits(session).map(\.start) == [0, 4800])
      #expect(frames <= 14_400 && frames > 9_600)
      let left = try FileManager.default.contentsOfDirectory(atPath: session)
      #expect(!left.contains("journal.jsonl"))
    }
  }
}
