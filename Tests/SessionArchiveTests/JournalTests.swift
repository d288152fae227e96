import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct JournalTests {
  let temporary: TemporaryFolder
  let folder: SessionFolder
  let session: Session

  init() throws {
    temporary = try TemporaryFolder()
    folder = SessionFolder(path: FilePath(temporary.path))
    session = Session(
      id: "s", start: "2026-11-20T19:03:00Z", device: .init(name: "d", conversionNote: ""),
      sampleRate: .recording, plan: try PlanLibrary.plan(id: "netflix-l6"), question: "q",
      toolVersion: "0")
  }

  private var entries: [JournalEntry] {
    [
      .phase(index: 1, frame: 100), .mark(Mark(id: "peer", frame: 120)),
      .mark(Mark(id: "unsure", frame: 130)), .unmark(frame: 140),
      .gap(Gap(range: FrameRange(start: 150, end: 170), cause: .overrun)),
      .partner(isSpeaking: true, frame: 171), .partner(isSpeaking: false, frame: 174),
      .probe(.asked(id: "why-database"), frame: 175), .probe(.over, frame: 177),
      .probe(.answered, frame: 179), .probe(.asked(id: nil), frame: 179),
      .held(frame: 180), .hold(Hold(frame: 180, heldFrames: 48_000)), .checkpoint(frames: 190),
      .phase(index: 0, frame: 195), .ended(.finished, frames: 200),
    ]
  }

  @Test func `entries survive being written and read`() throws {
    for entry in entries + [.started(session)] {
      let line = try JSONText.line(entry)
      #expect(!line.contains(UInt8(ascii: "\n")))
      #expect(try ArchiveJSON.decode(JournalEntry.self, line) == entry)
    }
  }

  @Test func `every entry is on its own line of the file while recording`() throws {
    var journal = try Journal(creatingIn: folder.locked(), session: session)
    for entry in entries.dropLast() { journal.append(entry) }
    let lines = try String(contentsOfFile: folder.journalPath.string, encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == entries.count)
    #expect(try mode(folder.journalPath.string) == 0o600)
    let read = try lines.map { try ArchiveJSON.decode(JournalEntry.self, Array($0.utf8)) }
    #expect(read == [.started(session)] + entries.dropLast())
    #expect(journal.failure == nil)
  }

  @Test func `the end leaves session.json and no journal`() throws {
    var journal = try Journal(creatingIn: folder.locked(), session: session)
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
    _ = try Journal(creatingIn: folder.locked(), session: session)
    #expect(throws: (any Error).self) { try Journal(creatingIn: folder.locked(), session: session) }
  }

  @Test func `a mark that was undone is gone, others stay`() {
    var fold = SessionFold(session)
    fold.apply(.unmark(frame: 1))
    fold.apply(.mark(Mark(id: "peer", frame: 10)))
    fold.apply(.mark(Mark(id: "unsure", frame: 20)))
    fold.apply(.unmark(frame: 30))
    #expect(fold.session(frames: 100).timeline.marks == [Mark(id: "peer", frame: 10)])
    #expect(fold.lastMark?.id == "peer" && fold.markCount == 1)
  }

  @Test func `a partner who still speaks at the end is there up to the last frame`() {
    var fold = SessionFold(session)
    fold.apply(.partner(isSpeaking: false, frame: 5))
    fold.apply(.partner(isSpeaking: true, frame: 10))
    fold.apply(.partner(isSpeaking: true, frame: 15))
    fold.apply(.partner(isSpeaking: false, frame: 20))
    fold.apply(.partner(isSpeaking: true, frame: 60))
    #expect(fold.isPartnerSpeaking)
    #expect(
      fold.session(frames: 100).timeline.partner == [
        FrameRange(start: 10, end: 20), FrameRange(start: 60, end: 100),
      ])
    #expect(
      fold.session(frames: 15).timeline.partner == [FrameRange(start: 10, end: 15)])
  }

  @Test func `a probe ends with the next one, with the phase, and with the session`() {
    var fold = SessionFold(session)
    fold.apply(.probe(.over, frame: 1))
    fold.apply(.probe(.asked(id: "a"), frame: 10))
    fold.apply(.probe(.over, frame: 20))
    fold.apply(.probe(.asked(id: "b"), frame: 50))
    fold.apply(.probe(.over, frame: 60))
    fold.apply(.phase(index: 1, frame: 80))
    #expect(fold.probeStage == .idle)
    fold.apply(.probe(.asked(id: nil), frame: 90))
    #expect(fold.probeStage == .asking && fold.probeCount == 3)
    func probe(_ id: String?, _ start: Int, _ end: Int, _ answer: Int?) -> AskedProbe {
      AskedProbe(id: id, asked: FrameRange(start: start, end: end), answerEnd: answer)
    }
    #expect(
      fold.session(frames: 120).timeline.probes == [
        probe("a", 10, 20, 50), probe("b", 50, 60, 80), probe(nil, 90, 120, nil),
      ])
    #expect(
      fold.session(frames: 55).timeline.probes == [
        probe("a", 10, 20, 50), probe("b", 50, 55, 55), probe(nil, 55, 55, nil),
      ])
  }

  @Test func `a timeline from before there were partners and probes can be read`() throws {
    let old = #"{"frames":9,"visits":[],"marks":[],"gaps":[],"holds":[]}"#
    let timeline = try ArchiveJSON.decode(SessionTimeline.self, Array(old.utf8))
    #expect(timeline == SessionTimeline(frames: 9))
    let new = SessionTimeline(
      frames: 9, partner: [FrameRange(start: 1, end: 2)],
      probes: [AskedProbe(id: "a", asked: FrameRange(start: 3, end: 4), answerEnd: 5)])
    #expect(
      try ArchiveJSON.decode(SessionTimeline.self, JSONText.line(new)) == new)
  }
}
