import Foundation
import TestSupport
import Testing

/// What other programs do to a session's files while it is recorded: said at once, and the
/// end says only what is so.
@Suite struct LostSoundTests {
  /// A recording that has run for a second.
  private func start(_ tool: inout Tool) throws -> (running: Tool.Running, session: String) {
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let running = try tool.start(["record", "--device", "mic"])
    #expect(tool.wait { tool.deviceStart != nil })
    usleep(1_000_000)
    return (running, try tool.session())
  }

  /// Whether words come up within a second of now, and half a second for a busy machine.
  private func isSaid(_ words: String, by running: Tool.Running) -> Bool {
    for _ in 0..<150 {
      if running.err.contains(words) { return true }
      usleep(10_000)
    }
    return false
  }

  private func end(_ running: Tool.Running) throws -> Tool.Output {
    usleep(300_000)
    running.send("finish")
    return try running.wait()
  }

  /// Whether a sound is all of what the device played: the number of each frame.
  private func isWhole(_ path: String, _ tool: Tool) throws -> Bool {
    let samples = try tool.samples(path)
    return samples.count > 48_000
      && samples == samples.indices.map { Int16(truncatingIfNeeded: $0) }
  }

  @Test func `a sound that is removed while it is recorded is there again, and it is said`() throws
  {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    #expect(isSaid("audio.wav was removed while it is recorded", by: running))
    let result = try end(running)
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("it is here again") && result.err.contains("\nSaved in "))
    #expect(try isWhole(session + "/audio.wav", tool))
    #expect(try mode(session + "/audio.wav") == 0o600)
    let report = try tool.run(["report"])
    #expect(report.status == 0 && report.err.isEmpty, "\(report.err)")
  }

  @Test func `a sound that was removed is there after a kill, too`() throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    #expect(isSaid("it was put back, and recording goes on", by: running))
    usleep(700_000)
    running.signal(SIGKILL)
    _ = try running.wait()
    #expect(try tool.run(["recover"]).status == 0)
    #expect(try isWhole(session + "/audio.wav", tool))
    #expect(try tool.run(["verify"]).status == 0)
  }

  @Test func `another file in the sound's place stays, and nothing is called saved`() throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    let audio = session + "/audio.wav"
    try FileManager.default.removeItem(atPath: audio)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: audio))
    #expect(isSaid("another file was put in the place of audio.wav", by: running))
    let result = try end(running)
    #expect(result.status == 74, "\(result.err)")
    #expect(!result.err.contains("Saved in") && !result.err.contains("is kept."))
    #expect(result.err.contains("NOT saved whole") && result.err.contains("audio.recorded.wav"))
    #expect(try String(contentsOfFile: audio, encoding: .utf8) == "mine")
    #expect(try isWhole(session + "/audio.recorded.wav", tool))
    // It is a voice as well, and goes with the sound.
    #expect(try tool.run(["forget", "last", "--yes"]).status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "session.json"])
  }

  @Test func `what is discarded is gone, though another file had the sound's place`() throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: session + "/audio.wav"))
    usleep(300_000)
    running.send("discard yes")
    #expect(try running.wait().err.contains("discarded"))
    #expect(tool.sessions.isEmpty)
  }

  @Test func `a sound that is cut short while it is recorded is not called saved`() throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    truncate(session + "/audio.wav", 0)
    #expect(isSaid("another program cut audio.wav short: the sound from 0:00 to ", by: running))
    let result = try end(running)
    #expect(result.status == 73, "\(result.err)")
    #expect(!result.err.contains("Saved in") && result.err.contains("NOT saved whole"))
    #expect(result.err.contains("is lost"))
    // What followed is in its place.
    let samples = try tool.samples(session + "/audio.wav")
    let place = samples.count - 4800
    #expect(samples[place] == Int16(truncatingIfNeeded: place))
  }

  @Test(arguments: [true, false])
  func `a session or an archive that is moved is followed to where it is`(
    isArchive: Bool
  ) throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    let id = try #require(session.split(separator: "/").last)
    let new = isArchive ? tool.folder.path + "/Elsewhere" : tool.folder.path + "/moved"
    try FileManager.default.moveItem(atPath: isArchive ? tool.archive : session, toPath: new)
    let place = isArchive ? new + "/\(id)" : new
    #expect(isSaid("the sound was moved while it is recorded; it goes on in", by: running))
    let result = try end(running)
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("the session's folder was moved while it was recorded"))
    #expect(result.err.contains("Saved in ") && result.err.contains(place))
    #expect(try isWhole(place + "/audio.wav", tool))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place).sorted()
        == ["analysis.json", "audio.wav", "session.json"])
    #expect(tool.sessions.isEmpty)
  }

  @Test(arguments: [true, false])
  func `a session or an archive that is removed while it is recorded is made again`(
    isArchive: Bool
  ) throws {
    var tool = try Tool()
    let (running, session) = try start(&tool)
    try FileManager.default.removeItem(atPath: isArchive ? tool.archive : session)
    #expect(isSaid("audio.wav was removed while it is recorded", by: running))
    let result = try end(running)
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("\nSaved in "))
    #expect(try isWhole(session + "/audio.wav", tool))
    #expect(try tool.run(["report"]).status == 0)
  }

  @Test(.enabled(if: getuid() == 0, "mounting needs root"))
  func `a disk that is unmounted while it is written is not called saved`() throws {
    var tool = try Tool()
    let disk = tool.folder.path + "/Recordings"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard try tool.shell("mount -t tmpfs -o size=2g,mode=0700 tmpfs '\(disk)'").status == 0
    else { return }
    defer { umount2(disk, 2) }
    let (running, _) = try start(&tool)
    umount2(disk, 2)
    #expect(isSaid("the session's folder cannot be reached any more", by: running))
    let result = try end(running)
    #expect(result.status == 73, "\(result.err)")
    #expect(!result.err.contains("Saved in") && !result.err.contains("is kept."))
    #expect(result.err.contains("NOT saved whole") && result.err.contains("walkthrough recover"))
    // Nothing is put where the disk was: it would be hidden when it is there again.
    #expect(tool.sessions.isEmpty)
  }

  @Test func `the live screen says that the sound is gone`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let run = try TerminalRun(tool, ["record", "--device", "mic"])
    #expect(run.sees("REC"))
    try FileManager.default.removeItem(atPath: tool.session() + "/audio.wav")
    #expect(run.sees("audio.wav was removed while it is recorded; it was put back"))
    try FileManager.default.removeItem(atPath: tool.session())
    #expect(run.sees("SOUND REMOVED"))
    run.press("qq")
    #expect(run.end() == 0)
    #expect(FileManager.default.fileExists(atPath: try tool.session() + "/audio.wav"))
  }
}
