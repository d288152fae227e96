/// A number that is compared between sessions and followed over weeks.
public enum HistoryMeasure: String, CaseIterable, Hashable, Sendable {
  /// How long it took, in seconds.
  case duration
  /// Talk time ÷ session time, 0 to 1.
  case talkShare
  /// Silent pauses per minute of talk.
  case pausesPerMinute
  /// The median length of a silent pause in seconds.
  case pauseMedian
  /// The length in seconds that nine of ten silent pauses do not exceed.
  case pauseP90
  /// Silences longer than 1 s, per minute of talk.
  case longPausesPerMinute
  /// The median length in seconds of speech between two pauses.
  case runMedian
  /// Syllables ÷ talk time, per second.
  case articulationRate
  /// Syllables ÷ session time, per second.
  case speechRate
  /// How far the pitch spreads, in semitones.
  case pitchSpread
  /// The level of the speech in dBFS.
  case speechLevel
  /// The share of the plan's phases that lie within their budget, 0 to 1.
  case phasesWithin

  /// The value of a session; nil when it was not measured.
  public func value(_ session: SessionSummary) -> Double? {
    let measures = session.measures
    switch self {
    case .duration: return session.durationSeconds
    case .talkShare: return measures?.talkShare
    case .runMedian: return measures?.runMedianSeconds
    case .articulationRate: return measures?.rate.articulationRate
    case .speechRate: return measures?.rate.speechRate
    case .pitchSpread: return measures?.pitchSpreadSemitones
    case .speechLevel: return measures?.speechLevel
    case .phasesWithin:
      return session.phasesWithin.map { Double($0.within) / Double($0.of) }
    case .pausesPerMinute, .pauseMedian, .pauseP90, .longPausesPerMinute:
      return measures.flatMap { value($0.pauses, talkSeconds: $0.talkSeconds) }
    }
  }

  /// The value of a phase; nil when it was not visited or has none of its own.
  public func value(_ phase: PhaseSummary) -> Double? {
    switch self {
    case .duration: return phase.durationSeconds
    case .talkShare: return phase.measures?.talkShare
    case .articulationRate: return phase.measures?.rate.articulationRate
    case .speechRate: return phase.measures?.rate.speechRate
    case .runMedian, .pitchSpread, .speechLevel, .phasesWithin: return nil
    case .pausesPerMinute, .pauseMedian, .pauseP90, .longPausesPerMinute:
      return phase.measures.flatMap { value($0.pauses, talkSeconds: $0.talkSeconds) }
    }
  }

  private func value(_ pauses: PauseMeasures, talkSeconds: Double) -> Double? {
    let minutes = talkSeconds / 60
    switch self {
    case .pauseMedian: return pauses.medianSeconds
    case .pauseP90: return pauses.p90Seconds
    case .pausesPerMinute: return minutes > 0 ? Double(pauses.count) / minutes : nil
    case .longPausesPerMinute: return minutes > 0 ? Double(pauses.longCount) / minutes : nil
    case .duration, .talkShare, .runMedian, .articulationRate, .speechRate, .pitchSpread,
      .speechLevel, .phasesWithin:
      return nil
    }
  }
}
