public import AudioCore
public import LinuxSystem
public import SessionArchive
import Synchronization

/// Records one session: a capture thread, a ring, a writer thread.
///
/// Every way to stop (a command, the length, a lost device, a full disk) ends in
/// the same place: frames drained, sound file finalized, `session.json` written.
public final class Recorder: Sendable {
  /// What the open device delivers.
  public struct Format: Hashable, Sendable {
    /// Frames per second.
    public let sampleRate: SampleRate
    /// How the device's own format was converted, empty when it was not.
    public let conversionNote: String
  }

  /// How a recording ended.
  public struct Outcome: Sendable {
    /// The finished session; in `session.json` as well unless that is the failure.
    public let session: Session
    /// What went wrong first; nil when nothing did.
    public let failure: (any Error)?
    /// What became of the sound before it was finalized.
    public let sink: SinkState
    /// Whether the sound was completed in its place, or brought back there.
    public let isFinalized: Bool
  }

  /// What the open device delivers.
  public let format: Format

  private let link: CaptureLink
  private let go: OneShot<Bool>
  private let captureThread: NamedThread
  private let writerThread = Mutex<NamedThread?>(nil)
  private let outcome: OneShot<Outcome>
  private let commands = Mutex<[(command: RecorderCommand, nanoseconds: Int64)]>([])
  private let latest = Mutex(RecorderStatus())
  private let isHung = Atomic<Bool>(false)

  /// Opens a device on the capture thread; it does not run yet.
  /// - Parameters:
  ///   - sampleRate: what the source will deliver.
  ///   - reopenNanoseconds: how long a lost device is tried again.
  ///   - openSource: runs on the capture thread, which alone touches the source;
  ///     again whenever the device was lost.
  /// - Throws: what `openSource` throws.
  public init<Source: PCMSource & ~Copyable>(
    sampleRate: SampleRate, reopenNanoseconds: Int64 = 60_000_000_000,
    opening openSource: @escaping @Sendable () throws -> Source
  ) throws {
    let link = try CaptureLink(sampleRate: sampleRate)
    let opened = try OneShot<Result<Format, any Error>>()
    let go = try OneShot<Bool>()
    captureThread = try NamedThread(name: "wt-capture") {
      NamedThread.requestRealTime()
      var thread = CaptureThread(link: link, patienceNanoseconds: reopenNanoseconds)
      do {
        try thread.run(open: openSource) { source in
          opened.set(
            .success(
              Format(sampleRate: source.sampleRate, conversionNote: source.conversionNote)))
          return go.wait()
        }
      } catch {
        opened.set(.failure(error))
        link.fail(error)
      }
      link.isFinished.store(true, ordering: .releasing)
      link.writerWake.raise()
    }
    self.link = link
    self.go = go
    outcome = try OneShot<Outcome>()
    switch opened.wait() {
    case .success(let format): self.format = format
    case .failure(let error):
      captureThread.join()
      throw error
    }
  }

  /// Closes the device without recording.
  ///
  /// Call instead of ``begin(configuration:journal:makingSink:)``.
  public func cancel() {
    go.set(false)
    captureThread.join()
  }

  /// Starts the device's clock and the session's.
  /// - Parameters:
  ///   - configuration: when to stop, and phases known beforehand.
  ///   - journal: of the new session.
  ///   - makeSink: runs on the writer thread, which alone touches the sink.
  /// - Throws: what `makeSink` throws; the device is closed then.
  public func begin<Sink: FrameSink & ~Copyable>(
    configuration: RecorderConfiguration, journal: Journal,
    makingSink makeSink: @escaping @Sendable () throws -> Sink
  ) throws {
    let made = try OneShot<Result<Void, any Error>>()
    let thread = try NamedThread(name: "wt-writer") { [self] in
      do {
        var sink = try makeSink()
        made.set(.success(()))
        var writer = WriterLoop(link: link, configuration: configuration, journal: journal)
        record(&sink, writer: &writer, configuration: configuration)
        writer.checkpoint(&sink)
        let (frames, checksum) = (sink.frames, sink.checksum)
        var isFinalized = true
        do { try sink.finalize() } catch {
          isFinalized = false
          writer.note(failure: error)
        }
        let session = writer.finishJournal(frames: frames, checksum: checksum)
        latest.withLock { $0.isFinished = true }
        outcome.set(
          Outcome(
            session: session, failure: writer.failure, sink: writer.sinkState,
            isFinalized: isFinalized))
      } catch {
        made.set(.failure(error))
      }
    }
    if case .failure(let error) = made.wait() {
      thread.join()
      cancel()
      throw error
    }
    writerThread.withLock { $0 = thread }
    go.set(true)
  }

  private func record(
    _ sink: inout some FrameSink & ~Copyable, writer: inout WriterLoop,
    configuration: RecorderConfiguration
  ) {
    var checkpointAt = MonotonicClock.nowNanoseconds + configuration.checkpointNanoseconds
    var watchdog = Watchdog()
    var isComplete = false
    while !isComplete {
      _ = Descriptors.waitReadable([link.writerWake.descriptor], timeoutMilliseconds: 50)
      link.writerWake.lower()
      writer.take(
        commands.withLock { commands in
          defer { commands = [] }
          return commands
        })
      isComplete = writer.drain(into: &sink)
      let now = MonotonicClock.nowNanoseconds
      if !isComplete,
        watchdog.isHung(beat: link.lastBeat, limit: link.patience(now: now), now: now)
      {
        writer.giveUpOnHang(into: &sink)
        isHung.store(true, ordering: .releasing)
        isComplete = true
      }
      if now >= checkpointAt {
        writer.checkpoint(&sink)
        checkpointAt = now + configuration.checkpointNanoseconds
        isComplete = isComplete || writer.end != nil
      }
      let seen = writer.status(frames: sink.frames)
      latest.withLock { status in
        let peak = max(status.peakSample, seen.peakSample)
        status = seen
        status.peakSample = peak
      }
    }
    link.abort()
  }

  /// Hands over a command; it counts for the moment it is given.
  /// - Parameters:
  ///   - command: what the speaker wants.
  ///   - nanoseconds: that moment on the monotonic clock.
  public func send(
    _ command: RecorderCommand, atNanoseconds nanoseconds: Int64 = MonotonicClock.nowNanoseconds
  ) {
    commands.withLock { $0.append((command, nanoseconds)) }
    link.writerWake.raise()
  }

  /// The latest status; its peak is the largest since the last call.
  public func takeStatus() -> RecorderStatus {
    latest.withLock { status in
      defer { status.peakSample = 0 }
      return status
    }
  }

  /// Waits until everything is written and both threads have ended.
  public func wait() -> Outcome {
    let outcome = outcome.wait()
    writerThread.withLock { thread in
      thread?.join()
      thread = nil
    }
    // A thread that hangs in the device's driver ends with the process.
    if !isHung.load(ordering: .acquiring), captureEnds() { captureThread.join() }
    return outcome
  }

  /// Waits for the capture thread's end, as long as a call of the device may take.
  private func captureEnds() -> Bool {
    for _ in 0..<(Watchdog.limitNanoseconds / 10_000_000) {
      if link.isFinished.load(ordering: .acquiring) { return true }
      MonotonicClock.sleep(milliseconds: 10)
    }
    return false
  }
}
