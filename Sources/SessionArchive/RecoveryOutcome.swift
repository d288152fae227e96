/// What recovery found in a session's folder, and made of it.
public enum RecoveryOutcome: Sendable {
  /// It is being recorded or recovered by another process; nothing was touched.
  case running
  /// There is no journal and nothing else to recover.
  case nothingToDo
  /// It was finished but for its journal, which is gone now.
  case finished(Session)
  /// It is a finished session now.
  case saved(RecoveredSession)
  /// It was killed before its first second was on the disk, and there is not one frame of
  /// sound: its folder is gone.
  case nothingRecorded(Session)
  /// The sound that was on the disk is not there any more; nothing was deleted.
  case lost(LostSession)
}

/// A session brought back, and what is missing of it.
public struct RecoveredSession: Sendable {
  /// The content of its `session.json`.
  public let session: Session
  /// Its sound.
  public let sound: Recovery.Sound
  /// Whether plan, question, device and phases are lost with the journal's first line.
  public let isDescriptionLost: Bool
  /// Whether there was a `session.json` of nothing but zeros.
  public let isDescriptionBlank: Bool
  /// Frames at the end of the sound that are zeros and that no gap of the journal explains.
  public let zeroFrames: Int
  /// Frames on the disk at the last checkpoint; nil without one.
  public let checkpointFrames: Int?
  /// Lines of the journal that could not be understood.
  public let skippedLines: Int
  /// Whether the journal's last line was cut off.
  public let isLastLineTorn: Bool

  /// Frames that were on the disk at the last checkpoint and are not there any more.
  public var vanishedFrames: Int {
    max(0, max(checkpointFrames ?? 0, sound.announcedFrames ?? 0) - sound.frames)
  }

  /// Frames behind the last checkpoint, which only recovery made readable.
  public var framesBehindCheckpoint: Int {
    max(0, sound.frames - max(checkpointFrames ?? 0, sound.announcedFrames ?? 0))
  }
}

/// What is known of a session whose sound is lost.
public struct LostSession: Sendable {
  /// What the journal's first line says; nil when that is lost, too.
  public let started: Session?
  /// Frames that were on the disk at the last checkpoint; nil without one.
  public let checkpointFrames: Int?
  /// How many phases the journal knows up to there.
  public let phaseCount: Int
}
