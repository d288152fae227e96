import AudioCore
import LinuxSystem
import Synchronization

/// The capture thread: from the device into the ring, whatever the device does.
///
/// A lost device is closed and opened again by name until it is back, while the
/// session's clock goes on. In steady state the thread allocates nothing, takes no
/// lock, and touches no file.
struct CaptureThread {
  /// How long a device may deliver nothing before it counts as hung.
  static let stallNanoseconds: Int64 = 4_000_000_000
  /// How long to wait at the end for frames that are still in the device.
  private static let drainNanoseconds: Int64 = 1_000_000_000
  /// The pause between two attempts to open a lost device.
  private static let retryMilliseconds = 250
  /// How many times a device may start anew in a minute.
  private static let mostRestartsPerMinute = 30
  private static let waitMilliseconds = 100

  private let link: CaptureLink
  /// How long to try to open a lost device again.
  private let patienceNanoseconds: Int64
  private let clock: @Sendable () -> Int64
  private var position = 0
  private var hasStarted = false
  // When the device started anew lately, oldest first.
  private var restarts: [Int64] = []
  private var drift: DriftMonitor

  /// Creates the thread's work.
  /// - Parameters:
  ///   - link: to the writer.
  ///   - patienceNanoseconds: how long a lost device is tried again.
  ///   - clock: the monotonic clock in nanoseconds.
  init(
    link: CaptureLink, patienceNanoseconds: Int64,
    clock: @escaping @Sendable () -> Int64 = { MonotonicClock.nowNanoseconds }
  ) {
    self.clock = clock
    self.link = link
    self.patienceNanoseconds = patienceNanoseconds
    drift = DriftMonitor(leastLossNanoseconds: .max)
    restarts.reserveCapacity(Self.mostRestartsPerMinute + 1)
  }

  /// Opens the device, waits for the start, and captures until told to stop.
  /// - Parameters:
  ///   - open: opens the device, now and after each loss.
  ///   - start: is given the open device's format and says whether to record.
  /// - Throws: when the device cannot be opened at first, or stays away too long;
  ///   everything read before is in the ring.
  mutating func run<Source: PCMSource & ~Copyable>(
    open: () throws -> Source, start: (borrowing Source) -> Bool
  ) throws {
    do {
      var source = try open()
      guard start(source) else { return }
      try capture(&source)
      return
    } catch {
      guard hasStarted, !isEnding else { throw error }
      try rejoin(open: open, after: error)
    }
  }

  private var isEnding: Bool {
    link.isFinishing.load(ordering: .acquiring) || link.isAborted.load(ordering: .acquiring)
  }

  /// Opens a lost device again and goes on, as often as needed.
  private mutating func rejoin<Source: PCMSource & ~Copyable>(
    open: () throws -> Source, after first: any Error
  ) throws {
    var error = first
    while true {
      try noteRestart(error)
      let cause: Gap.Cause = error is RecordingError ? .stalled : .disconnected
      let deadline = clock() + patienceNanoseconds
      link.reopenDeadline.store(deadline, ordering: .releasing)
      while true {
        guard !isEnding else { return addLoss(until: clock(), cause) }
        guard clock() < deadline else { throw error }
        do {
          // The source lives in this scope: it is closed before the next attempt.
          var source = try open()
          try capture(&source, after: cause)
          return
        } catch let failure {
          if link.reopenDeadline.load(ordering: .relaxed) == 0 {
            // It was back, and is lost anew.
            error = failure
            break
          }
        }
        link.beat()
        _ = Descriptors.waitReadable(
          [link.captureWake.descriptor], timeoutMilliseconds: Self.retryMilliseconds)
      }
    }
  }

  /// Reads an open device.
  /// - Parameter cause: why it was away; nil at the session's start.
  private mutating func capture<Source: PCMSource & ~Copyable>(
    _ source: inout Source, after cause: Gap.Cause? = nil
  ) throws {
    let rate = source.sampleRate
    var buffer = [Int16](repeating: 0, count: max(source.periodFrames, 4096))
    drift = DriftMonitor(leastLossNanoseconds: source.delayDoubtNanoseconds)
    link.beat()
    try source.start()
    var started = clock()
    if !hasStarted {
      hasStarted = true
      link.epochNanoseconds.store(started, ordering: .releasing)
    }
    // A stopped or starved process reads late, and finds the device silent at first.
    var silence = WatchedTime(mostPerLook: Int64(Self.waitMilliseconds) * 2_000_000)
    silence.restart(started)
    var pending = cause
    while position < link.stopPosition.load(ordering: .acquiring),
      !link.isAborted.load(ordering: .acquiring)
    {
      link.beat()
      var span = buffer.mutableSpan
      let outcome = try source.read(
        into: &span, timeoutMilliseconds: Self.waitMilliseconds,
        wakeDescriptor: link.captureWake.descriptor)
      let now = clock()
      switch outcome {
      case .frames(let count, let delay):
        if let cause = pending {
          // Only a device that delivers is back.
          pending = nil
          addLoss(until: started, cause)
          drift.restart()
          link.reopenDeadline.store(0, ordering: .releasing)
        }
        push(buffer.span.extracting(..<count))
        position += count
        silence.restart(now)
        // What waits in the device was sounded before now.
        let age = Int64(rate.seconds(frames: position + delay) * 1e9)
        link.epochNanoseconds.store(now - age, ordering: .releasing)
        followDrift(epoch: now - age, now: now)
        link.writerWake.raise()
      case .restarted(let cause):
        try noteRestart(RecordingError.unstable)
        if pending == nil { addLoss(until: now, cause) }
        drift.restart()
        started = now
        silence.restart(now)
      case .idle:
        // A device that stopped delivering need not be waited for at the end.
        silence.look(now)
        let silent = silence.nanoseconds
        if link.isFinishing.load(ordering: .acquiring), silent > Self.drainNanoseconds { return }
        guard silent <= Self.stallNanoseconds else {
          throw RecordingError.stalled(seconds: Int(Self.stallNanoseconds / 1_000_000_000))
        }
      }
    }
  }

  /// Lists what was lost between the last frame and a moment at which the device runs.
  private mutating func addLoss(until moment: Int64, _ cause: Gap.Cause) {
    let end = min(
      link.position(atNanoseconds: moment), link.stopPosition.load(ordering: .acquiring))
    guard end > position else { return }
    link.add(loss: Gap(range: FrameRange(start: position, end: end), cause: cause))
    position = end
    link.writerWake.raise()
  }

  /// Fills what the device lost without an error, and keeps its deviation.
  private mutating func followDrift(epoch: Int64, now: Int64) {
    let lost = drift.lostNanoseconds(epoch: epoch, now: now)
    if lost > 0 {
      // The epoch of this read is already late by the loss.
      let frames = link.sampleRate.frames(nanoseconds: lost)
      let range = FrameRange(start: position, end: position + frames)
      link.add(loss: Gap(range: range, cause: .lost))
      position = range.end
      link.epochNanoseconds.store(epoch - lost, ordering: .releasing)
    }
    if drift.fit.hasJudged { link.setDrift(partsPerMillion: drift.fit.partsPerMillion) }
  }

  /// Counts a new start, and gives up on a device that does little else.
  private mutating func noteRestart(_ error: any Error) throws {
    let now = clock()
    restarts.removeAll { now - $0 > 60_000_000_000 }
    restarts.append(now)
    guard restarts.count <= Self.mostRestartsPerMinute else { throw error }
  }

  /// Waits for room rather than dropping: the device's own buffer and its overrun
  /// then tell the truth of what was lost.
  private func push(_ frames: Span<Int16>) {
    var done = link.ring.write(frames)
    while done < frames.count, !link.isAborted.load(ordering: .acquiring) {
      link.beat()
      link.writerWake.raise()
      MonotonicClock.sleep(milliseconds: 1)
      done += link.ring.write(frames.extracting(done...))
    }
  }
}
