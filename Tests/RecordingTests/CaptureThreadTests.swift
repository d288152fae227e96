import AudioCore
import Synchronization
import TestSupport
import Testing

@testable import Recording

/// The time of a test, which only its source moves.
private final class Clock: Sendable {
  private let nanoseconds = Atomic<Int64>(1_000_000_000)

  var now: Int64 { nanoseconds.load(ordering: .relaxed) }

  func pass(seconds: Double) {
    nanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed)
  }
}

/// Plays what each read brings, and how long it takes.
private struct TimedSource: ~Copyable, PCMSource {
  let sampleRate = SampleRate(hertz: 1000)
  let periodFrames = 100
  let bufferFrames = 1000
  let delayDoubtNanoseconds: Int64 = 100_000_000
  let conversionNote = ""
  let clock: Clock
  var steps: [(seconds: Double, read: CaptureRead)]

  mutating func start() {}

  mutating func read(
    into frames: inout MutableSpan<Int16>, timeoutMilliseconds: Int, wakeDescriptor: Int32
  ) throws -> CaptureRead {
    guard !steps.isEmpty else { throw ScriptedSource.Gone() }
    let step = steps.removeFirst()
    clock.pass(seconds: step.seconds)
    return step.read
  }
}

/// The capture thread's rules of time, without waiting.
@Suite struct CaptureThreadTests {
  private let clock = Clock()
  private let link: CaptureLink

  init() throws { link = try CaptureLink(sampleRate: SampleRate(hertz: 1000)) }

  /// Captures until the steps of each opening are used up.
  private func run(
    _ openings: [[(seconds: Double, read: CaptureRead)]], patienceSeconds: Double = 60
  ) -> (error: (any Error)?, opened: Int) {
    let clock = clock
    var opened = 0
    var thread = CaptureThread(
      link: link, patienceNanoseconds: Int64(patienceSeconds * 1e9)
    ) { clock.now }
    do {
      try thread.run {
        opened += 1
        guard opened <= openings.count else {
          clock.pass(seconds: 100)
          throw ScriptedSource.Gone()
        }
        return TimedSource(clock: clock, steps: openings[opened - 1])
      } start: { _ in
        true
      }
      return (nil, opened)
    } catch {
      return (error, opened)
    }
  }

  private func frames(_ count: Int) -> CaptureRead { .frames(count: count, delayFrames: 0) }

  @Test func `a process that was stopped for a minute does not take its device for hung`() {
    link.stop(at: 66_000)
    // The sound server's own thread has not run yet when the first read is over.
    let result = run([
      [
        (0.1, frames(100)), (65, .idle), (0.1, .idle), (0.1, .restarted(.overrun)),
        (0.1, frames(100)), (1, frames(1000)),
      ]
    ])
    #expect(result.error == nil && result.opened == 1)
    let losses = link.takeLosses()
    #expect(losses == [Gap(range: FrameRange(start: 100, end: 65_300), cause: .overrun)])
  }

  @Test func `a device that is silent for four seconds hangs, and is tried a minute from then`() {
    link.stop(at: 9000)
    let silence = Array(repeating: (seconds: 0.1, read: CaptureRead.idle), count: 42)
    let result = run([
      [(0.1, frames(100))] + silence, silence, [(0.1, frames(100)), (1, frames(1000))],
    ])
    #expect(result.error == nil && result.opened == 3)
    #expect(link.takeLosses().first?.cause == .stalled)
  }

  @Test func `a device that is lost long after its last frames is still tried`() {
    link.stop(at: 10_000)
    // Away with the machine for longer than the patience.
    let result = run([
      [(0.1, frames(100)), (70, .idle)], [(0.1, frames(100)), (1, frames(1000))],
    ])
    #expect(result.error == nil && result.opened == 2)
  }
}
