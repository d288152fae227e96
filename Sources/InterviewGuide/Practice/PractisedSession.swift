import AudioCore
public import SessionModel

/// A recorded session as counters see it.
public struct PractisedSession: Hashable, Sendable, Identifiable {
  /// The session's id.
  public let id: String
  /// The day on which it began, in its own time zone.
  public let day: Day
  /// Its mode; nil for sessions recorded before there were modes.
  public let modeID: String?
  /// Its question: the id, or the words that the person typed in lower case.
  public let questionKey: String
  /// Its length in seconds.
  public let seconds: Double
  /// The least that its plan asks for in seconds.
  public let leastSeconds: Double
  /// Whether it passed its mode.
  public let isPassed: Bool
  /// Whether each phase was entered.
  public let isComplete: Bool
  /// Whether it was listened back to.
  public let isReviewed: Bool
  /// The loop it is a round of; nil when it stands alone.
  public let loop: LoopPlace?

  /// Describes a session.
  public init(
    id: String, day: Day, modeID: String?, questionKey: String, seconds: Double,
    leastSeconds: Double = 0, isPassed: Bool = false, isComplete: Bool = false,
    isReviewed: Bool = false, loop: LoopPlace? = nil
  ) {
    self.id = id
    self.day = day
    self.modeID = modeID
    self.questionKey = questionKey
    self.seconds = seconds
    self.leastSeconds = leastSeconds
    self.isPassed = isPassed
    self.isComplete = isComplete
    self.isReviewed = isReviewed
    self.loop = loop
  }

  /// Whether it counts as practised: it lasted half of its plan's least or more.
  ///
  /// What was started by mistake, or scaled down for a try, does not.
  public var isCounted: Bool { modeID != nil && seconds >= countedFromSeconds && seconds > 0 }

  /// How long it has to be to count as practised, in seconds.
  public var countedFromSeconds: Double { leastSeconds / 2 }
}
