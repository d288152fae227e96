import Foundation
import LinuxSystem
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

/// The folder in a session's for other programs: private, one process's, and never left.
@Suite struct WorkFolderTests {
  let root: TemporaryFolder
  let archive: Archive
  let session: SessionFolder

  init() throws {
    root = try TemporaryFolder()
    archive = Archive(root: FilePath(root.path))
    session = archive.folder("2026-11-20T1903-live-events")
    try PrivateFile.createFolder(session.path)
    try PrivateFile.replace(session.sessionPath, with: [])
  }

  private func names() throws -> [FilePath.Component] {
    try PrivateFile.names(inFolder: session.path)
  }

  @Test func `it is private, and gone with all that is in it`() throws {
    do {
      let work = try session.makeWorkFolder()
      #expect(try mode(work.path.string) == 0o700)
      try PrivateFile.createFolders(work.path.appending("deeper/still"))
      try PrivateFile.replace(work.path.appending("deeper/sound.wav"), with: [1])
      #expect(try archive.sessions() == [session])
    }
    #expect(try names() == ["session.json"])
  }

  @Test func `one process has it at a time, and who changes the session comes first`() throws {
    let work = try session.makeWorkFolder()
    #expect {
      _ = try session.makeWorkFolder()
    } throws: {
      ($0 as? ArchiveError)?.code == .inUse && "\($0)".contains("is being transcribed")
    }
    // The session itself is free meanwhile.
    #expect(try session.lockedIfFree() != nil)
    work.remove()
    let again = try session.makeWorkFolder()
    #expect(FileManager.default.fileExists(atPath: again.path.string))
  }

  @Test func `recover removes one that nobody has, and leaves one that is used`() throws {
    let work = try session.makeWorkFolder()
    #expect(try archive.removeLeftovers().isEmpty)
    #expect(FileManager.default.fileExists(atPath: work.path.string))
    work.remove()
    try PrivateFile.createFolder(session.path.appending(".transcribing"))
    try PrivateFile.replace(session.path.appending(".transcribing/sound.wav"), with: [1])
    #expect(try archive.removeLeftovers() == [.work(session.id)])
    #expect(try names() == ["session.json"])
    // The next one finds it, too.
    try PrivateFile.createFolder(session.path.appending(".transcribing"))
    try session.makeWorkFolder().remove()
    #expect(try names() == ["session.json"])
  }

  @Test func `it follows a session that is moved, and goes with one that is removed`() throws {
    let work = try session.makeWorkFolder()
    try PrivateFile.replace(work.path.appending("sound.wav"), with: [1])
    try Trash(archive).take(try session.locked(), now: 1_795_000_000_000)
    let moved = try #require(try Trash(archive).entries().first).folder
    #expect(work.path == moved.path.appending(".transcribing"))
    work.remove()
    #expect(try PrivateFile.names(inFolder: moved.path) == ["session.json"])
    try PrivateFile.createFolder(moved.path.appending(".transcribing"))
    let entries = try Trash(archive).entries()
    #expect(Trash(archive).remove(entries).left.isEmpty)
  }

  @Test func `what is recorded is known by its journal's lock`() throws {
    #expect(try archive.recordings().isEmpty)
    try PrivateFile.replace(session.journalPath, with: [])
    #expect(try archive.recordings().isEmpty)
    let lock = try FileLock(file: session.journalPath)
    #expect(try archive.recordings() == [session.id])
    withExtendedLifetime(lock) {}
  }
}
