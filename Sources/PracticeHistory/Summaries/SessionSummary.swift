public import SessionModel
public import SpeechAnalysis

/// What is known of one session without its sound: a row of the history.
public struct SessionSummary: Hashable, Sendable, SessionTimes {
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
  /// Its place in a loop of several sessions; nil when it stands alone.
  public var loop: LoopPlace?
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
  public var numbers: MeasuredNumbers?
  /// What was answered when listening back; nil when nothing was.
  public var review: ReviewAnswers?

  /// When it began; nil when `start` is no date.
  public var date: SessionDate? { SessionDate(start) }

  /// What tells its question from others: the id, or the words.
  public var questionKey: String { questionID ?? question.lowercased() }

  /// How each of the plan's phases compares with its budget; empty without a plan.
  public var verdicts: [Verdict] { phases.compactMap(\.verdict) }

  /// How many of the plan's phases lie within their budget, and how many there are.
  public var phasesWithin: (within: Int, of: Int)? {
    let judged = verdicts
    return judged.isEmpty ? nil : (judged.count { $0 == .within }, judged.count)
  }

  /// Creates a summary.
  public init(
    id: String, start: String, plan: PlanSummary?, question: String,
    questionID: String? = nil, mode: String? = nil, loop: LoopPlace? = nil, end: String,
    durationSeconds: Double, isForgotten: Bool = false, importedFingerprint: String? = nil,
    phases: [PhaseSummary] = [],
    numbers: MeasuredNumbers? = nil, review: ReviewAnswers? = nil
  ) {
    self.id = id
    self.start = start
    self.plan = plan
    self.question = question
    self.questionID = questionID
    self.mode = mode
    self.loop = loop
    self.end = end
    self.durationSeconds = durationSeconds
    self.isForgotten = isForgotten
    self.importedFingerprint = importedFingerprint
    self.phases = phases
    self.numbers = numbers
    self.review = review
  }
}

/// A plan without its phases.
public struct PlanSummary: Hashable, Sendable {
  /// The plan's.
  public let id: String
  /// One line for people.
  public let name: String
  /// What its times were multiplied with.
  public let scale: Double
  /// Its length in seconds.
  public let totalSeconds: Double
  /// The least that its phases together take before it is scaled, in seconds.
  public let leastSeconds: Double

  /// Creates a summary.
  public init(
    id: String, name: String, scale: Double, totalSeconds: Double, leastSeconds: Double = 0
  ) {
    self.id = id
    self.name = name
    self.scale = scale
    self.totalSeconds = totalSeconds
    self.leastSeconds = leastSeconds
  }
}

/// One phase of a session.
public struct PhaseSummary: Hashable, Sendable, PhaseTimes {
  /// The phase's id; `open` for the open remainder.
  public let id: String
  /// One line for people.
  public let name: String
  /// The time that it should take.
  public let budget: TimeBudget
  /// The time that it took in seconds; nil when it was not visited.
  public let durationSeconds: Double?
  /// The same time as the session's clock showed it, in whole seconds, so that phases add up to
  /// the session; nil when it was not visited.
  public let clockSeconds: Double?
  /// How the two compare; nil for the open remainder.
  public let verdict: Verdict?
  /// Its numbers; nil without an analysis.
  public var values: FieldValues?

  /// Creates a summary.
  public init(
    id: String, name: String, budget: TimeBudget, durationSeconds: Double?,
    clockSeconds: Double? = nil, verdict: Verdict?, values: FieldValues? = nil
  ) {
    self.id = id
    self.name = name
    self.budget = budget
    self.durationSeconds = durationSeconds
    self.clockSeconds = clockSeconds ?? durationSeconds.map(Format.wholeSeconds)
    self.verdict = verdict
    self.values = values
  }
}

/// The numbers of a session, and who found them.
public struct MeasuredNumbers: Hashable, Sendable {
  /// The analyzer's version.
  public let analyzerVersion: Int
  /// The shortest silence that counted as a pause, in seconds.
  public let pauseThresholdSeconds: Double
  /// Whether this program would find the same numbers: its analyzer, its usual rules.
  public let isCurrent: Bool
  /// The numbers themselves.
  public let values: FieldValues
  /// Where those of words come from; nil when the session was not transcribed.
  public let words: WordSource?

  /// Creates numbers.
  public init(
    analyzerVersion: Int, pauseThresholdSeconds: Double, isCurrent: Bool, values: FieldValues,
    words: WordSource? = nil
  ) {
    self.analyzerVersion = analyzerVersion
    self.pauseThresholdSeconds = pauseThresholdSeconds
    self.isCurrent = isCurrent
    self.values = values
    self.words = words
  }
}

/// Who heard the words that numbers were taken from.
public struct WordSource: Hashable, Sendable {
  /// Recogniser and model in a few words: only the same are like for like.
  public let recognizer: String
  /// Whether this program would place the words alike.
  public let isCurrent: Bool

  /// Creates a source.
  public init(recognizer: String, isCurrent: Bool) {
    self.recognizer = recognizer
    self.isCurrent = isCurrent
  }
}
