/// What one attempt to read a capture device brought.
public enum CaptureRead: Equatable, Sendable {
  /// Frames were read; `delayFrames` more wait in the device at this moment.
  case frames(count: Int, delayFrames: Int)
  /// Nothing came within the time allowed, or the wake descriptor was raised.
  case idle
  /// The device lost frames and runs again; what follows starts after the loss.
  case restarted(Gap.Cause)
}

/// A capture device as the capture thread sees it: opened, read and closed there.
///
/// Noncopyable, so that one thread owns it and closing happens exactly once.
public protocol PCMSource: ~Copyable, SendableMetatype {
  /// Frames per second that `read` delivers.
  var sampleRate: SampleRate { get }

  /// The largest number of frames that `read` should be offered room for.
  var periodFrames: Int { get }

  /// What the device holds at most, in frames.
  var bufferFrames: Int { get }

  /// The least time in nanoseconds by which the device's own words of its delay can
  /// be trusted: a smaller jump of its clock is no proof of a loss.
  var delayDoubtNanoseconds: Int64 { get }

  /// A sentence for the user about what was negotiated, empty when as asked for.
  var conversionNote: String { get }

  /// Starts the device's clock.
  mutating func start() throws

  /// Waits for frames and reads them.
  /// - Parameters:
  ///   - frames: receives mono samples, from its start.
  ///   - timeoutMilliseconds: how long to wait at most, 0 or more.
  ///   - wakeDescriptor: becoming readable ends the wait.
  /// - Throws: when the device is gone or cannot be restarted.
  mutating func read(
    into frames: inout MutableSpan<Int16>, timeoutMilliseconds: Int, wakeDescriptor: Int32
  ) throws -> CaptureRead
}

/// A place where the writer thread puts the session's frames, in order.
public protocol FrameSink: ~Copyable, SendableMetatype {
  /// How many frames have been kept so far.
  var frames: Int { get }

  /// Appends mono samples.
  /// - Throws: when not all of them could be kept; what was kept stays valid.
  mutating func append(_ frames: Span<Int16>) throws

  /// Makes everything appended so far survive a crash, where that has a meaning.
  mutating func checkpoint() throws

  /// What became of what was kept, as the last checkpoint found it.
  var state: SinkState { get }

  /// The SHA-256 of the frames so far, see ``SHA256``; nil for a sink that computes none.
  var checksum: String? { get }

  /// Ends the sink and reports the last errors; what was removed is brought back first.
  consuming func finalize() throws
}

extension FrameSink where Self: ~Copyable {
  /// All is as the sink made it.
  public var state: SinkState { SinkState() }

  /// None.
  public var checksum: String? { nil }
}
