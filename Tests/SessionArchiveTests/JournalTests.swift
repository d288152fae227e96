import AudioCore
import Foundation
import PracticePlan
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct JournalTests {
  let temporary: TemporaryFolder
  let folder: SessionFolder
  let session: Session

  init() throws {
    temporary = try TemporaryFolder()
    folder = SessionFolder(path: temporary.path)
    session = Session(
      id: "s", start: "2026-11-20T19:03:00Z", device: .init(name: "d", conversionNote: ""),
      sampleRate: .recording, plan: try PlanLibrary.plan(id: "netflix-l6"), question: "q",
      toolVersion: "0")
  }

  private var entries: [JournalEntry] {
    [
      .phase(index: 1, frame: 100), .mark(Mark(id: "peer", frame: 120)),
      .gap(Gap(range: FrameRange(start: 150, end: 170), cause: .overrun)),
      .hold(Hold(frame: 180, heldFrames: 48_000)), .checkpoint(frames: 190),
      .phase(index: 0, frame: 195), .ended(.finished, frames: 200),
    ]
  }

  @Test func `entries survive being written and read`() throws {
    for entry in entries + [.started(session)] {
      let line = try ArchiveJSON.line(entry)
      #expect(!line.contains(UInt8(ascii: "\n")))
      #expect(try ArchiveJSON.decode(JournalEntry.self, line) == entry)
    }
  }

  @Test func `every entry is on its own line of the file while recording`() throws {
    var journal = try Journal(creatingIn: folder, session: session)
    for entry in entries.dropLast() { journal.append(entry) }
    let lines = try String(contentsOfFile: folder.journalPath, encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == entries.count)
    #expect(try mode(folder.journalPath) == 0o600)
    let read = try lines.map { try ArchiveJSON.decode(JournalEntry.self, Array($0.utf8)) }
    #expect(read == [.started(session)] + entries.dropLast())
    #expect(journal.failure == nil)
  }

  @Test func `the end leaves session.json and no journal`() throws {
    var journal = try Journal(creatingIn: folder, session: session)
    for entry in entries.dropLast() { journal.append(entry) }
    let finished = journal.finish(.finished, frames: 200)
    #expect(try folder.readSession() == finished)
    #expect(temporary.entries == ["session.json"])
    #expect(finished.timeline.visits.map(\.phaseIndex) == [0, 1, 0])
    #expect(finished.timeline.visits.map(\.range.start) == [0, 100, 195])
    #expect(finished.end == .finished)
  }

  @Test func `what lies past the last recorded frame is cut off`() {
    var fold = SessionFold(session)
    for entry in entries.dropLast() { fold.apply(entry) }
    let cut = fold.session(frames: 160)
    #expect(cut.timeline.visits.last?.range.end == 160)
    #expect(cut.timeline.visits.map(\.phaseIndex) == [0, 1])
    #expect(cut.timeline.gaps[0].range == FrameRange(start: 150, end: 160))
    #expect(cut.timeline.holds.isEmpty)
    #expect(cut.timeline.marks[0].frame == 120)
  }

  @Test func `a journal is never written over another`() throws {
    _ = try Journal(creatingIn: folder, session: session)
    #expect(throws: (any Error).self) { try Journal(creatingIn: folder, session: session) }
  }
}
