import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SoundFileIO
import SystemPackage
import TestSupport
import Testing

@testable import SessionArchive

@Suite struct RecoveryTests {
  let temporary: TemporaryFolder
  let archive: Archive
  private let frames = 400

  private let recovery = Recovery { path, sampleRate in
    try WAVRepair.repair(path: path, sampleRate: sampleRate).map {
      let content = try SoundContent(path: path)
      return Recovery.Sound(
        sampleRate: $0.sampleRate, frames: $0.frames, announcedFrames: $0.announcedFrames,
        zeroTailFrames: content.zeroTailFrames, sha256: content.sha256)
    }
  }

  init() throws {
    temporary = try TemporaryFolder()
    archive = Archive(root: FilePath(temporary.path + "/Recordings"))
  }

  private func session(_ id: String) throws -> Session {
    Session(
      id: id, start: "2026-11-20T19:03:00Z", device: .init(name: "d", conversionNote: ""),
      sampleRate: .recording, plan: try PlanLibrary.plan(id: "netflix-l6"), question: "q",
      toolVersion: "0")
  }

  private let entries: [JournalEntry] = [
    .phase(index: 1, frame: 100), .mark(Mark(id: "peer", frame: 120)),
    .gap(Gap(range: FrameRange(start: 150, end: 170), cause: .overrun)),
    .checkpoint(frames: 190), .hold(Hold(frame: 200, heldFrames: 48_000)),
    .phase(index: 2, frame: 250), .mark(Mark(id: "peer", frame: 390)),
    .phase(index: 1, frame: 450), .checkpoint(frames: 300),
  ]

  private func journal(_ id: String, ending end: [JournalEntry] = []) throws -> [UInt8] {
    try ([.started(session(id))] + entries + end).flatMap {
      try JSONText.line($0) + [UInt8(ascii: "\n")]
    }
  }

  /// The sound as SIGKILL leaves it: 300 frames announced, 400 there.
  private var sound: [UInt8] {
    let samples = (0..<frames).map { Int16($0 + 1) }
    let header = Synthesis.wav(Array(samples.prefix(300)), rate: 48_000).prefix(44)
    return Array(header) + Synthesis.wav(samples, rate: 48_000).dropFirst(44)
  }

  private func make(
    journal: [UInt8]?, sound: [UInt8]?, topic: String = "t"
  ) throws -> SessionFolder {
    let folder = try archive.stageSession(stamp: "2026-11-20T1903", topic: topic).publish().folder
    if let journal { try Data(journal).write(to: URL(fileURLWithPath: folder.journalPath.string)) }
    if let sound { try Data(sound).write(to: URL(fileURLWithPath: folder.audioPath.string)) }
    return folder
  }

  /// Names and contents of a folder.
  private func contents(_ folder: SessionFolder) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path.string)
    return Dictionary(
      uniqueKeysWithValues: names.map {
        // FileManager's contents(atPath:) leaks its buffer when the file is empty.
        let file = FileHandle(forReadingAtPath: folder.path.appending($0).string)
        return ($0, (try? file?.readToEnd()) ?? Data())
      })
  }

  private func tiles(_ timeline: SessionTimeline) -> Bool {
    var next = 0
    for visit in timeline.visits {
      if visit.range.start != next || visit.range.isEmpty { return false }
      next = visit.range.end
    }
    return next == timeline.frames
  }

  @Test func `an interrupted session is what its journal and its sound say`() throws {
    let folder = try make(journal: journal("x"), sound: sound)
    try Data(count: 9).write(to: URL(fileURLWithPath: folder.reservePath.string))
    #expect(try archive.interruptedSessions() == [folder])
    guard case .saved(let recovered) = try recovery.recover(folder) else {
      Issue.record("not saved")
      return
    }
    let timeline = recovered.session.timeline
    #expect(timeline.frames == 400)
    #expect(timeline.visits.map(\.phaseIndex) == [0, 1, 2])
    #expect(timeline.visits.map(\.range.start) == [0, 100, 250])
    #expect(timeline.marks.map(\.frame) == [120, 390])
    #expect(timeline.gaps.count == 1 && timeline.holds.count == 1)
    #expect(recovered.session.end == .interrupted)
    #expect(recovered.checkpointFrames == 300 && recovered.framesBehindCheckpoint == 100)
    #expect(recovered.vanishedFrames == 0 && recovered.skippedLines == 0)
    #expect(try folder.readSession() == recovered.session)
    #expect(try contents(folder).keys.sorted() == ["audio.wav", "session.json"])
    #expect(try mode(folder.sessionPath.string) == 0o600)
    #expect(try SoundFileReader(path: folder.audioPath).announcedFrames == 400)
    #expect(try archive.interruptedSessions().isEmpty)
  }

  /// A journal as it is written now, each line with its checksum.
  private func checkedJournal(_ id: String) throws -> [UInt8] {
    try ([.started(session(id))] + entries).flatMap { try JournalLine.bytes($0) }
  }

  @Test func `a line whose checksum is wrong is not believed, whatever it says`() throws {
    let text = String(decoding: try checkedJournal("x"), as: UTF8.self)
    for (line, damaged) in [
      // A digit of a frame, the checksum itself, and its name.
      (#""frame":100"#, #""frame":101"#), (#""check":""#, #""check":"f"#),
      (#""id":"peer"},"check""#, #""id":"peer"},"chock""#),
    ] {
      let changed = text.replacing(line, with: damaged, maxReplacements: 1)
      #expect(changed != text, "\(line)")
      let reader = JournalReader(Array(changed.utf8))
      #expect(reader.skippedLines == 1, "\(line)")
      #expect(reader.entries.count == entries.count)
    }
    let whole = JournalReader(Array(text.utf8))
    let all = try [.started(session("x"))] + entries
    #expect(whole.skippedLines == 0 && whole.entries == all)
    let folder = try make(
      journal: Array(text.replacing(#""frame":250"#, with: #""frame":251"#).utf8), sound: sound)
    guard case .saved(let recovered) = try recovery.recover(folder) else {
      Issue.record("not saved")
      return
    }
    #expect(recovered.skippedLines == 1)
    #expect(recovered.session.timeline.visits.map(\.range.start) == [0, 100])
  }

  @Test func `a journal that ends in zeros is believed up to there`() throws {
    let bytes = try checkedJournal("x") + [UInt8](repeating: 0, count: 4096)
    let reader = JournalReader(bytes)
    #expect(reader.skippedLines == 0 && reader.isLastLineTorn)
    #expect(reader.entries.count == entries.count + 1)
  }

  @Test func `zeros behind the last checkpoint are no sound, and a gap`() throws {
    let samples = (0..<frames).map { Int16($0 + 1) } + [Int16](repeating: 0, count: 48_000)
    let folder = try make(
      journal: checkedJournal("x"), sound: Synthesis.wav(samples, rate: 48_000))
    guard case .saved(let recovered) = try recovery.recover(folder) else {
      Issue.record("not saved")
      return
    }
    #expect(recovered.zeroFrames == 48_000)
    #expect(recovered.session.timeline.frames == 48_400)
    #expect(
      recovered.session.timeline.gaps.last
        == Gap(range: FrameRange(start: 400, end: 48_400), cause: .lost))
    #expect(recovered.session.sound?.sha256 == (try SoundContent(path: folder.audioPath).sha256))
  }

  @Test func `zeros that the journal explains, or that were safely recorded, stay as they are`()
    throws
  {
    let samples = (0..<frames).map { Int16($0 + 1) } + [Int16](repeating: 0, count: 48_000)
    let lost = Gap(range: FrameRange(start: 400, end: 48_400), cause: .disconnected)
    for (end, zeros) in [
      (JournalEntry.gap(lost), 0), (.checkpoint(frames: 48_400), 48_000),
    ] {
      let folder = try make(
        journal: journal("x", ending: [end]), sound: Synthesis.wav(samples, rate: 48_000))
      guard case .saved(let recovered) = try recovery.recover(folder) else {
        Issue.record("not saved")
        return
      }
      #expect(recovered.zeroFrames == zeros)
      #expect(recovered.session.timeline.gaps.count == (zeros == 0 ? 2 : 1))
      try FileManager.default.removeItem(atPath: folder.path.string)
    }
  }

  @Test(arguments: [0, 3000], [true, false])
  func `a description of zeros is made anew, from the journal where there is one`(
    bytes: Int, hasJournal: Bool
  ) throws {
    let folder = try make(
      journal: hasJournal ? checkedJournal("x") : nil, sound: sound, topic: "Live events")
    try Data(count: bytes).write(to: URL(fileURLWithPath: folder.sessionPath.string))
    #expect(throws: ArchiveError.self) { try folder.readSession() }
    if !hasJournal { #expect(try archive.soundsWithoutSession() == [folder]) }
    guard case .saved(let recovered) = try recovery.recover(folder) else {
      Issue.record("not saved")
      return
    }
    #expect(recovered.isDescriptionBlank && recovered.isDescriptionLost == !hasJournal)
    #expect(recovered.session.question == (hasJournal ? "q" : "live events"))
    #expect(recovered.session.timeline.visits.count == (hasJournal ? 3 : 0))
    #expect(try folder.readSession() == recovered.session)
  }

  @Test func `recovery gives the session that the recorder itself would have written`() throws {
    let folder = try archive.stageSession(stamp: "s", topic: "live").publish().folder
    var journal = try Journal(creatingIn: folder.locked(), session: session("x"))
    for entry in entries { journal.append(entry) }
    let copy = try make(
      journal: Array(try Data(contentsOf: URL(fileURLWithPath: folder.journalPath.string))),
      sound: sound)
    var finished = journal.finish(.finished, frames: frames)
    guard case .saved(let recovered) = try recovery.recover(copy) else {
      Issue.record("not saved")
      return
    }
    finished.end = .interrupted
    finished.sound = recovered.session.sound
    #expect(recovered.session == finished)
  }

  @Test func `journal and sound cut anywhere: never an error, visits tile, a second run is idle`()
    throws
  {
    var generator = SeededGenerator(seed: 5)
    let journal = try journal("x", ending: [.ended(.signal, frames: 400)])
    let lines = journal.split(separator: UInt8(ascii: "\n"))
    let tail = lines.suffix(3).reduce(0) { $0 + $1.count + 1 }
    var cuts = (journal.count - tail...journal.count).map { ($0, sound.count) }
    cuts += (0..<46).map { (journal.count, $0) }
    cuts += (sound.count - 20..<sound.count).map { (journal.count, $0) }
    cuts += (0..<150).map { _ in
      (
        Int.random(in: 0...journal.count, using: &generator),
        Int.random(in: 0...sound.count, using: &generator)
      )
    }
    for (journalCut, soundCut) in cuts {
      let folder = try make(
        journal: Array(journal.prefix(journalCut)), sound: Array(sound.prefix(soundCut)))
      let kept = max(0, (soundCut - 44) / 2)
      switch try recovery.recover(folder) {
      case .saved(let recovered):
        let session = recovered.session
        #expect(session.timeline.frames == kept && kept > 0)
        #expect(session.plan == nil ? session.timeline.visits.isEmpty : tiles(session.timeline))
        #expect(session.plan != nil || recovered.isDescriptionLost)
        #expect(session.end == (journalCut >= journal.count - 1 ? .signal : .interrupted))
        #expect(session.timeline.marks.allSatisfy { $0.frame <= kept })
        #expect(try folder.readSession() == session)
      case .lost: #expect(kept == 0)
      default: Issue.record("cut at \(journalCut) and \(soundCut)")
      }
      let before = try contents(folder)
      guard case .nothingToDo = try recovery.recover(folder) else {
        Issue.record("a second recovery did something, cut at \(journalCut) and \(soundCut)")
        return
      }
      #expect(try contents(folder) == before)
      #expect(try archive.interruptedSessions().isEmpty)
      try FileManager.default.removeItem(atPath: folder.path.string)
    }
  }

  @Test func `lines that cannot be understood are skipped, counted and kept`() throws {
    var text = String(decoding: try journal("x"), as: UTF8.self).split(separator: "\n").map(
      String.init)
    text.insert("garbage", at: 2)
    text.insert(#"{"event":"mark","mark":{"frame":-7,"id":"peer"}}"#, at: 4)
    text.insert(#"{"event":"hold","hold":{"frame":1,"heldFrames":9223372036854775807}}"#, at: 5)
    text.append(#"{"event":"pha"#)
    let folder = try make(journal: Array(text.joined(separator: "\n").utf8), sound: sound)
    guard case .saved(let recovered) = try recovery.recover(folder) else {
      Issue.record("not saved")
      return
    }
    #expect(recovered.skippedLines == 3 && recovered.isLastLineTorn)
    #expect(recovered.session.timeline.visits.map(\.range.start) == [0, 100, 250])
    #expect(
      try contents(folder).keys.sorted() == ["audio.wav", "journal.damaged.jsonl", "session.json"])
  }

  @Test func `without a journal the name and the sound tell what is known`() throws {
    for journal in [nil, []] as [[UInt8]?] {
      let folder = try make(journal: journal, sound: sound)
      #expect(try archive.soundsWithoutSession().count == (journal == nil ? 1 : 0))
      guard case .saved(let recovered) = try recovery.recover(folder) else {
        Issue.record("not saved")
        return
      }
      #expect(recovered.isDescriptionLost)
      #expect(recovered.session.id == folder.id && recovered.session.plan == nil)
      #expect(recovered.session.start.hasPrefix("2026-11-20T19:03:00"))
      #expect(recovered.session.timeline == SessionTimeline(frames: 400))
      #expect(try folder.readSession() == recovered.session)
    }
  }

  @Test func `a session that is being recorded is left alone`() throws {
    let folder = try archive.stageSession(stamp: "s", topic: "t").publish().folder
    var journal: Journal? = try Journal(creatingIn: folder.locked(), session: session("x"))
    journal?.append(.phase(index: 1, frame: 5))
    try Data(sound).write(to: URL(fileURLWithPath: folder.audioPath.string))
    let before = try contents(folder)
    #expect(try archive.interruptedSessions().isEmpty)
    guard case .running = try recovery.recover(folder) else {
      Issue.record("touched")
      return
    }
    #expect(try contents(folder) == before)
    journal = nil
    #expect(try archive.interruptedSessions() == [folder])
  }

  @Test func `a session that is being recovered is locked against a second recovery`() throws {
    for journal in [try journal("x"), nil] {
      let folder = try make(journal: journal, sound: sound)
      let archive = archive
      let second = recovery
      let first = Recovery { path, sampleRate in
        #expect(try archive.interruptedSessions().isEmpty)
        if case .running = try second.recover(folder) {} else { Issue.record("not locked") }
        return Recovery.Sound(sampleRate: .recording, frames: 400, announcedFrames: 300)
      }
      if case .saved = try first.recover(folder) {} else { Issue.record("not saved") }
    }
  }

  @Test func `a finished session only loses the journal it forgot`() throws {
    let folder = try make(journal: journal("x"), sound: sound)
    var finished = try session("x")
    finished.end = .duration
    try folder.locked().write(finished)
    let before = try contents(folder)
    guard case .finished = try recovery.recover(folder) else {
      Issue.record("not finished")
      return
    }
    #expect(try contents(folder) == before.filter { $0.key != "journal.jsonl" })
  }

  @Test func `a damaged session beside a journal, and a foreign sound, stay as they are`() throws {
    let damaged = try make(journal: journal("x"), sound: sound)
    try Data("{".utf8).write(to: URL(fileURLWithPath: damaged.sessionPath.string))
    let foreign = try make(
      journal: journal("x"),
      sound: Synthesis.wav([Int16](repeating: 1, count: 90), rate: 8000, channels: 2))
    for folder in [damaged, foreign] {
      let before = try contents(folder)
      #expect(throws: (any Error).self) { try recovery.recover(folder) }
      #expect(try contents(folder) == before)
    }
  }

  @Test func `links in the archive are not followed`() throws {
    let real = try make(journal: journal("x"), sound: sound)
    let elsewhere = temporary.path + "/elsewhere"
    try FileManager.default.moveItem(atPath: real.path.string, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(
      atPath: real.path.string, withDestinationPath: elsewhere)
    #expect(try archive.interruptedSessions().isEmpty)
    for work in [
      { _ = try recovery.recover(real) }, { _ = try archive.ownSession(real.path.string) },
      { _ = try archive.ownSession(elsewhere) },
      { _ = try archive.ownSession(archive.root.string + "/..") },
      { _ = try archive.ownSession(archive.root.string + "/../elsewhere") },
      { _ = try archive.ownSession("..") },
    ] {
      #expect { try work() } throws: {
        [.outside, .elsewhere].contains(($0 as? ArchiveError)?.code)
      }
    }
    #expect(FileManager.default.fileExists(atPath: elsewhere + "/journal.jsonl"))
  }
}
