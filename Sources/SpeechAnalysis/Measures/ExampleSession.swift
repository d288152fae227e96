import AudioCore
import SessionModel

/// The session that the examples of measures speak of.
enum ExampleSession {
  static let description =
    "A session of 60 s with speech from 1 to 5 s, 5.2 to 9, 9.8 to 20, 21.5 to 30, 30.4 to 50 and "
    + "53 to 58 s."

  private static let rate = SampleRate.recording
  private static let speech = [(1.0, 5.0), (5.2, 9), (9.8, 20), (21.5, 30), (30.4, 50), (53, 58)]

  private static func range(_ start: Double, _ end: Double) -> FrameRange {
    FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
  }

  /// What is measured of it.
  static var analysis: SessionAnalysis { analysis() }

  private static func analysis(_ timeline: SessionTimeline? = nil, plan: Plan? = nil)
    -> SessionAnalysis
  {
    let hops = speech.flatMap { start, end in
      stride(from: start + 0.125, to: end, by: 0.25).map { Int($0 * 100) }
    }
    return SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: timeline ?? SessionTimeline(frames: rate.frames(seconds: 60)), plan: plan,
      sounding: speech.map(range), syllableHops: hops, level: level([]))
  }

  /// The time of a phase with these visits.
  static func phaseSeconds(_ visits: [(Double, Double)]) -> Double? {
    let budget = TimeBudget(minimumSeconds: 300, maximumSeconds: 420)
    let plan = Plan(
      id: "p", name: "P", totalSeconds: 600, phases: [Phase(id: "p", name: "P", budget: budget)])
    var timeline = SessionTimeline(frames: rate.frames(seconds: 60))
    timeline.visits = visits.map { PhaseVisit(phaseIndex: 0, range: range($0.0, $0.1)) }
    return analysis(timeline, plan: plan).phases.first.map { rate.seconds(frames: $0.frames) }
  }

  /// A session of which nothing but its verdicts is known.
  struct Times: SessionTimes {
    var durationSeconds = 0.0
    let verdicts: [Verdict]
  }

  /// A voice of 100 Hz in half of its hops and of 200 Hz in the others.
  static var pitch: PitchMeasures {
    PitchMeasures(hertz: (0..<3000).map { $0 % 2 == 0 ? 100 : 200 }) { _ in false }
  }

  private static func track(_ samples: [Float]) -> FeatureTrack {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    extractor.process(samples.span)
    return extractor.finish()
  }

  /// The levels of a sound at 16 kHz, all of it speech or none.
  static func level(_ samples: [Float], isSpeech: Bool = true) -> LevelMeasures {
    let track = track(samples)
    return LevelMeasures(track, soundingHops: isSpeech ? [0..<track.variances.count] : []) { _ in
      false
    }
  }

  /// Two seconds, the second of them speech of −20 dBFS, the first a room of −60.
  static var speechInRoom: LevelMeasures {
    let samples =
      ExampleSound.square(0.001, frames: 16_000) + ExampleSound.square(0.1, frames: 16_000)
    return LevelMeasures(track(samples), soundingHops: [100..<200]) { _ in false }
  }
}
