import Foundation
import LinuxSystem
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct StagedSessionTests {
  let temporary: TemporaryFolder
  let archive: Archive

  init() throws {
    temporary = try TemporaryFolder()
    archive = Archive(root: FilePath(temporary.path))
  }

  private func session(_ id: String) -> Session {
    Session(
      id: id, start: "2026-11-20T19:03:00Z", device: .init(name: "d", conversionNote: ""),
      sampleRate: .recording, plan: nil, question: "", toolVersion: "0")
  }

  @Test func `nobody sees a session before it is whole`() throws {
    let staged = try archive.stageSession(stamp: "2026-11-20T1903", topic: "live")
    try staged.lock.write(session(staged.id))
    try Data("RIFF".utf8).write(to: URL(fileURLWithPath: staged.folder.audioPath.string))
    #expect(try archive.sessions().isEmpty)
    #expect(try archive.soundsWithoutSession().isEmpty)
    #expect(try archive.interruptedSessions().isEmpty)
    #expect(throws: ArchiveError.self) { try archive.session("2026") }
    // Who fills it holds its lock.
    #expect(try archive.removeLeftovers() == [])
    let lock = try staged.publish()
    #expect(try archive.sessions().map(\.id) == ["2026-11-20T1903-live"])
    #expect(try lock.folder.lockedIfFree() == nil)
    #expect(temporary.entries == ["2026-11-20T1903-live"])
  }

  @Test func `a name that is being filled or is there already is not given again`() throws {
    let one = try archive.stageSession(stamp: "s", topic: "t")
    let two = try archive.stageSession(stamp: "s", topic: "t")
    #expect([one.id, two.id] == ["s-t", "s-t-2"])
    _ = try one.publish()
    let three = try archive.stageSession(stamp: "s", topic: "t")
    #expect(three.id == "s-t-3")
    two.discard()
    #expect(try archive.stageSession(stamp: "s", topic: "t").id == "s-t-2")
  }

  @Test func `what killed programs left goes, and is told by kind`() throws {
    func make(_ name: String, _ files: [String]) throws {
      let path = temporary.path + "/" + name
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in files { _ = try temporary.write(name + "/" + file, "x") }
    }
    try make(".new-2026-11-20T1901-a", ["audio.wav", "analysis.json", ".walkthrough-1.new"])
    try make(".new-2026-11-20T1902-b", ["journal.jsonl", "reserve"])
    // As version 0.1.0 left them.
    try make("2026-11-20T1903-c", [])
    try make("2026-11-20T1904-d", ["journal.jsonl.new"])
    try make("2026-11-20T1905-e", ["audio.wav.import"])
    try make("2026-11-20T1906-f", ["session.json", "session.json.new"])
    // Somebody's own.
    try make("notes", ["report.html.new"])
    try make("sounds", ["audio.wav.import"])
    try make("empty", [])
    try make(".new-2026-11-20T1908-h", ["journal.jsonl", "mine.txt"])
    try make("2026-11-20T1907-g", ["plan.txt"])
    _ = try temporary.write("programme.json.new", "x")
    #expect(
      try archive.removeLeftovers() == [
        .file("programme.json.new"),
        .import(".new-2026-11-20T1901-a"),
        .session(".new-2026-11-20T1902-b"),
        .stuck(
          "\(temporary.path)/.new-2026-11-20T1908-h: cannot be removed; look what is in it, "
            + "and remove it yourself"), .session("2026-11-20T1903-c"),
        .session("2026-11-20T1904-d"), .import("2026-11-20T1905-e"),
        .file("2026-11-20T1906-f/session.json.new"),
      ])
    #expect(
      temporary.entries == [
        ".new-2026-11-20T1908-h", "2026-11-20T1906-f", "2026-11-20T1907-g", "empty", "notes",
        "sounds",
      ])
    #expect(try archive.removeLeftovers().count == 1)
  }

  @Test func `only one changes a session at a time`() throws {
    let folder = try archive.stageSession(stamp: "s", topic: "t").publish().folder
    var lock: SessionLock? = try folder.locked()
    #expect(try folder.lockedIfFree() == nil)
    lock = nil
    #expect(try folder.lockedIfFree() != nil)
    withExtendedLifetime(lock) {}
    #expect {
      try archive.folder("gone").locked()
    } throws: {
      ($0 as? ArchiveError)?.code == .noSession
    }
  }

  @Test func `a session of which nothing was recorded goes, one whose sound is lost stays`() throws
  {
    let recovery = Recovery { _, _ in nil }
    for frames in [0, 48_000] {
      let lock = try archive.stageSession(stamp: "2026-11-20T190\(frames % 7)", topic: "t")
        .publish()
      var journal: Journal? = try Journal(creatingIn: lock, session: session(lock.folder.id))
      if frames > 0 { journal?.checkpoint(frames: frames) }
      journal = nil
      // Its folder is still in use.
      if case .running = try recovery.recover(lock.folder) {} else { Issue.record("not locked") }
    }
    for (folder, isRemoved) in zip(try archive.interruptedSessions(), [true, false]) {
      switch try recovery.recover(folder) {
      case .nothingRecorded: #expect(isRemoved && !folder.isFolder)
      case .lost: #expect(!isRemoved && folder.isFolder)
      default: Issue.record("neither")
      }
    }
    #expect(temporary.entries.count == 1)
  }

  @Test func `sessions begun while leftovers are removed are all whole`() throws {
    let failures = Mutex<[String]>([])
    let isDone = Atomic<Bool>(false)
    let (archive, rounds) = (archive, 40)
    let sweeper = try NamedThread(name: "test-sweeper") {
      while !isDone.load(ordering: .acquiring) { _ = try? archive.removeLeftovers() }
    }
    let makers = try (0..<4).map { maker in
      try NamedThread(name: "test-maker") {
        for _ in 0..<rounds {
          do {
            let staged = try archive.stageSession(stamp: "2026-11-20T1903", topic: "m\(maker)")
            try staged.lock.writeAnalysis([1])
            try staged.lock.writePage([2])
            let folder = try staged.publish().folder
            let names = try PrivateFile.names(inFolder: folder.path)
            if names != ["analysis.json", "report.html"] {
              failures.withLock { $0.append("\(folder.id): \(names)") }
            }
          } catch { failures.withLock { $0.append("\(error)") } }
        }
      }
    }
    for thread in makers { thread.join() }
    isDone.store(true, ordering: .releasing)
    sweeper.join()
    #expect(failures.withLock { $0 } == [])
    #expect(temporary.entries.count == 4 * rounds)
  }

  @Test func `a note beside a session of which nothing was recorded stays`() throws {
    let folder = try archive.stageSession(stamp: "2026-11-20T1903", topic: "t").publish().folder
    _ = try Journal(creatingIn: folder.locked(), session: session(folder.id))
    _ = try temporary.write(folder.id + "/notes.txt", "mine")
    let outcome = try Recovery { _, _ in nil }.recover(folder)
    guard case .nothingRecorded = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try PrivateFile.names(inFolder: folder.path) == ["notes.txt"])
  }

  @Test func `what is discarded goes, but not what a person put beside it`() throws {
    let lock = try archive.stageSession(stamp: "2026-11-20T1903", topic: "t").publish()
    try lock.write(session(lock.folder.id))
    let note = lock.folder.path.string + "/notes.txt"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: note))
    #expect(!lock.discard())
    #expect(try PrivateFile.names(inFolder: lock.folder.path) == ["notes.txt"])
    try FileManager.default.removeItem(atPath: note)
    #expect(lock.discard() && temporary.entries.isEmpty)
  }

  @Test func `a linked session is read, and not written`() throws {
    let elsewhere = try TemporaryFolder()
    let lock = try Archive(root: FilePath(elsewhere.path)).stageSession(stamp: "s", topic: "t")
      .publish()
    try lock.write(session("s-t"))
    try FileManager.default.createSymbolicLink(
      atPath: archive.root.string + "/s-t", withDestinationPath: lock.folder.path.string)
    let linked = try archive.session("s-t")
    #expect(try linked.readSession().id == "s-t")
    #expect { try linked.locked() } throws: { ($0 as? ArchiveError)?.code == .outside }
    #expect { try linked.whileReviewing {} } throws: { ($0 as? ArchiveError)?.code == .outside }
  }
}
