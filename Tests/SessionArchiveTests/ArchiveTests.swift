import AudioCore
import Foundation
import PracticePlan
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct ArchiveTests {
  let folder: TemporaryFolder
  let archive: Archive

  init() throws {
    folder = try TemporaryFolder()
    archive = Archive(root: folder.path + "/new/Recordings")
  }

  private func session(_ id: String) throws -> Session {
    Session(
      id: id, start: "2026-11-20T19:03:00+01:00",
      device: .init(name: "default", conversionNote: ""), sampleRate: .recording,
      plan: try PlanLibrary.plan(id: "netflix-l4"), question: "Live events", toolVersion: "0")
  }

  @Test(
    arguments: [
      ("Live events", "live-events"), ("  A/B: platform!  ", "a-b-platform"), ("", "session"),
      ("../../etc/passwd", "etc-passwd"), ("Ünïcode", "n-code"),
      (String(repeating: "ab ", count: 40), "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a"),
    ])
  func `a topic becomes a plain file name`(topic: String, slug: String) {
    #expect(Archive.slug(topic) == slug)
  }

  @Test func `two sessions of one minute get two folders, for their owner only`() throws {
    let one = try archive.createSession(stamp: "2026-11-20T1903", topic: "Live events")
    let two = try archive.createSession(stamp: "2026-11-20T1903", topic: "Live events")
    #expect(one.id == "2026-11-20T1903-live-events")
    #expect(two.id == "2026-11-20T1903-live-events-2")
    #expect(try mode(one.path) == 0o700)
    #expect(try mode(archive.root) == 0o700)
    try one.write(session(one.id))
    #expect(try mode(one.sessionPath) == 0o600)
  }

  @Test func `an archive that cannot be made is named with the cure`() throws {
    let file = try folder.write("file", "in the way")
    #expect {
      try Archive(root: file + "/Recordings").createSession(stamp: "s", topic: "t")
    } throws: {
      ($0 as? ArchiveError)?.code == .notWritable && "\($0)".contains("--archive")
    }
  }

  @Test func `sessions are found by what people type`() throws {
    for day in ["20", "21", "22"] {
      let folder = try archive.createSession(stamp: "2026-11-\(day)T1903", topic: "x")
      try folder.write(session(folder.id))
    }
    _ = try archive.createSession(stamp: "2026-11-23T0000", topic: "unfinished")
    #expect(try archive.session("last").id == "2026-11-22T1903-x")
    #expect(try archive.session("last~2").id == "2026-11-20T1903-x")
    #expect(try archive.session("2026-11-21").id == "2026-11-21T1903-x")
    #expect(try archive.session(archive.root + "/2026-11-21T1903-x/").id == "2026-11-21T1903-x")
    for (reference, code) in [
      ("2026-11-2", ArchiveError.Code.ambiguous), ("2025", .noSession), ("last~3", .noSession),
      ("last~x", .noSession),
    ] {
      #expect { try archive.session(reference) } throws: { ($0 as? ArchiveError)?.code == code }
    }
  }

  @Test func `a session is read back as it was written`() throws {
    let folder = try archive.createSession(stamp: "s", topic: "t")
    var session = try session(folder.id)
    session.timeline = SessionTimeline(
      frames: 100,
      visits: [PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 100))],
      marks: [Mark(id: "trade-off", frame: 50)],
      gaps: [Gap(range: FrameRange(start: 5, end: 9), cause: .suspended)],
      holds: [Hold(frame: 60, heldFrames: 4)])
    session.end = .finished
    try folder.write(session)
    #expect(try folder.readSession() == session)
  }

  @Test func `a newer or damaged session says so`() throws {
    let folder = try archive.createSession(stamp: "s", topic: "t")
    for (text, code) in [
      (#"{"schema": 999, "future": true}"#, ArchiveError.Code.newer),
      (#"{"schema": 1}"#, .damaged), ("{", .damaged), ("", .damaged),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.sessionPath))
      #expect { try folder.readSession() } throws: { ($0 as? ArchiveError)?.code == code }
    }
  }

  @Test func `the environment chooses the archive`() {
    let home = ["HOME": "/home/a"]
    func root(_ option: String?, _ extra: [String: String]) -> String {
      Archive.located(option: option, environment: home.merging(extra) { $1 }).root
    }
    #expect(root("/x", ["WALKTHROUGH_ARCHIVE": "/y"]) == "/x")
    #expect(root(nil, ["WALKTHROUGH_ARCHIVE": "/y"]) == "/y")
  }
}
