import AudioCore
public import SessionModel

/// A number of a measure: how it is taken, and what it is called where it is kept.
public struct Field: Sendable {
  /// Where it comes from.
  enum Source: Sendable {
    /// From the sound.
    case sound(
      session: @Sendable (SessionAnalysis) -> Double?,
      phase: (@Sendable (PhasePacing) -> Double?)?)
    /// From another room, which keeps it in a record of its own.
    case elsewhere(hasPhases: Bool)
    /// From plan and times alone, so that it is there without the sound, too.
    case times(
      session: @Sendable (any SessionTimes) -> Double?,
      phase: (@Sendable (any PhaseTimes) -> Double?)?)
  }

  /// The column of a table of the history.
  public struct Column: Hashable, Sendable {
    /// Its heading.
    public let name: String
    /// Its place among the columns: scripts count them, so that new ones come last.
    public let place: Int
  }

  /// Its groups and its name in the record, with the unit: `talk.talkSeconds`; empty
  /// when the record does not keep it.
  public let key: String
  /// Decimals that are kept.
  package let digits: Int
  /// Its column in tables of the history; nil when it has none.
  public let column: Column?
  let source: Source

  /// A number that is taken from the sound.
  /// - Parameters:
  ///   - key: groups and name, such as `talk.talkSeconds`.
  ///   - column: the name and the place of its column.
  init(
    _ key: String, digits: Int = 6, column: (String, Int)? = nil,
    session: @escaping @Sendable (SessionAnalysis) -> Double?,
    phase: (@Sendable (PhasePacing) -> Double?)? = nil
  ) {
    self.key = key
    self.digits = digits
    self.column = column.map(Column.init)
    source = .sound(session: session, phase: phase)
  }

  /// A number that a phase has as the session has it.
  init(
    _ key: String, digits: Int = 6, column: (String, Int)? = nil,
    everywhere value: @escaping @Sendable (any Paced) -> Double?
  ) {
    self.init(key, digits: digits, column: column, session: { value($0) }, phase: { value($0) })
  }

  /// A number that follows from plan and times: the record has those already.
  init(
    column: (String, Int)? = nil, session: @escaping @Sendable (any SessionTimes) -> Double?,
    phase: (@Sendable (any PhaseTimes) -> Double?)? = nil
  ) {
    key = ""
    digits = 6
    self.column = column.map(Column.init)
    source = .times(session: session, phase: phase)
  }

  /// A number that is found in another room, as those of words are.
  package init(
    elsewhere key: String, digits: Int, column: (String, Int)? = nil, hasPhases: Bool
  ) {
    self.key = key
    self.digits = digits
    self.column = column.map(Column.init)
    source = .elsewhere(hasPhases: hasPhases)
  }

  /// Whether it is found in another room, from more than the sound.
  public var isFoundElsewhere: Bool { if case .elsewhere = source { true } else { false } }

  /// Whether it follows from plan and times alone.
  public var isOfTimes: Bool { if case .times = source { true } else { false } }

  /// Whether a phase has a value of its own.
  public var hasPhases: Bool {
    switch source {
    case .sound(_, let phase): phase != nil
    case .times(_, let phase): phase != nil
    case .elsewhere(let hasPhases): hasPhases
    }
  }

  /// The value of a session; nil where there is none.
  public func value(_ analysis: SessionAnalysis) -> Double? {
    switch source {
    case .sound(let session, _): session(analysis)
    case .times(let session, _): session(analysis)
    case .elsewhere: nil
    }
  }

  /// The value of a phase; nil where there is none.
  public func value(_ pacing: PhasePacing) -> Double? {
    switch source {
    case .sound(_, let phase): phase?(pacing)
    case .times, .elsewhere: nil
    }
  }

  /// The value that follows from a session's times; nil for one that needs the sound.
  public func value(_ times: any SessionTimes) -> Double? {
    if case .times(let session, _) = source { session(times) } else { nil }
  }

  /// The value that follows from a phase's times; nil for one that needs the sound.
  public func value(_ times: any PhaseTimes) -> Double? {
    if case .times(_, let phase) = source { phase?(times) } else { nil }
  }
}

/// What is measured of a session and of each phase alike.
public protocol Paced {
  /// Talk time ÷ time without gaps and others' speech; nil when nothing is left of that.
  var phonationRatio: Double? { get }
  /// The pauses.
  var pauses: PauseDistribution { get }
  /// Syllables and rates.
  var rate: SpeechRate { get }
}

extension Paced {
  /// Silent pauses per minute of talk time; nil without talk.
  public var pausesPerTalkMinute: Double? { perTalkMinute(pauses.count) }

  /// Things per minute of talk; nil without talk.
  func perTalkMinute(_ count: Int) -> Double? {
    rate.talkSeconds > 0 ? Double(count) / (rate.talkSeconds / 60) : nil
  }
}

extension SessionAnalysis: Paced {}
extension PhasePacing: Paced {}

/// What is known of a session without its sound.
public protocol SessionTimes {
  /// The length in seconds.
  var durationSeconds: Double { get }
  /// How each of the plan's phases compares with its budget; empty without a plan.
  var verdicts: [Verdict] { get }
}

/// What is known of a phase without the sound.
public protocol PhaseTimes {
  /// The time that it took in seconds; nil when it was not visited.
  var durationSeconds: Double? { get }
}

extension SessionAnalysis: SessionTimes {
  /// The length in seconds.
  public var durationSeconds: Double { sampleRate.seconds(frames: timeline.frames) }
  /// How each of the plan's phases compares with its budget; empty without a plan.
  public var verdicts: [Verdict] { phases.compactMap(\.verdict) }
}
