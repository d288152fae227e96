import InterviewGuide

/// What listening back found over several sessions.
public struct ReviewTrend: Hashable, Sendable {
  /// How one thing was judged from session to session.
  public struct Rating: Hashable, Sendable {
    /// What was asked: `clarity`, or a signal with its level as `l4/requirements`.
    public let id: String
    /// From 1 for weak to 4 for strong, in order of time; one or more.
    public let levels: [Int]

    /// Half of the levels lie at or below it.
    public var median: Double {
      let sorted = levels.sorted()
      return Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    /// The level of the last session.
    public var latest: Int { levels[levels.count - 1] }
  }

  /// How often a common mistake happened.
  public struct Mistake: Hashable, Sendable {
    /// The mistake with its level, such as `l4/whiteboard`.
    public let id: String
    /// In how many sessions it happened; one or more.
    public let happened: Int
    /// In how many sessions it was asked for.
    public let asked: Int
  }

  /// What somebody meant to do better.
  public struct Resolution: Hashable, Sendable {
    /// The words after "next time I will".
    public let words: String
    /// The session that was listened back to.
    public let session: SessionSummary
  }

  /// The sessions that were listened back to.
  public let sessionCount: Int
  /// The weakest first, by the median, then by the last session.
  public let ratings: [Rating]
  /// The commonest first.
  public let mistakes: [Mistake]
  /// How many points of strong answers were covered.
  public let coveredPoints: Int
  /// How many points were gone through.
  public let askedPoints: Int
  /// The latest "next time I will"; nil when there is none.
  public let resolution: Resolution?

  /// Puts the answers of sessions together.
  /// - Parameter sessions: in order of time.
  /// - Returns: nil when none was listened back to.
  init?(_ sessions: [SessionSummary]) {
    let reviews = sessions.compactMap(\.review)
    guard !reviews.isEmpty else { return nil }
    sessionCount = reviews.count
    var levels: [String: [Int]] = [:]
    var counts: [String: (happened: Int, asked: Int)] = [:]
    for review in reviews {
      for rating in review.ratings { levels[rating.id, default: []].append(rating.level) }
      for mistake in review.mistakes {
        let before = counts[mistake.id] ?? (0, 0)
        counts[mistake.id] = (before.happened + (mistake.isYes ? 1 : 0), before.asked + 1)
      }
    }
    ratings = levels.map { Rating(id: $0.key, levels: $0.value) }.sorted {
      ($0.median, $0.latest, $1.levels.count, $0.id)
        < ($1.median, $1.latest, $0.levels.count, $1.id)
    }
    mistakes = counts.filter { $0.value.happened > 0 }.map {
      Mistake(id: $0.key, happened: $0.value.happened, asked: $0.value.asked)
    }.sorted { ($1.happened, $0.asked, $0.id) < ($0.happened, $1.asked, $1.id) }
    coveredPoints = reviews.reduce(0) { $0 + $1.coveredPoints }
    askedPoints = reviews.reduce(0) { $0 + $1.askedPoints }
    resolution = sessions.last { $0.review?.resolution != nil }.flatMap { session in
      session.review?.resolution.map { Resolution(words: $0, session: session) }
    }
  }
}
