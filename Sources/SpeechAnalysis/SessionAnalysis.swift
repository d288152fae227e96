public import AudioCore
public import PracticePlan

/// Everything measured of one session: a pure function of samples, timeline, plan and parameters.
///
/// Positions and lengths are frames of the sound file; shares are 0 to 1.
public struct SessionAnalysis: Hashable, Sendable {
  /// Who computed it.
  public let analyzer: AnalyzerIdentity
  /// Under which rules.
  public let parameters: AnalysisParameters
  /// Frames per second of the sound file.
  public let sampleRate: SampleRate
  /// Channels of the sound file, before the downmix.
  public let channels: Int
  /// The timeline it was given; its `frames` is the length of the sound file.
  public let timeline: SessionTimeline
  /// The plan it was measured against.
  public let plan: Plan?

  /// Runs of speech, in order, gaps and others' speech cut out.
  public let sounding: [FrameRange]
  /// Silences between two sounding intervals, in order, whatever their length.
  public let silences: [SilentPause]
  /// Phonation time in frames: the sum of all sounding intervals.
  public let talkFrames: Int
  /// Session time in frames without gaps and others' speech.
  public let sessionFrames: Int
  /// The pauses of the whole session.
  public let pauses: PauseDistribution
  /// The stretches of speech between the silent pauses.
  public let runs: SpeechRuns
  /// The levels of the whole session.
  public let level: LevelMeasures
  /// The plan's phases in order, then the open remainder; empty without a plan.
  public let phases: [PhasePacing]
  /// The probes and their answers, in the order they were asked.
  public let answers: [ProbeAnswer]

  /// Phonation ratio: talk time ÷ ``sessionFrames``; nil when that is 0.
  public var phonationRatio: Double? {
    sessionFrames > 0 ? Double(talkFrames) / Double(sessionFrames) : nil
  }

  /// Silences of at least the threshold, in order.
  public var silentPauses: [SilentPause] {
    silences.filter {
      sampleRate.seconds(frames: $0.silentFrames) >= parameters.pauseThresholdSeconds
    }
  }

  /// The longest silent pauses, longest first, the earlier first among equals.
  public func longestPauses(_ count: Int) -> [SilentPause] {
    Array(
      silentPauses.sorted {
        ($1.silentFrames, $0.range.start) < ($0.silentFrames, $1.range.start)
      }.prefix(count))
  }

  /// Silent pauses per minute of talk time; nil without talk.
  public var pausesPerTalkMinute: Double? {
    talkFrames > 0
      ? Double(pauses.count) / (sampleRate.seconds(frames: talkFrames) / 60) : nil
  }
}
