import AudioCore
import Foundation
import InterviewGuide
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct ForgettingTests {
  let temporary: TemporaryFolder
  let archive: Archive
  let folder: SessionFolder

  init() throws {
    temporary = try TemporaryFolder()
    archive = Archive(root: FilePath(temporary.path + "/Recordings"))
    folder = try archive.stageSession(stamp: "2026-11-20T1903", topic: "t").publish().folder
    try folder.locked().write(
      Session(
        id: folder.id, start: "2026-11-20T19:03:00Z",
        device: .init(name: "d", conversionNote: ""), sampleRate: .recording,
        plan: try PlanLibrary.plan(id: "netflix-l6"), question: "", toolVersion: "0"))
    try folder.locked().writeAnalysis(Array("{}".utf8))
  }

  private func write(_ name: String) throws {
    try Data("voice".utf8).write(to: URL(fileURLWithPath: folder.path.appending(name).string))
  }

  @Test func `the sound goes, the numbers stay, and the session says so`() throws {
    try write("audio.wav")
    try write("report.html")
    let forgettable = try Forgettable(folder)
    #expect(forgettable.files.map(\.name) == ["audio.wav", "report.html"])
    #expect(forgettable.files.map(\.bytes) == [5, 5])
    let before = try folder.readSession()
    #expect(before.audioForgotten == nil)
    // A page that came after the look.
    try folder.locked().writePage([1])
    try forgettable.forget(folder.locked())
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path.string).sorted()
    #expect(names == ["analysis.json", "session.json"])
    var after = try folder.readSession()
    #expect(after.audioForgotten == true)
    after.audioForgotten = nil
    #expect(after == before)
    #expect(try mode(folder.sessionPath.string) == 0o600)
    #expect(try Forgettable(folder).files.isEmpty)
  }

  @Test func `of a link only the link is removed`() throws {
    let precious = try temporary.write("precious.wav", "precious")
    try FileManager.default.createSymbolicLink(
      atPath: folder.audioPath.string, withDestinationPath: precious)
    try Forgettable(folder).forget(folder.locked())
    #expect(try String(contentsOfFile: precious, encoding: .utf8) == "precious")
    #expect(!FileManager.default.fileExists(atPath: folder.audioPath.string))
  }

  @Test func `a linked session and one with a journal are refused`() throws {
    try write("audio.wav")
    let link = archive.folder("2026-11-21T0000-link")
    try FileManager.default.createSymbolicLink(
      atPath: link.path.string, withDestinationPath: folder.path.string)
    #expect { try Forgettable(link) } throws: { ($0 as? ArchiveError)?.code == .outside }
    #expect { try archive.ownSession("2026-11-21") } throws: {
      ($0 as? ArchiveError)?.code == .outside
    }
    try write("journal.jsonl")
    #expect { try Forgettable(folder) } throws: { ($0 as? ArchiveError)?.code == .unfinished }
    #expect(FileManager.default.fileExists(atPath: folder.audioPath.string))
  }
}
