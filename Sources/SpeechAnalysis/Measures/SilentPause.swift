public import AudioCore
import SessionModel

/// A silent interval between two sounding intervals of one stretch.
public struct SilentPause: Hashable, Sendable, Codable {
  /// Where it lies on the session's clock.
  public let range: FrameRange
  /// Its length in frames without what gaps take of it.
  public let silentFrames: Int

  /// The classes of Campione and Véronis (2002): brief below 0.2 s, long above 1 s.
  public enum Class: String, Sendable, Codable, CaseIterable {
    /// Shorter than 0.2 s.
    case brief
    /// From 0.2 s to 1 s.
    case medium
    /// Longer than 1 s.
    case long

    /// The class of a length in seconds.
    public init(seconds: Double) { self = seconds < 0.2 ? .brief : seconds <= 1 ? .medium : .long }
  }

  /// Finds the silences of a session, whatever their length.
  ///
  /// Silence before the first and after the last sounding interval is none, nor is
  /// silence cut by a hold or by others' speech: its length says nothing of the speaker.
  static func silences(between sounding: [FrameRange], timeline: SessionTimeline) -> [SilentPause] {
    let others = timeline.otherVoices
    return zip(sounding, sounding.dropFirst()).compactMap { before, after in
      let range = FrameRange(start: before.end, end: after.start)
      guard !timeline.holds.contains(where: { range.start <= $0.frame && $0.frame <= range.end }),
        !others.contains(where: { $0.overlap(range) > 0 })
      else { return nil }
      let lost = timeline.gaps.reduce(0) { $0 + $1.range.overlap(range) }
      let silent = range.count - lost
      return silent > 0 ? SilentPause(range: range, silentFrames: silent) : nil
    }
  }
}

extension SampleRate {
  /// Whether so many frames last at least so many seconds.
  ///
  /// Hops of 10 ms are cut to whole frames: one frame less is the same length.
  func reaches(_ seconds: Double, frames: Int) -> Bool {
    Double(frames + 1) > seconds * Double(hertz)
  }
}
