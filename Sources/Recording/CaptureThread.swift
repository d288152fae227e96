import AudioCore
import LinuxSystem
import Synchronization

/// The loop of the capture thread: from the device into the ring.
///
/// In steady state it allocates nothing, takes no lock, and touches no file.
enum CaptureThread {
  /// How long a device may deliver nothing.
  static let stallNanoseconds: Int64 = 5_000_000_000
  /// How long to wait at the end for frames that are still in the device.
  static let drainNanoseconds: Int64 = 1_000_000_000
  private static let waitMilliseconds = 100

  /// Reads a device that is open until told to stop.
  /// - Throws: when the device fails; everything read before is in the ring.
  static func run<Source: PCMSource & ~Copyable>(
    _ source: inout Source, link: CaptureLink
  ) throws {
    let rate = source.sampleRate
    var buffer = [Int16](repeating: 0, count: max(source.periodFrames, 4096))
    var position = 0
    try source.start()
    var lastFrames = MonotonicClock.nowNanoseconds
    link.epochNanoseconds.store(lastFrames, ordering: .releasing)
    while position < link.stopPosition.load(ordering: .acquiring),
      !link.isAborted.load(ordering: .acquiring)
    {
      var span = buffer.mutableSpan
      let outcome = try source.read(
        into: &span, timeoutMilliseconds: waitMilliseconds,
        wakeDescriptor: link.captureWake.descriptor)
      let now = MonotonicClock.nowNanoseconds
      switch outcome {
      case .frames(let count, let delay):
        push(buffer.span.extracting(..<count), to: link)
        position += count
        lastFrames = now
        link.position.store(position, ordering: .releasing)
        // What waits in the device was sounded before now.
        let age = Int64(rate.seconds(frames: position + delay) * 1e9)
        link.epochNanoseconds.store(now - age, ordering: .releasing)
        link.writerWake.raise()
      case .restarted(let cause):
        // The device starts anew now; its clock never stopped.
        let lost = link.position(atNanoseconds: now) - position
        if lost > 0 {
          link.add(
            loss: Gap(range: FrameRange(start: position, end: position + lost), cause: cause))
          position += lost
          link.position.store(position, ordering: .releasing)
        }
        lastFrames = now
      case .idle:
        // A device that stopped delivering need not be waited for at the end.
        if link.isFinishing.load(ordering: .acquiring), now - lastFrames > drainNanoseconds {
          return
        }
        guard now - lastFrames <= stallNanoseconds else {
          throw RecordingError.stalled(seconds: Int(stallNanoseconds / 1_000_000_000))
        }
      }
    }
  }

  /// Waits for room rather than dropping: the device's own buffer and its overrun
  /// then tell the truth of what was lost.
  private static func push(_ frames: Span<Int16>, to link: CaptureLink) {
    var done = link.ring.write(frames)
    while done < frames.count, !link.isAborted.load(ordering: .acquiring) {
      link.writerWake.raise()
      MonotonicClock.sleep(milliseconds: 1)
      done += link.ring.write(frames.extracting(done...))
    }
  }
}
