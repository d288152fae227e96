public import PracticePlan

/// What is known of one session without its sound: a row of the history.
public struct SessionSummary: Hashable, Sendable {
  /// The name of its folder.
  public var id: String
  /// When it began, as `session.json` says it: ISO 8601 with an offset.
  public var start: String
  /// The plan; nil when it is not known.
  public var plan: PlanSummary?
  /// What was practised: a question's title, or the user's words; empty when not said.
  public var question: String
  /// The id of the question; nil for the user's own words.
  public var questionID: String?
  /// The mode that it was practised in; nil when not known.
  public var mode: String?
  /// How it ended, such as `finished`.
  public var end: String
  /// The length of the sound in seconds.
  public var durationSeconds: Double
  /// Whether the sound was removed at the user's wish.
  public var isForgotten: Bool
  /// The fingerprint of the file that it was imported from; nil when it was recorded.
  public var importedFingerprint: String?
  /// The plan's phases in order, then the open remainder; empty without a plan.
  public var phases: [PhaseSummary]
  /// The numbers of `analysis.json`; nil when there is none that fits.
  public var measures: SessionMeasures?
  /// What was answered when listening back; nil when nothing was.
  public var review: ReviewAnswers?

  /// When it began; nil when `start` is no date.
  public var date: SessionDate? { SessionDate(start) }

  /// What tells its question from others: the id, or the words.
  public var questionKey: String { questionID ?? question.lowercased() }

  /// How many of the plan's phases lie within their budget, and how many there are.
  public var phasesWithin: (within: Int, of: Int)? {
    let judged = phases.compactMap(\.verdict)
    return judged.isEmpty ? nil : (judged.count { $0 == .within }, judged.count)
  }

  /// Creates a summary.
  public init(
    id: String, start: String, plan: PlanSummary?, question: String,
    questionID: String? = nil, mode: String? = nil, end: String,
    durationSeconds: Double, isForgotten: Bool = false, importedFingerprint: String? = nil,
    phases: [PhaseSummary] = [],
    measures: SessionMeasures? = nil, review: ReviewAnswers? = nil
  ) {
    self.id = id
    self.start = start
    self.plan = plan
    self.question = question
    self.questionID = questionID
    self.mode = mode
    self.end = end
    self.durationSeconds = durationSeconds
    self.isForgotten = isForgotten
    self.importedFingerprint = importedFingerprint
    self.phases = phases
    self.measures = measures
    self.review = review
  }
}

/// A plan without its phases.
public struct PlanSummary: Hashable, Sendable {
  /// What `--plan` takes.
  public let id: String
  /// One line for people.
  public let name: String
  /// What its times were multiplied with.
  public let scale: Double
  /// Its length in seconds.
  public let totalSeconds: Double

  /// Creates a summary.
  public init(id: String, name: String, scale: Double, totalSeconds: Double) {
    self.id = id
    self.name = name
    self.scale = scale
    self.totalSeconds = totalSeconds
  }
}

/// One phase of a session.
public struct PhaseSummary: Hashable, Sendable {
  /// The phase's id; `open` for the open remainder.
  public let id: String
  /// One line for people.
  public let name: String
  /// The time that it should take.
  public let budget: TimeBudget
  /// The time that it took in seconds; nil when it was not visited.
  public let durationSeconds: Double?
  /// How the two compare; nil for the open remainder.
  public let verdict: Verdict?
  /// Its numbers; nil without an analysis.
  public var measures: PhaseMeasures?

  /// Creates a summary.
  public init(
    id: String, name: String, budget: TimeBudget, durationSeconds: Double?, verdict: Verdict?,
    measures: PhaseMeasures? = nil
  ) {
    self.id = id
    self.name = name
    self.budget = budget
    self.durationSeconds = durationSeconds
    self.verdict = verdict
    self.measures = measures
  }
}

/// The pauses of a session or of a phase.
public struct PauseMeasures: Hashable, Sendable {
  /// The number of silent pauses.
  public let count: Int
  /// Their median length in seconds.
  public let medianSeconds: Double?
  /// The length in seconds that nine of ten do not exceed.
  public let p90Seconds: Double?
  /// Silences shorter than 0.2 s, from 0.2 s to 1 s, and longer.
  public let classCounts: [Int]

  /// Silences longer than 1 s.
  public var longCount: Int { classCounts.last ?? 0 }

  /// Creates the measures.
  /// - Parameter classCounts: brief, medium, long.
  public init(count: Int, medianSeconds: Double?, p90Seconds: Double?, classCounts: [Int]) {
    self.count = count
    self.medianSeconds = medianSeconds
    self.p90Seconds = p90Seconds
    self.classCounts = classCounts
  }
}

/// How fast the speech of a session or of a phase is, in syllables per second.
public struct RateMeasures: Hashable, Sendable {
  /// Syllables ÷ session time; nil when it was not measured.
  public let speechRate: Double?
  /// Syllables ÷ talk time; nil when it was not measured.
  public let articulationRate: Double?

  /// Creates the measures.
  public init(speechRate: Double? = nil, articulationRate: Double? = nil) {
    self.speechRate = speechRate
    self.articulationRate = articulationRate
  }
}

/// The numbers of a phase.
public struct PhaseMeasures: Hashable, Sendable {
  /// Talk time in seconds.
  public let talkSeconds: Double
  /// Talk time ÷ duration without gaps, 0 to 1.
  public let talkShare: Double?
  /// Its pauses.
  public let pauses: PauseMeasures
  /// How fast the speech is.
  public let rate: RateMeasures

  /// Creates the measures.
  public init(
    talkSeconds: Double, talkShare: Double?, pauses: PauseMeasures, rate: RateMeasures
  ) {
    self.talkSeconds = talkSeconds
    self.talkShare = talkShare
    self.pauses = pauses
    self.rate = rate
  }
}

/// The numbers of a session, and who found them.
public struct SessionMeasures: Hashable, Sendable {
  /// The analyzer's version.
  public let analyzerVersion: Int
  /// The shortest silence that counted as a pause, in seconds.
  public let pauseThresholdSeconds: Double
  /// Whether this program would find the same numbers: its analyzer, its usual rules.
  public let isCurrent: Bool
  /// Talk time in seconds.
  public let talkSeconds: Double
  /// Talk time ÷ session time, 0 to 1.
  public let talkShare: Double?
  /// The pauses.
  public let pauses: PauseMeasures
  /// The median length in seconds of speech between two pauses.
  public let runMedianSeconds: Double?
  /// How fast the speech is.
  public let rate: RateMeasures
  /// How far the pitch spreads, in semitones; nil when it was not measured.
  public let pitchSpreadSemitones: Double?
  /// The level of the speech in dBFS.
  public let speechLevel: Double?
  /// The level of the silence in dBFS.
  public let noiseLevel: Double?
  /// The largest sample in dBFS.
  public let peakLevel: Double
  /// Samples at either end of the scale.
  public let clippedSamples: Int

  /// Creates the measures.
  public init(
    analyzerVersion: Int, pauseThresholdSeconds: Double, isCurrent: Bool, talkSeconds: Double,
    talkShare: Double?, pauses: PauseMeasures, runMedianSeconds: Double? = nil,
    rate: RateMeasures = RateMeasures(), pitchSpreadSemitones: Double? = nil,
    speechLevel: Double?, noiseLevel: Double?, peakLevel: Double, clippedSamples: Int
  ) {
    self.analyzerVersion = analyzerVersion
    self.pauseThresholdSeconds = pauseThresholdSeconds
    self.isCurrent = isCurrent
    self.talkSeconds = talkSeconds
    self.talkShare = talkShare
    self.pauses = pauses
    self.runMedianSeconds = runMedianSeconds
    self.rate = rate
    self.pitchSpreadSemitones = pitchSpreadSemitones
    self.speechLevel = speechLevel
    self.noiseLevel = noiseLevel
    self.peakLevel = peakLevel
    self.clippedSamples = clippedSamples
  }
}
