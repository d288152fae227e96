import AudioCore
import Foundation
import InterviewGuide
import SessionArchive
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Recording

/// A device that plays a script: what each read answers.
struct ScriptedSource: ~Copyable, PCMSource {
  enum Step: Sendable {
    case frames([Int16])
    case idle
    case restarted(Gap.Cause)
    case gone
  }

  struct Gone: Error, Equatable {}

  let sampleRate = SampleRate(hertz: 48_000)
  let periodFrames = 256
  let bufferFrames = 1024
  let delayDoubtNanoseconds: Int64 = 100_000_000
  let conversionNote = ""
  private var steps: [Step]

  init(_ steps: [Step]) { self.steps = steps }

  mutating func start() {}

  mutating func read(
    into frames: inout MutableSpan<Int16>, timeoutMilliseconds: Int, wakeDescriptor: Int32
  ) throws -> CaptureRead {
    guard !steps.isEmpty else { throw Gone() }
    switch steps.removeFirst() {
    case .frames(let new):
      for (index, frame) in new.enumerated() { frames[index] = frame }
      return .frames(count: new.count, delayFrames: 0)
    case .idle: return .idle
    case .restarted(let cause): return .restarted(cause)
    case .gone: throw Gone()
    }
  }
}

/// Raised once; says whether it was raised before.
final class Flag: Sendable {
  private let isRaised = Atomic<Bool>(false)

  func raise() -> Bool { isRaised.exchange(true, ordering: .relaxed) }
}

/// Hands what a sink kept to the test.
final class Keeper: Sendable {
  let frames = Mutex<[Int16]>([])
}

struct KeepingSink: ~Copyable, FrameSink {
  let keeper: Keeper
  private(set) var frames = 0

  init(_ keeper: Keeper) { self.keeper = keeper }

  mutating func append(_ frames: Span<Int16>) {
    for index in frames.indices {
      let frame = frames[index]
      keeper.frames.withLock { $0.append(frame) }
    }
    self.frames += frames.count
  }

  mutating func checkpoint() {}

  consuming func finalize() {}
}

@Suite struct RecorderTests {
  private func record(
    _ steps: [ScriptedSource.Step], duration: Int? = nil
  ) throws -> (outcome: Recorder.Outcome, kept: [Int16]) {
    let folder = try TemporaryFolder()
    let opened = Flag()
    let recorder = try Recorder(sampleRate: .recording, reopenNanoseconds: 300_000_000) {
      // The device can be opened once; gone, it stays away.
      if opened.raise() { throw ScriptedSource.Gone() }
      return ScriptedSource(steps)
    }
    let session = Session(
      id: "s", start: "", device: .init(name: "d", conversionNote: ""), sampleRate: .recording,
      plan: try PlanLibrary.plan(id: "netflix-l4"), question: "", toolVersion: "0")
    let keeper = Keeper()
    try recorder.begin(
      configuration: RecorderConfiguration(durationFrames: duration, limitFrames: 1 << 30),
      journal: try Journal(
        creatingIn: SessionFolder(path: FilePath(folder.path)).locked(), session: session)
    ) { KeepingSink(keeper) }
    let outcome = recorder.wait()
    return (outcome, keeper.frames.withLock { $0 })
  }

  @Test func `frames pass through both threads in order, whatever the portions`() throws {
    var generator = SeededGenerator(seed: 4)
    let all = (0..<100_000).map { Int16(truncatingIfNeeded: $0) }
    var steps: [ScriptedSource.Step] = []
    var offset = 0
    while offset < all.count {
      let count = min(all.count - offset, Int.random(in: 1...4096, using: &generator))
      steps.append(.frames(Array(all[offset..<offset + count])))
      if Int.random(in: 0..<5, using: &generator) == 0 { steps.append(.idle) }
      offset += count
    }
    let (outcome, kept) = try record(steps, duration: all.count)
    #expect(kept == all)
    #expect(outcome.session.end == .duration)
    #expect(outcome.failure == nil)
  }

  @Test func `a device that goes away ends the session with everything it gave`() throws {
    let (outcome, kept) = try record([.frames([1, 2, 3]), .idle, .frames([4]), .gone])
    #expect(kept == [1, 2, 3, 4])
    #expect(outcome.session.end == .device)
    #expect(outcome.session.timeline.frames == 4)
    #expect(outcome.failure is ScriptedSource.Gone)
  }

  @Test func `a device that cannot be opened says so and leaves no thread behind`() throws {
    struct Refused: Error {}
    @Sendable func open() throws -> ScriptedSource { throw Refused() }
    do {
      _ = try Recorder(sampleRate: .recording, opening: open)
      Issue.record("a recorder without a device")
    } catch {
      #expect(error is Refused)
    }
  }

  @Test func `a sound file that cannot be made is reported before the device runs`() throws {
    struct NoFile: Error {}
    let folder = try TemporaryFolder()
    let recorder = try Recorder(sampleRate: .recording) { ScriptedSource([.frames([1])]) }
    let session = Session(
      id: "s", start: "", device: .init(name: "d", conversionNote: ""), sampleRate: .recording,
      plan: try PlanLibrary.plan(id: "netflix-l4"), question: "", toolVersion: "0")
    @Sendable func make() throws -> KeepingSink { throw NoFile() }
    do {
      try recorder.begin(
        configuration: RecorderConfiguration(durationFrames: nil, limitFrames: 10),
        journal: try Journal(
          creatingIn: SessionFolder(path: FilePath(folder.path)).locked(), session: session),
        makingSink: make)
      Issue.record("a recording without a file")
    } catch {
      #expect(error is NoFile)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a lost device that hangs when it is opened again does not hold a session up`() throws {
    let folder = try TemporaryFolder()
    let opened = Flag()
    let release = DispatchSemaphore(value: 0)
    defer { release.signal() }
    let recorder = try Recorder(sampleRate: .recording) {
      if opened.raise() {
        release.wait()
        throw ScriptedSource.Gone()
      }
      return ScriptedSource([.frames([1, 2, 3]), .gone])
    }
    let session = Session(
      id: "s", start: "", device: .init(name: "d", conversionNote: ""), sampleRate: .recording,
      plan: try PlanLibrary.plan(id: "netflix-l4"), question: "", toolVersion: "0")
    let keeper = Keeper()
    try recorder.begin(
      configuration: RecorderConfiguration(durationFrames: nil, limitFrames: 1 << 30),
      journal: try Journal(
        creatingIn: SessionFolder(path: FilePath(folder.path)).locked(), session: session)
    ) { KeepingSink(keeper) }
    while recorder.takeStatus().secondsToReopen == nil { usleep(10_000) }
    recorder.send(.finish(.finished))
    let outcome = recorder.wait()
    #expect(outcome.session.end == .finished)
    let gap = try #require(outcome.session.timeline.gaps.first)
    #expect(gap.cause == .disconnected && gap.range.start == 3)
    #expect(gap.range.end == outcome.session.timeline.frames)
  }
}
