import Foundation
import TestSupport
import Testing

/// `recover` after SIGKILL, beside a running recording, and two recorders at once.
@Suite struct RecoverTests {
  @Test func `a killed recording is readable at once and whole after recover`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start([
      "record", "--device", "mic", "--plan", "netflix-l6", "--phases-at", "0.4,0.9",
    ])
    #expect(tool.wait { tool.deviceStart != nil })
    let start = try #require(tool.deviceStart)
    usleep(600_000)
    running.send("mark business")
    usleep(1_100_000)
    let delivered = Int(Double(Tool.nowNanoseconds - start) * 48e-6)
    running.signal(SIGKILL)
    #expect(try running.wait().status == -SIGKILL)
    let session = try tool.session()
    let audio = session + "/audio.wav"
    let found = try tool.framesRead(audio)
    #expect(found.python == found.sox)
    #expect(delivered - (found.python ?? 0) <= 48_000, "\(found) of \(delivered)")

    let reminder = try tool.run(["report"]).err
    #expect(
      reminder.contains("1 session was interrupted; 'walkthrough recover' brings it back\n"))
    let result = try tool.run(["recover"])
    #expect(result.status == 0, "\(result.err)")
    for words in [
      ": recovered\n", "0:01 of sound, 3 phases, 1 mark\n", "a second at most", session,
    ] {
      #expect(result.out.contains(words), "\(result.out)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "session.json"])
    let samples = try tool.samples(audio)
    #expect(delivered - samples.count < 24_000)
    // The device plays each frame's number.
    #expect(samples == samples.indices.map { Int16(truncatingIfNeeded: $0) })
    let visits = try tool.visits(session)
    #expect(visits.map(\.phase) == [0, 1, 2])
    #expect(visits.map(\.start) == [0, 19_200, 43_200])
    let description = try tool.json(session + "/session.json")
    #expect(description["end"] as? String == "interrupted")

    let again = try tool.run(["recover"])
    #expect(again.status == 0 && again.out.contains("there is nothing to recover in"))
    let report = try tool.run(["report", "last", "--format", "json"])
    #expect(report.out == (try String(contentsOfFile: session + "/analysis.json", encoding: .utf8)))
    #expect(report.err.isEmpty)
  }

  @Test func `a recording that runs is left alone by recover`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic"])
    #expect(tool.wait { tool.deviceStart != nil })
    let id = try String(#require(tool.session().split(separator: "/").last))
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
    let named = try tool.run(["recover", id])
    #expect(named.status == 0 && named.err.contains("\(id): is being recorded"))
    #expect(!(try tool.run(["report"]).err.contains("interrupted")))
    #expect(try tool.run(["forget", "--yes", tool.session()]).status == 73)
    running.send("finish")
    let result = try running.wait()
    #expect(result.status == 0, "\(result.err)")
    #expect(try tool.json(tool.session() + "/session.json")["end"] as? String == "finished")
  }

  @Test func `recorders that start at the same time do not collide`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    let all = try (0..<4).map { _ in
      try tool.start(["record", "--device", "mic", "--duration", "1", "--question", "Same"])
    }
    for running in all { #expect(try running.wait().status == 0) }
    #expect(tool.sessions.count == 4)
    for session in tool.sessions {
      #expect(try tool.samples(session + "/audio.wav").count == 48_000)
      let id = try tool.json(session + "/session.json")["id"] as? String
      #expect(session.hasSuffix("/" + (id ?? "-")))
    }
  }

  @Test(arguments: ["000", "777"])
  func `folders and files are for their owner only, whatever the umask`(umask: String) throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 300, count: 48_000))
    // With umask 777 the shell's own files could not be read.
    let result = try tool.shell(
      "umask \(umask); '\(Tool.path)' record --device mic --duration 0.5")
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.session()
    // As if killed after the session was written: the journal is all there is.
    let journal = session + "/journal.jsonl"
    try FileManager.default.moveItem(atPath: session + "/session.json", toPath: journal)
    try FileManager.default.removeItem(atPath: session + "/analysis.json")
    #expect(try tool.shell("umask \(umask); '\(Tool.path)' recover").status == 0)
    #expect(try mode(tool.folder.path + "/Recordings") == 0o700)
    #expect(try mode(session) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: session) {
      #expect(try mode(session + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test func `what cannot be recovered says why, with exit code 73`() throws {
    let tool = try Tool()
    for outside in ["../..", "..", tool.folder.path, "/etc"] {
      let result = try tool.run(["recover", outside])
      #expect(result.status == 73 && result.err.contains("is not a session of the archive"))
    }
    #expect(try tool.run(["recover", "2026"]).status == 73)
    let lost = tool.folder.path + "/Recordings/2026-01-01T1200-x"
    try FileManager.default.createDirectory(atPath: lost, withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(fileURLWithPath: lost + "/journal.jsonl"))
    let result = try tool.run(["recover"])
    #expect(result.status == 0)
    #expect(
      result.out.contains("lost, there is not one frame")
        && result.out.contains("nothing was deleted"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: lost) == ["journal.lost.jsonl"])
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
  }

  @Test func `sound without a journal becomes a session without a plan`() throws {
    let tool = try Tool()
    let folder = tool.folder.path + "/Recordings/2026-01-01T1200-x"
    let foreign = tool.folder.path + "/Recordings/music"
    for path in [folder, foreign] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let samples = Synthesis.pcm16(Synthesis.voice([0.2...0.8], seconds: 1, rate: 48_000))
    try Data(Synthesis.wav(samples, rate: 48_000))
      .write(to: URL(fileURLWithPath: folder + "/audio.wav"))
    let music = Data(Synthesis.wav(samples, rate: 48_000, channels: 2))
    try music.write(to: URL(fileURLWithPath: foreign + "/audio.wav"))
    let result = try tool.run(["recover"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("plan, phases, question and device: the journal"))
    #expect(!result.out.contains("music"))
    let report = try tool.run(["report"])
    #expect(report.status == 0 && report.out.contains("2026-01-01T1200-x"), "\(report.err)")
    #expect(try tool.run(["recover"]).out.contains("nothing to recover"))
    // Somebody's own sound is no session of ours, and stays as it was.
    #expect(try tool.run(["recover", "music"]).status == 73)
    #expect(try Data(contentsOf: URL(fileURLWithPath: foreign + "/audio.wav")) == music)
  }
}
