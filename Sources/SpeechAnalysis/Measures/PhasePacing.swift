public import AudioCore
public import SessionModel

/// What one phase took of a session, against its budget.
public struct PhasePacing: Hashable, Sendable {
  /// The phase, or the open remainder.
  public let phase: Phase
  /// Its visits in order; none when it was not visited.
  public let visits: [FrameRange]
  /// Its duration in frames: the sum of its visits.
  public let frames: Int
  /// How the duration compares with the budget; nil for the open remainder.
  public let verdict: Verdict?
  /// Frames of sounding intervals inside its visits.
  public let talkFrames: Int
  /// Talk time ÷ duration without gaps and others' speech; nil when nothing is left of it.
  public let phonationRatio: Double?
  /// The pauses that begin inside its visits.
  public let pauses: PauseDistribution
  /// Syllables and rates inside its visits.
  public let rate: SpeechRate

  init(
    phase: Phase, index: Int, timeline: SessionTimeline, sampleRate: SampleRate,
    sounding: [FrameRange], silences: [SilentPause], nuclei: [Int] = [],
    thresholdSeconds: Double
  ) {
    self.phase = phase
    let visits = timeline.visits.filter { $0.phaseIndex == index }.map(\.range)
    self.visits = visits
    let frames = visits.reduce(0) { $0 + $1.count }
    self.frames = frames
    verdict = phase.verdict(
      seconds: visits.isEmpty ? nil : sampleRate.seconds(frames: frames))
    let talk = overlap(visits, sounding)
    let lost = overlap(visits, timeline.excluded)
    talkFrames = talk
    phonationRatio = frames > lost ? Double(talk) / Double(frames - lost) : nil
    pauses = PauseDistribution(
      silences: silences.filter { pause in
        visits.contains { $0.start <= pause.range.start && pause.range.start < $0.end }
      }, sampleRate: sampleRate, thresholdSeconds: thresholdSeconds)
    rate = SpeechRate(
      in: visits, nuclei: nuclei, sounding: sounding, gaps: timeline.excluded,
      sampleRate: sampleRate)
  }
}

/// The number of frames that two ordered lists of ranges have in common.
func overlap(_ first: [FrameRange], _ second: [FrameRange]) -> Int {
  var sum = 0
  var other = 0
  for range in first {
    while other < second.count, second[other].end <= range.start { other += 1 }
    var index = other
    while index < second.count, second[index].start < range.end {
      sum += range.overlap(second[index])
      index += 1
    }
  }
  return sum
}
