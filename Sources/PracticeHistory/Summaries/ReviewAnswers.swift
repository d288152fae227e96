import InterviewGuide
public import SessionArchive

/// What somebody answered when listening back to a session, without the moments.
public struct ReviewAnswers: Hashable, Sendable {
  /// How one thing was judged.
  public struct Rating: Hashable, Sendable {
    /// What was asked: `clarity`, or a signal with its level as `l4/requirements`.
    public let id: String
    /// From 1 for weak to 4 for strong.
    public let level: Int

    /// Creates a rating.
    public init(id: String, level: Int) {
      self.id = id
      self.level = level
    }
  }

  /// Whether a common mistake happened.
  public struct Tick: Hashable, Sendable {
    /// The mistake with its level, such as `l4/whiteboard`.
    public let id: String
    /// Whether it happened.
    public let isYes: Bool

    /// Creates a tick.
    public init(id: String, isYes: Bool) {
      self.id = id
      self.isYes = isYes
    }
  }

  /// In the order first given.
  public var ratings: [Rating]
  /// In the order first given.
  public var mistakes: [Tick]
  /// How many points of a strong answer were covered.
  public var coveredPoints: Int
  /// How many points were gone through.
  public var askedPoints: Int
  /// Whether one of the questions on the sound is answered.
  public var isListenedBack: Bool
  /// The words after "next time I will"; nil when it was not said.
  public var resolution: String?

  /// Creates answers.
  public init(
    ratings: [Rating] = [], mistakes: [Tick] = [], coveredPoints: Int = 0, askedPoints: Int = 0,
    isListenedBack: Bool = false, resolution: String? = nil
  ) {
    self.ratings = ratings
    self.mistakes = mistakes
    self.coveredPoints = coveredPoints
    self.askedPoints = askedPoints
    self.isListenedBack = isListenedBack
    self.resolution = resolution
  }

  /// Takes the latest answers of a review.
  public init(_ review: Review) {
    self.init(isListenedBack: review.isListenedBack)
    for answer in review.answers {
      switch (answer.kind, answer.value) {
      case (.listenBack, .level(let level)), (.signal, .level(let level)):
        ratings.append(Rating(id: answer.id, level: level))
      case (.mistake, .yes(let isYes)): mistakes.append(Tick(id: answer.id, isYes: isYes))
      case (.point, .yes(let isYes)):
        askedPoints += 1
        if isYes { coveredPoints += 1 }
      case (.resolution, .words(let words)): resolution = words
      default: break
      }
    }
  }
}
