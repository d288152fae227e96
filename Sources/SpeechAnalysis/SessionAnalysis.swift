public import AudioCore
public import SessionModel

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
  /// Where the nuclei of syllables lie, in order, each in a sounding interval.
  public let syllableNuclei: [Int]
  /// Syllables and rates of the whole session.
  public let rate: SpeechRate
  /// The same for each whole or begun minute of the session's clock.
  public let rateByMinute: [SpeechRate]
  /// The pitch of the whole session.
  public let pitch: PitchMeasures
  /// The stretches of speech between the silent pauses.
  public let runs: SpeechRuns
  /// The levels of the whole session.
  public let level: LevelMeasures
  /// For drawing; nil when it was read from a record that does not have it.
  public internal(set) var outline: SoundOutline?
  /// The plan's phases in order, then the open remainder; empty without a plan.
  public let phases: [PhasePacing]
  /// The probes and their answers, in the order they were asked.
  public let answers: [ProbeAnswer]

  /// Derives all other measures from where speech is.
  /// - Parameters:
  ///   - analyzer: who found the speech.
  ///   - parameters: the rules.
  ///   - sampleRate: frames per second of the sound.
  ///   - channels: of the sound file, before the downmix.
  ///   - timeline: the session's timeline.
  ///   - plan: the plan to measure against, if any.
  ///   - sounding: runs of speech, in order, none overlapping another, gaps cut out.
  ///   - syllableHops: hops of 10 ms in which nuclei of syllables lie, in order.
  ///   - pitch: the pitch of the whole session.
  ///   - level: the levels of the whole session.
  public init(
    analyzer: AnalyzerIdentity, parameters: AnalysisParameters, sampleRate: SampleRate,
    channels: Int, timeline: SessionTimeline, plan: Plan?, sounding: [FrameRange],
    syllableHops: [Int] = [], pitch: PitchMeasures = PitchMeasures(), level: LevelMeasures
  ) {
    self.analyzer = analyzer
    self.parameters = parameters
    self.sampleRate = sampleRate
    self.channels = channels
    self.timeline = timeline
    self.plan = plan
    self.sounding = sounding
    self.pitch = pitch
    self.level = level
    let nuclei = syllableHops.map { hop in
      // The middle of the hop.
      min(
        (2 * hop + 1) * sampleRate.hertz / (2 * FeatureTrack.hopsPerSecond),
        max(0, timeline.frames - 1))
    }
    syllableNuclei = nuclei
    // What the device lost, and what others said.
    let excluded = timeline.excluded
    rate = SpeechRate(
      in: [FrameRange(start: 0, end: timeline.frames)], nuclei: nuclei, sounding: sounding,
      gaps: excluded, sampleRate: sampleRate)
    rateByMinute = SpeechRate.byMinute(
      frames: timeline.frames, nuclei: nuclei, sounding: sounding, gaps: excluded,
      sampleRate: sampleRate)
    let silences = SilentPause.silences(between: sounding, timeline: timeline)
    self.silences = silences
    talkFrames = sounding.reduce(0) { $0 + $1.count }
    sessionFrames = timeline.frames - excluded.reduce(0) { $0 + $1.count }
    let threshold = parameters.pauseThresholdSeconds
    pauses = PauseDistribution(
      silences: silences, sampleRate: sampleRate, thresholdSeconds: threshold)
    runs = SpeechRuns(
      sounding: sounding, nuclei: nuclei, timeline: timeline, sampleRate: sampleRate,
      thresholdSeconds: threshold)
    answers = ProbeAnswer.answers(timeline, sounding: sounding, sampleRate: sampleRate)
    guard let plan, !timeline.visits.isEmpty else {
      phases = []
      return
    }
    phases = plan.allPhases.enumerated().map { index, phase in
      PhasePacing(
        phase: phase, index: index, timeline: timeline, sampleRate: sampleRate,
        sounding: sounding, silences: silences, nuclei: nuclei, thresholdSeconds: threshold)
    }
  }

  /// The hops of 10 ms in which nuclei of syllables lie, in order.
  public var syllableHops: [Int] {
    syllableNuclei.map { $0 * FeatureTrack.hopsPerSecond / sampleRate.hertz }
  }

  /// Phonation ratio: talk time ÷ ``sessionFrames``; nil when that is 0.
  public var phonationRatio: Double? {
    sessionFrames > 0 ? Double(talkFrames) / Double(sessionFrames) : nil
  }

  /// Silences of at least the threshold, in order.
  public var silentPauses: [SilentPause] {
    silences.filter {
      sampleRate.reaches(parameters.pauseThresholdSeconds, frames: $0.silentFrames)
    }
  }

  /// The longest silent pauses, longest first, the earlier first among equals.
  public func longestPauses(_ count: Int) -> [SilentPause] {
    Array(
      silentPauses.sorted {
        ($1.silentFrames, $0.range.start) < ($0.silentFrames, $1.range.start)
      }.prefix(count))
  }
}
