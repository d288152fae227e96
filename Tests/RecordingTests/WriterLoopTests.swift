import AudioCore
import InterviewGuide
import SessionArchive
import SessionModel
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Recording

/// Keeps frames in memory; a disk of limited size.
struct MemorySink: ~Copyable, FrameSink {
  private(set) var kept: [Int16] = []
  private(set) var checkpoints = 0
  let room: Int
  let syncs: Bool
  /// Called before frames are kept.
  var willAppend: () -> Void = {}
  /// What a checkpoint finds.
  var state = SinkState()

  struct Full: Error {}

  init(room: Int = .max, syncs: Bool = true) {
    self.room = room
    self.syncs = syncs
  }

  var frames: Int { kept.count }

  mutating func append(_ frames: Span<Int16>) throws {
    willAppend()
    for index in frames.indices {
      guard kept.count < room else { throw Full() }
      kept.append(frames[index])
    }
  }

  mutating func checkpoint() throws {
    guard syncs else { throw Full() }
    checkpoints += 1
  }

  consuming func finalize() {}
}

/// The writer's rules, without threads, devices and clocks: a frame is a millisecond.
@Suite struct WriterLoopTests {
  let folder: TemporaryFolder
  let link: CaptureLink
  let session: Session

  init() throws {
    folder = try TemporaryFolder()
    link = try CaptureLink(sampleRate: SampleRate(hertz: 1000))
    session = Session(
      id: "s", start: "", device: .init(name: "d", conversionNote: ""),
      sampleRate: SampleRate(hertz: 1000), plan: try PlanLibrary.plan(id: "netflix-l4"),
      question: "", toolVersion: "0")
  }

  private func writer(
    duration: Int? = nil, limit: Int = 1_000_000, phases: [Int] = []
  ) throws -> WriterLoop {
    WriterLoop(
      link: link,
      configuration: RecorderConfiguration(
        durationFrames: duration, limitFrames: limit, phaseStartFrames: phases),
      journal: try Journal(
        creatingIn: SessionFolder(path: FilePath(folder.path)).locked(), session: session))
  }

  /// The device delivers frames whose values count on from `first`.
  private func deliver(_ count: Int, from first: Int = 0) {
    let frames = (first..<first + count).map { Int16(truncatingIfNeeded: $0) }
    #expect(link.ring.write(frames.span) == count)
  }

  private func milliseconds(_ time: Int) -> Int64 { Int64(time) * 1_000_000 }

  @Test func `a key counts for the moment it was pressed, not for when it is seen`() throws {
    var writer = try writer()
    var sink = MemorySink()
    deliver(500)
    _ = writer.drain(into: &sink)
    writer.take([(.next, milliseconds(700)), (.mark(id: "trade-off"), milliseconds(800))])
    deliver(500, from: 500)
    _ = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(session.timeline.visits.map(\.range.end) == [700, 1000])
    #expect(session.timeline.marks == [Mark(id: "trade-off", frame: 800)])
    let kept = sink.kept
    #expect(kept == (0..<1000).map { Int16($0) })
  }

  @Test func `finishing keeps frames up to the key and none after it`() throws {
    var writer = try writer()
    var sink = MemorySink()
    writer.take([(.finish(.finished), milliseconds(640))])
    #expect(link.stopPosition.load(ordering: .relaxed) == 640)
    deliver(800)
    let isComplete = writer.drain(into: &sink)
    let frames = sink.frames
    #expect(isComplete && frames == 640)
    #expect(writer.end == .finished)
  }

  @Test func `a session ends by itself at its duration and at the limit`() throws {
    var writer = try writer(duration: 300)
    var sink = MemorySink()
    deliver(1000)
    let isComplete = writer.drain(into: &sink)
    let frames = sink.frames
    #expect(isComplete && frames == 300 && writer.end == .duration)
  }

  @Test func `the longest session ends as such`() throws {
    var writer = try writer(limit: 200)
    var sink = MemorySink()
    deliver(1000)
    let isComplete = writer.drain(into: &sink)
    let frames = sink.frames
    #expect(isComplete && frames == 200 && writer.end == .limit)
  }

  @Test func `phases known beforehand begin at their frame exactly`() throws {
    var writer = try writer(duration: 10_000, phases: [1234, 5678])
    var sink = MemorySink()
    deliver(10_000)
    _ = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(session.timeline.visits.map(\.range.start) == [0, 1234, 5678])
    #expect(session.timeline.visits.last?.range.end == 10_000)
  }

  @Test func `what the device lost is silence of the same length, and listed`() throws {
    var writer = try writer()
    var sink = MemorySink()
    deliver(100, from: 1)
    link.add(loss: Gap(range: FrameRange(start: 100, end: 350), cause: .overrun))
    deliver(100, from: 1)
    writer.take([(.next, milliseconds(400))])
    _ = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    let kept = sink.kept
    #expect(kept.count == 450)
    #expect(kept[100..<350].allSatisfy { $0 == 0 } && kept[350] == 1)
    #expect(
      session.timeline.gaps == [
        Gap(range: FrameRange(start: 100, end: 350), cause: .overrun)
      ])
    #expect(session.timeline.visits.map(\.range.start) == [0, 400])
  }

  @Test func `a hold leaves its frames out and later keys in their place`() throws {
    var writer = try writer(duration: 900)
    var sink = MemorySink()
    writer.take([
      (.hold, milliseconds(200)), (.resume, milliseconds(500)), (.next, milliseconds(600)),
    ])
    deliver(1300)
    let isComplete = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(isComplete)
    let kept = sink.kept
    #expect(kept == (Array(0..<200) + Array(500..<1200)).map { Int16($0) })
    #expect(session.timeline.holds == [Hold(frame: 200, heldFrames: 300)])
    #expect(session.timeline.visits.map(\.range.start) == [0, 300])
  }

  @Test func `a full disk ends the session with what fitted`() throws {
    var writer = try writer()
    var sink = MemorySink(room: 250)
    deliver(400)
    let isComplete = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(isComplete && session.end == .disk)
    #expect(session.timeline.frames == 250)
    #expect(writer.failure is MemorySink.Full)
  }

  @Test func `frames that did not reach the disk are no checkpoint, and end the session`() throws {
    var writer = try writer()
    var sink = MemorySink(syncs: false)
    deliver(400)
    _ = writer.drain(into: &sink)
    writer.checkpoint(&sink)
    #expect(writer.end == .disk && writer.failure is MemorySink.Full)
    #expect(try !journalText().contains("checkpoint"))
  }

  @Test func `what a checkpoint finds of the sound is in the status, and ends nothing`() throws {
    var writer = try writer()
    var sink = MemorySink()
    deliver(400)
    _ = writer.drain(into: &sink)
    sink.state.place = .removed
    #expect(writer.status(frames: sink.frames).sink == SinkState())
    writer.checkpoint(&sink)
    #expect(writer.status(frames: sink.frames).sink.place == .removed)
    #expect(writer.end == nil && writer.failure == nil)
  }

  @Test func `the checksum of the sound is in the description`() throws {
    var writer = try writer()
    let session = writer.finishJournal(frames: 400, checksum: "ab")
    #expect(session.sound == Session.Sound(frames: 400, sha256: "ab"))
    #expect(try SessionFolder(path: FilePath(folder.path)).readSession().sound == session.sound)
  }

  private func journalText() throws -> String {
    try String(contentsOfFile: folder.path + "/journal.jsonl", encoding: .utf8)
  }

  @Test func `keys and phases in a loss are at their moments, and the loss is one gap`() throws {
    var writer = try writer(phases: [150])
    var sink = MemorySink()
    deliver(100)
    writer.take([
      (.next, milliseconds(200)), (.mark(id: "trade-off"), milliseconds(300)),
      (.hold, milliseconds(400)), (.resume, milliseconds(450)), (.next, milliseconds(500)),
    ])
    link.add(loss: Gap(range: FrameRange(start: 100, end: 700), cause: .disconnected))
    deliver(100)
    _ = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(session.timeline.visits.map(\.range.start) == [0, 150, 200, 450])
    #expect(session.timeline.marks == [Mark(id: "trade-off", frame: 300)])
    #expect(session.timeline.holds == [Hold(frame: 400, heldFrames: 50)])
    #expect(
      session.timeline.gaps == [
        Gap(range: FrameRange(start: 100, end: 650), cause: .disconnected)
      ])
    #expect(session.timeline.frames == 750)
  }

  @Test func `a gap is in the journal before its silence is in the sound`() throws {
    var writer = try writer()
    var sink = MemorySink()
    let wasListed = Mutex<[Bool]>([])
    let path = folder.path + "/journal.jsonl"
    sink.willAppend = {
      let text = try? String(contentsOfFile: path, encoding: .utf8)
      wasListed.withLock { $0.append(text?.contains(#""event":"gap""#) == true) }
    }
    link.add(loss: Gap(range: FrameRange(start: 0, end: 20_000), cause: .overrun))
    _ = writer.drain(into: &sink)
    #expect(wasListed.withLock { $0 } == [true, true, true])
  }

  @Test(arguments: [Int64(0), 1])
  func `a session that is ended while the device hangs has silence up to there`(
    deadline: Int64
  ) throws {
    link.reopenDeadline.store(deadline, ordering: .relaxed)
    var writer = try writer()
    var sink = MemorySink()
    deliver(300)
    writer.take([(.next, milliseconds(500)), (.finish(.signal), milliseconds(900))])
    let isComplete = writer.drain(into: &sink)
    #expect(!isComplete)
    writer.giveUpOnHang(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(session.end == .signal && session.timeline.frames == 900)
    #expect(session.timeline.visits.map(\.range.start) == [0, 500])
    #expect(
      session.timeline.gaps == [
        Gap(
          range: FrameRange(start: 300, end: 900), cause: deadline > 0 ? .disconnected : .stalled)
      ])
    #expect(writer.failure is RecordingError)
  }

  @Test func `when the device ends, keys still under way are obeyed`() throws {
    var writer = try writer()
    var sink = MemorySink()
    deliver(300)
    writer.take([(.next, milliseconds(100)), (.mark(id: "unsure"), milliseconds(900))])
    struct Gone: Error {}
    link.fail(Gone())
    link.isFinished.store(true, ordering: .releasing)
    let isComplete = writer.drain(into: &sink)
    let session = writer.finishJournal(frames: sink.frames)
    #expect(isComplete && session.end == .device && writer.failure is Gone)
    #expect(session.timeline.marks == [Mark(id: "unsure", frame: 300)])
  }

  @Test(arguments: 0..<30)
  func `whatever happens, visits, holds and silence add up to the sound`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var writer = try writer()
    var sink = MemorySink()
    var position = 0
    var isHeld = false
    for _ in 0..<60 {
      let count = Int.random(in: 1...200, using: &generator)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: writer.take([(.next, milliseconds(position + 50))])
      case 1: writer.take([(.back, milliseconds(position))])
      case 2:
        writer.take([(isHeld ? .resume : .hold, milliseconds(position + 20))])
        isHeld.toggle()
      case 3:
        link.add(
          loss: Gap(range: FrameRange(start: position, end: position + count), cause: .overrun))
        position += count
      default:
        deliver(count)
        position += count
      }
      _ = writer.drain(into: &sink)
    }
    writer.take([(.finish(.finished), milliseconds(position))])
    link.isFinished.store(true, ordering: .releasing)
    let isComplete = writer.drain(into: &sink)
    #expect(isComplete)
    let frames = sink.frames
    let session = writer.finishJournal(frames: frames)
    let timeline = session.timeline
    #expect(timeline.frames == frames)
    #expect(timeline.visits.reduce(0) { $0 + $1.range.count } == frames)
    #expect(frames + timeline.holds.reduce(0) { $0 + $1.heldFrames } == position)
    #expect(timeline.gaps.allSatisfy { $0.range.end <= frames })
  }

  @Test func `jumps, undone marks, partners and probes are at the moments of their keys`() throws {
    var writer = try writer()
    var sink = MemorySink()
    deliver(500)
    writer.take([
      (.jump(phaseIndex: 3), milliseconds(50)), (.jump(phaseIndex: 3), milliseconds(60)),
      (.jump(phaseIndex: 9), milliseconds(70)), (.unmark, milliseconds(80)),
      (.mark(id: "unsure"), milliseconds(90)), (.mark(id: "trade-off"), milliseconds(100)),
      (.unmark, milliseconds(110)), (.partner(isSpeaking: true), milliseconds(120)),
      (.partner(isSpeaking: false), milliseconds(200)),
      (.probe(.asked(id: nil)), milliseconds(210)), (.probe(.over), milliseconds(240)),
      (.hold, milliseconds(300)), (.resume, milliseconds(320)),
      (.probe(.answered), milliseconds(400)),
    ])
    _ = writer.drain(into: &sink)
    let status = writer.status(frames: sink.frames)
    #expect(status.phaseTimes == [50, 0, 0, 430, 0, 0] && status.phaseFrames == 430)
    #expect(status.lastMark?.id == "unsure" && status.probeCount == 1)
    let lines = try String(contentsOfFile: folder.path + "/journal.jsonl", encoding: .utf8)
    #expect(lines.contains(#"{"event":"unmark","frame":110,"check":"#))
    #expect(lines.contains(#"{"event":"held","frame":300,"check":"#))
    let timeline = writer.finishJournal(frames: sink.frames).timeline
    #expect(timeline.visits.map(\.phaseIndex) == [0, 3])
    #expect(timeline.visits.map(\.range.start) == [0, 50])
    #expect(timeline.marks == [Mark(id: "unsure", frame: 90)])
    #expect(timeline.partner == [FrameRange(start: 120, end: 200)])
    #expect(
      timeline.probes == [
        AskedProbe(id: nil, asked: FrameRange(start: 210, end: 240), answerEnd: 380)
      ])
  }
}
