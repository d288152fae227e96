import AudioCore
import LinuxSystem
import Synchronization

/// What the capture thread and the writer thread share.
///
/// *Device position* counts frames since the device was started, lost ones
/// included: it is the device's own clock. In steady state the capture thread
/// touches only atomics and the ring; the locks are for losses and failures.
final class CaptureLink: Sendable {
  /// 2^20 frames: over 20 s at 48 kHz, twice what a disk may stall.
  let ring = FrameRing(minimumFrames: 1 << 20)
  let sampleRate: SampleRate

  /// Raised to end a wait for frames.
  let captureWake: WakeDescriptor
  /// Raised when frames, commands or the end have come.
  let writerWake: WakeDescriptor

  /// When, on the monotonic clock, the device stood at position 0.
  let epochNanoseconds = Atomic<Int64>(0)
  /// The device position at which to stop.
  let stopPosition = Atomic<Int>(.max)
  /// When, on the monotonic clock, a lost device is given up; 0 while it is there.
  let reopenDeadline = Atomic<Int64>(0)
  /// When the capture thread was last seen alive, on the monotonic clock.
  private let heartbeat = Atomic<Int64>(0)
  /// Set when the speaker has ended the session: only what is on its way still counts.
  let isFinishing = Atomic<Bool>(false)
  /// Set by the writer when no more frames can be kept.
  let isAborted = Atomic<Bool>(false)
  /// Set by the capture thread as the last thing it does.
  let isFinished = Atomic<Bool>(false)

  // The bits of a Double; NaN while unknown.
  private let driftBits = Atomic<UInt64>(Double.nan.bitPattern)
  private let losses = Mutex<[Gap]>([])
  private let failure = Mutex<(any Error)?>(nil)

  init(sampleRate: SampleRate) throws(SystemError) {
    self.sampleRate = sampleRate
    captureWake = try WakeDescriptor()
    writerWake = try WakeDescriptor()
  }

  /// Where the device stood at a moment, as far as is known.
  func position(atNanoseconds nanoseconds: Int64) -> Int {
    let epoch = epochNanoseconds.load(ordering: .acquiring)
    return max(0, sampleRate.frames(nanoseconds: nanoseconds - epoch))
  }

  func add(loss: Gap) { losses.withLock { $0.append(loss) } }

  func takeLosses() -> [Gap] {
    losses.withLock { losses in
      defer { losses = [] }
      return losses
    }
  }

  func fail(_ error: any Error) { failure.withLock { $0 = $0 ?? error } }

  var firstFailure: (any Error)? { failure.withLock { $0 } }

  /// Says that the capture thread is alive.
  func beat() { heartbeat.store(MonotonicClock.nowNanoseconds, ordering: .releasing) }

  /// When the capture thread was last seen alive; 0 before it captures.
  var lastBeat: Int64 { heartbeat.load(ordering: .acquiring) }

  /// How long the capture thread may be without a sign of life, in nanoseconds; nil
  /// before it captures, and while there is time to open a lost device again.
  func patience(now: Int64) -> Int64? {
    let deadline = reopenDeadline.load(ordering: .acquiring)
    if deadline > 0 {
      if isFinishing.load(ordering: .acquiring) { return Watchdog.finishingLimitNanoseconds }
      return now > deadline ? Watchdog.limitNanoseconds : nil
    }
    return lastBeat == 0 ? nil : Watchdog.limitNanoseconds
  }

  func setDrift(partsPerMillion: Double?) {
    driftBits.store((partsPerMillion ?? .nan).bitPattern, ordering: .releasing)
  }

  /// How much faster than the monotonic clock the device runs; nil while unknown.
  var driftPartsPerMillion: Double? {
    let drift = Double(bitPattern: driftBits.load(ordering: .acquiring))
    return drift.isNaN ? nil : drift
  }

  func abort() {
    isAborted.store(true, ordering: .releasing)
    captureWake.raise()
  }

  func stop(at devicePosition: Int) {
    stopPosition.store(devicePosition, ordering: .releasing)
  }
}
