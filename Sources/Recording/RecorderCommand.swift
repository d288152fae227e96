public import AudioCore
public import SessionArchive
public import SessionModel

/// What the speaker wants of a running recording.
public enum RecorderCommand: Hashable, Sendable {
  /// Go to the next phase; after the last one, to the open remainder.
  case next
  /// Go back to the phase before.
  case back
  /// Go to the phase of this index; the number of phases for the open remainder.
  case jump(phaseIndex: Int)
  /// Flag this moment with a mark of the plan.
  case mark(id: String)
  /// Take the last mark back.
  case unmark
  /// A partner begins or stops to speak.
  case partner(isSpeaking: Bool)
  /// A probe begins or ends, or its answer ends.
  case probe(ProbeStep)
  /// Stop the clock: what follows is not recorded.
  case hold
  /// Let the clock run again.
  case resume
  /// End the session here.
  case finish(SessionEnd)
}

/// What the recorder does besides obeying commands.
public struct RecorderConfiguration: Sendable {
  /// Where the session ends by itself, in frames of its clock; nil for the sink's limit.
  public var durationFrames: Int?
  /// The longest possible session in frames.
  public var limitFrames: Int
  /// Where the next phase begins by itself, in frames of the session's clock, ascending.
  public var phaseStartFrames: [Int]
  /// The time between two checkpoints in nanoseconds.
  ///
  /// Half a second, so that a file lacks less than one whenever the program is
  /// killed, on a slow disk as well.
  public var checkpointNanoseconds: Int64 = 500_000_000

  /// Creates a configuration.
  public init(durationFrames: Int?, limitFrames: Int, phaseStartFrames: [Int] = []) {
    self.durationFrames = durationFrames
    self.limitFrames = limitFrames
    self.phaseStartFrames = phaseStartFrames
  }
}

/// A glance at a running recording.
public struct RecorderStatus: Hashable, Sendable {
  /// Frames recorded so far.
  public var frames = 0
  /// The current phase; the number of phases in the open remainder.
  public var phaseIndex = 0
  /// Frames spent in the current phase, all visits together.
  public var phaseFrames = 0
  /// The largest absolute sample since the last glance, 0 to 32,768.
  public var peakSample = 0
  /// Whether the clock is held.
  public var isHeld = false
  /// The number of marks so far.
  public var markCount = 0
  /// The latest mark that was not taken back.
  public var lastMark: Mark?
  /// Frames spent in each phase so far, then in the open remainder.
  public var phaseTimes: [Int] = []
  /// Whether a partner is speaking.
  public var isPartnerSpeaking = false
  /// What is under way of a probe.
  public var probeStage = ProbeStage.idle
  /// The number of probes so far.
  public var probeCount = 0
  /// The number of gaps so far.
  public var gapCount = 0
  /// Frames that the device lost so far.
  public var gapFrames = 0
  /// What the first seconds delivered.
  public var opening = OpeningLook()
  /// While the device is lost: how long it will still be tried, in seconds.
  public var secondsToReopen: Int?
  /// What became of the sound so far, as the last checkpoint found it.
  public var sink = SinkState()
  /// Whether the recording has ended.
  public var isFinished = false

  /// Creates the status before the first frame.
  public init() {}
}
