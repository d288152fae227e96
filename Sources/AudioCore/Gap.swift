/// A stretch of the session's clock for which the device delivered no frames.
///
/// It is filled with silence, so that everything after it keeps its place, and
/// counts neither as talk nor as a pause.
public struct Gap: Hashable, Sendable, Codable {
  /// Why frames are missing.
  public enum Cause: String, Sendable, Codable, CaseIterable {
    /// The device's buffer ran over before it was read (ALSA's EPIPE).
    case overrun
    /// The machine or the device slept (ALSA's ESTRPIPE).
    case suspended
    /// The device went away and came back.
    case disconnected
    /// The device hung: it was there, but delivered nothing.
    case stalled
    /// The device reported an input error and was restarted.
    case inputError
    /// Frames were missing against the monotonic clock, without an error.
    case lost
  }

  /// Where the silence lies on the session's clock.
  public let range: FrameRange
  /// Why frames are missing.
  public let cause: Cause

  /// Creates a gap.
  public init(range: FrameRange, cause: Cause) {
    self.range = range
    self.cause = cause
  }

  /// The part of the gap before a frame, nil when there is none.
  public func clipped(toFrames frames: Int) -> Gap? {
    guard range.start < frames else { return nil }
    return Gap(
      range: FrameRange(start: range.start, end: min(range.end, frames)), cause: cause)
  }
}
