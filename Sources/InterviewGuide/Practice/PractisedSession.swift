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
  /// Whether it counts, and whether it passed.
  public let standing: SessionStanding
  /// Whether it was listened back to.
  public let isReviewed: Bool
  /// The loop it is a round of; nil when it stands alone.
  public let loop: LoopPlace?

  /// Describes a session.
  public init(
    id: String, day: Day, modeID: String?, questionKey: String, seconds: Double,
    standing: SessionStanding, isReviewed: Bool = false, loop: LoopPlace? = nil
  ) {
    self.id = id
    self.day = day
    self.modeID = modeID
    self.questionKey = questionKey
    self.seconds = seconds
    self.standing = standing
    self.isReviewed = isReviewed
    self.loop = loop
  }

  /// Whether it counts as practised.
  public var counts: Bool { standing.counts }

  /// Whether it passed its mode.
  public var isPassed: Bool { standing.outcome?.isPass ?? false }

  /// Whether each phase of its plan was entered.
  public var isComplete: Bool { standing.outcome?.isComplete ?? false }
}
