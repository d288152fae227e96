import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

/// Seeded damage to everything that is read from outside: no crash, no hang.
///
/// `WALKTHROUGH_FAULTS=1` tries 100,000 inputs of each kind.
@Suite struct DamagedInputTests {
  private let count =
    ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1" ? 100_000 : 2_000

  private var session: Session {
    get throws {
      var session = Session(
        id: "2026-11-20T1903-x", start: "2026-11-20T19:03:00Z",
        device: .init(name: "d", conversionNote: "n"), sampleRate: .recording,
        plan: try PlanLibrary.plan(id: "netflix-l6"), question: "Täglich? \"ja\"",
        toolVersion: "0")
      session.timeline = SessionTimeline(
        frames: 900, visits: [PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 900))],
        marks: [Mark(id: "peer", frame: 5)],
        gaps: [Gap(range: FrameRange(start: 5, end: 9), cause: .lost)],
        holds: [Hold(frame: 60, heldFrames: 4)])
      session.end = .finished
      return session
    }
  }

  @Test(.timeLimit(.minutes(10))) func `journal lines`() throws {
    let entries: [JournalEntry] = [
      .phase(index: 1, frame: 100), .mark(Mark(id: "peer", frame: 120)),
      .gap(Gap(range: FrameRange(start: 150, end: 170), cause: .overrun)),
      .checkpoint(frames: 190), .hold(Hold(frame: 200, heldFrames: 48_000)),
      .held(frame: 195), .unmark(frame: 130), .partner(isSpeaking: true, frame: 140),
      .probe(.asked(id: "why"), frame: 150), .probe(.over, frame: 160),
      .ended(.finished, frames: 200),
    ]
    let lines = try entries.map { try JSONText.line($0) }
    var mutator = ByteMutator(seed: 1)
    let start = try session
    for index in 0..<count {
      // One damaged line among good ones, replayed as recovery does.
      let reader = JournalReader(mutator.mutate(lines[index % lines.count]) + [10] + lines[0])
      var fold = SessionFold(start)
      for entry in reader.entries { fold.apply(entry) }
      let visits = fold.session(frames: 900).timeline.visits
      #expect(visits.reduce(0) { $0 + $1.range.count } == 900)
    }
  }

  @Test(arguments: [
    (#""maximumSeconds" : 420"#, #""maximumSeconds" : 9007199254740992"#),
    (#""maximumSeconds" : 420"#, #""maximumSeconds" : 10000001"#),
    (#""totalSeconds" : 3600"#, #""totalSeconds" : 1e18"#),
    (#""totalSeconds" : 3600"#, #""totalSeconds" : -1"#),
    (#""scale" : 1"#, #""scale" : 0"#), (#""phaseIndex" : 0"#, #""phaseIndex" : -1"#),
    (#""phaseIndex" : 0"#, #""phaseIndex" : 99"#),
    (#""sampleRate" : 48000"#, #""sampleRate" : 10000001"#),
    (#""frames" : 900"#, #""frames" : -900"#), (#""schema" : 1"#, #""schema" : 1e300"#),
    (#""schema" : 1,"#, #""driftPartsPerMillion" : -1e300, "schema" : 1,"#),
    (#""schema" : 1,"#, #""loop" : {"id" : "l", "round" : 3, "rounds" : 2}, "schema" : 1,"#),
  ])
  func `a number that no recording can bring makes a description damaged`(
    good: String, bad: String
  ) throws {
    let temporary = try TemporaryFolder()
    let folder = SessionFolder(path: FilePath(temporary.path))
    let page = String(decoding: try JSONText.page(session), as: UTF8.self)
    let damaged = page.replacing(good, with: bad)
    #expect(page != damaged)
    try Data(page.utf8).write(to: URL(fileURLWithPath: folder.sessionPath.string))
    #expect(try folder.readSession() == session)
    try Data(damaged.utf8).write(to: URL(fileURLWithPath: folder.sessionPath.string))
    #expect {
      try folder.readSession()
    } throws: {
      ($0 as? ArchiveError)?.code == .damaged
    }
  }

  @Test func `numbers are looked at where they are numbers`() {
    for (json, found) in [
      (#"{"a": 1099511627776, "b": -0.5e3}"#, nil), (#"{"a": 1099511627777}"#, "1099511627777"),
      (#"["99999999999999999999 \" 1e99"]"#, nil), (#"{"a": -1e13}"#, "1e13"),
      ("{\0\"\0a", "\\0"), (#"{"a": 1e400}"#, "1e400"), (#"{"1e400": 2.5}"#, nil), ("\"", nil),
      ("1e", nil),
    ] as [(String, String?)] {
      #expect(SaneNumbers.firstBeyond(in: Array(json.utf8)) == found, "\(json)")
    }
  }

  @Test(.timeLimit(.minutes(10))) func `session descriptions`() throws {
    let temporary = try TemporaryFolder()
    let folder = SessionFolder(path: FilePath(temporary.path))
    let page = try JSONText.page(session)
    var mutator = ByteMutator(seed: 2)
    var understood = 0
    for index in 0..<count {
      let bytes = mutator.mutate(page)
      // A file now and then: the same bytes through the folder must only throw its own errors.
      if index % 100 == 0 {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.sessionPath.string))
        do { _ = try folder.readSession() } catch { #expect(error is ArchiveError) }
      }
      if let session = try? ArchiveJSON.decode(Session.self, bytes) {
        understood += 1
        _ = SessionFold(session).session(frames: 900)
      }
    }
    #expect(understood > 0 && understood < count)
  }
}
