import AudioCore
import SessionModel
public import Words

/// Whether a transcript can be that of a session.
public enum TranscriptFit {
  /// A transcript that is not taken.
  public struct Misfit: Error, Hashable, CustomStringConvertible {
    /// What is wrong, in one line.
    public let description: String
    /// Whether it is taken all the same by who is sure of it.
    public let canBeForced: Bool
  }

  /// How far the last word may end past the sound, in seconds.
  private static let mostPastEndSeconds = 2.0
  /// Below this share of words in speech it is another sound's.
  private static let leastShare = 0.5
  /// The largest share of words without a time.
  private static let mostUntimedShare = 0.2

  /// Looks at a transcript.
  /// - Parameters:
  ///   - transcript: placed in the session.
  ///   - isForced: whether who brings it is sure that it is the session's.
  /// - Returns: what the user should know; nil for nothing.
  /// - Throws: ``Misfit`` when it cannot be taken.
  public static func warning(
    _ transcript: Transcript, isForced: Bool
  ) throws(Misfit) -> String? {
    let all = transcript.recognized.count
    guard all > 0 else { throw Misfit(description: "has no word", canBeForced: false) }
    let untimed = transcript.untimedCount
    guard Double(untimed) <= mostUntimedShare * Double(all) else {
      throw Misfit(
        description: "\(untimed) of its \(all) words have no time that can be used, more than "
          + "\(Format.percent(mostUntimedShare)); write it anew with word times",
        canBeForced: false)
    }
    let length = transcript.sampleRate.seconds(frames: transcript.frames)
    let last = transcript.recognized.compactMap(\.endSeconds).max() ?? 0
    let share = transcript.placedShare ?? 0
    if !isForced {
      guard last <= length + mostPastEndSeconds else {
        throw Misfit(
          description: "its last word ends at \(Format.clock(last)), the sound at "
            + "\(Format.clock(length)): it is of another sound",
          canBeForced: true)
      }
      guard share >= leastShare else {
        throw Misfit(
          description: "only \(Format.percent(share)) of its words lie where somebody speaks: it "
            + "may be of another sound",
          canBeForced: true)
      }
    }
    return transcript.isUsable
      ? nil
      : "only \(Format.percent(share)) of the words lie where somebody speaks: they may belong to "
        + "another sound, and no numbers are made of them"
  }
}
