import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct ArchiveTests {
  let folder: TemporaryFolder
  let archive: Archive

  init() throws {
    folder = try TemporaryFolder()
    archive = Archive(root: FilePath(folder.path + "/new/Recordings"))
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
    let one = try archive.stageSession(stamp: "2026-11-20T1903", topic: "Live events").publish()
      .folder
    let two = try archive.stageSession(stamp: "2026-11-20T1903", topic: "Live events").publish()
      .folder
    #expect(one.id == "2026-11-20T1903-live-events")
    #expect(two.id == "2026-11-20T1903-live-events-2")
    #expect(try mode(one.path.string) == 0o700)
    #expect(try mode(archive.root.string) == 0o700)
    try one.locked().write(session(one.id))
    #expect(try mode(one.sessionPath.string) == 0o600)
  }

  @Test func `an archive that cannot be made is named`() throws {
    let file = try folder.write("file", "in the way")
    #expect {
      try Archive(root: FilePath(file + "/Recordings")).stageSession(stamp: "s", topic: "t")
        .publish().folder
    } throws: {
      ($0 as? ArchiveError)?.code == .cannotWriteRoot && "\($0)".contains(file)
    }
  }

  @Test func `sessions are found by what people type`() throws {
    for day in ["20", "21", "22"] {
      let folder = try archive.stageSession(stamp: "2026-11-\(day)T1903", topic: "x").publish()
        .folder
      try folder.locked().write(session(folder.id))
    }
    _ = try archive.stageSession(stamp: "2026-11-23T0000", topic: "unfinished").publish().folder
    #expect(try archive.session("last").id == "2026-11-22T1903-x")
    #expect(try archive.session("last~2").id == "2026-11-20T1903-x")
    #expect(try archive.session("2026-11-21").id == "2026-11-21T1903-x")
    #expect(
      try archive.session(archive.root.string + "/2026-11-21T1903-x/").id == "2026-11-21T1903-x")
    for (reference, code) in [
      ("2026-11-2", ArchiveError.Code.ambiguous), ("2025", .noSession), ("last~3", .noSession),
      ("last~x", .noSession),
    ] {
      #expect { try archive.session(reference) } throws: { ($0 as? ArchiveError)?.code == code }
    }
  }

  /// Sessions by name, with when they began.
  private func make(_ sessions: [(name: String, start: String)]) throws {
    for (name, start) in sessions {
      let folder = archive.folder(name)
      try FileManager.default.createDirectory(
        atPath: folder.path.string, withIntermediateDirectories: true)
      let session = Session(
        id: name, start: start, device: .init(name: "", conversionNote: ""),
        sampleRate: .recording, plan: nil, question: "", toolVersion: "0")
      try folder.locked().write(session)
    }
  }

  @Test func `the last session is the one that began last, whatever the names' order`() throws {
    try make([
      // Across the Pacific, at the end of a month.
      ("2026-10-31T0900-los-angeles", "2026-10-31T09:00:00-07:00"),
      ("2026-11-01T0030-tokyo", "2026-11-01T00:30:00+09:00"),
      // Two in one minute, and the tenth with the same words.
      ("2026-11-20T1903-apple", "2026-11-20T19:03:40+01:00"),
      ("2026-11-20T1903-zebra", "2026-11-20T19:03:10+01:00"),
      ("2026-11-20T1904-x-10", "2026-11-20T19:04:50+01:00"),
      ("2026-11-20T1904-x-2", "2026-11-20T19:04:20+01:00"),
    ])
    let expected = [
      "2026-11-20T1904-x-10", "2026-11-20T1904-x-2", "2026-11-20T1903-apple",
      "2026-11-20T1903-zebra", "2026-10-31T0900-los-angeles", "2026-11-01T0030-tokyo",
    ]
    for (back, id) in expected.enumerated() {
      #expect(try archive.session("last~\(back)").id == id)
      #expect(try archive.ownSession("last~\(back)").id == id)
    }
    // A person may have named some otherwise; one that cannot be read counts by its name.
    try make([("a talk", "2026-11-20T18:30:00+00:00"), ("b", "2025-01-01T00:00:00Z")])
    try Data("{".utf8).write(
      to: URL(fileURLWithPath: archive.root.string + "/2026-11-20T1904-x-2/session.json"))
    #expect(try archive.session("last").id == "2026-11-20T1904-x-2")
    #expect(try archive.session("last~1").id == "a talk")
    #expect(try archive.session("last~2").id == "2026-11-20T1904-x-10")
    #expect(try archive.session("last~7").id == "b")
  }

  @Test(arguments: 0..<20)
  func `any session before the last is that of all starts in order`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let utc = ISO8601DateFormatter()
    var sessions: [(name: String, start: String)] = []
    for index in 0..<60 {
      let moment = 1_790_000_000 + Double.random(in: 0..<40 * 86_400, using: &generator)
      let local = ISO8601DateFormatter()
      let hours = Int.random(in: -12...14, using: &generator)
      local.timeZone = TimeZone(secondsFromGMT: hours * 3600)
      let date = Date(timeIntervalSince1970: moment.rounded())
      let stamp = local.string(from: date).prefix(16).replacing(":", with: "")
      let name = "\(stamp)-\(index)"
      sessions.append((index % 20 == 7 ? "own name \(index)" : name, utc.string(from: date)))
    }
    try make(sessions)
    let newestFirst = sessions.sorted { $0.start > $1.start }.map(\.name)
    for back in [0, 1, 2, 20, 31, 58, 59] {
      #expect(try archive.session("last~\(back)").id == newestFirst[back])
    }
  }

  @Test func `a session is read back as it was written`() throws {
    let folder = try archive.stageSession(stamp: "s", topic: "t").publish().folder
    var session = try session(folder.id)
    session.timeline = SessionTimeline(
      frames: 100,
      visits: [PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 100))],
      marks: [Mark(id: "trade-off", frame: 50)],
      gaps: [Gap(range: FrameRange(start: 5, end: 9), cause: .suspended)],
      holds: [Hold(frame: 60, heldFrames: 4)])
    session.end = .finished
    try folder.locked().write(session)
    #expect(try folder.readSession() == session)
  }

  @Test func `a newer or damaged session says so`() throws {
    let folder = try archive.stageSession(stamp: "s", topic: "t").publish().folder
    for (text, code) in [
      (#"{"schema": 999, "future": true}"#, ArchiveError.Code.newer),
      (#"{"schema": 1}"#, .damaged), ("{", .damaged), ("", .damaged),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.sessionPath.string))
      #expect { try folder.readSession() } throws: { ($0 as? ArchiveError)?.code == code }
    }
  }

  @Test func `the environment chooses the archive`() throws {
    let home = ["HOME": "/home/a"]
    func root(
      _ option: FilePath?, _ extra: [String: String] = [:], setting: String? = nil
    ) throws -> FilePath {
      try Archive.located(
        option: option, environment: home.merging(extra) { $1 }, setting: setting
      ).archive.root
    }
    #expect(try root("/x", ["WALKTHROUGH_ARCHIVE": "/y"], setting: "/z") == "/x")
    #expect(try root(nil, ["WALKTHROUGH_ARCHIVE": "/y"], setting: "/z") == "/y")
    #expect(try root(nil, ["XDG_DATA_HOME": "/data"], setting: "/z") == "/z")
    #expect(try root(nil, setting: "~/practice") == "/home/a/practice")
    #expect(try root(nil, ["XDG_DATA_HOME": "/data"]) == "/data/walkthrough/Recordings")
    #expect(try root(nil) == "/home/a/.local/share/walkthrough/Recordings")
    for setting in [nil, "~/practice"] {
      #expect { try root(nil, ["HOME": ""], setting: setting) } throws: {
        ($0 as? ArchiveError)?.code == .nowhere
      }
    }
  }
}
