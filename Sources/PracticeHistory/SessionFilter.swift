/// Which sessions of the history are meant.
public struct SessionFilter: Hashable, Sendable {
  /// A part of the question, upper and lower case alike; empty for all.
  public var question = ""
  /// The plan's id; nil for all.
  public var plan: String?
  /// The first day, in days since 1970-01-01; nil for no limit.
  public var firstDay: Int?
  /// The last day, in days since 1970-01-01; nil for no limit.
  public var lastDay: Int?

  /// Creates a filter that lets everything pass.
  public init() {}

  /// The sessions that are meant, in the order given.
  public func apply(to sessions: [SessionSummary]) -> [SessionSummary] {
    let wanted = question.lowercased()
    return sessions.filter { session in
      if let plan, session.plan?.id != plan { return false }
      if !wanted.isEmpty, !session.question.lowercased().contains(wanted) { return false }
      guard firstDay != nil || lastDay != nil else { return true }
      guard let day = session.date?.day else { return false }
      return (firstDay ?? Int.min)...(lastDay ?? Int.max) ~= day
    }
  }
}

/// What a list of sessions is sorted by.
public enum SessionOrder: String, CaseIterable, Sendable {
  /// When it began; the newest first.
  case date
  /// How long it was; the longest first.
  case time
  /// The talk share; the largest first.
  case talk
  /// The median pause; the longest first.
  case pause
  /// The share of phases within their budget; the largest first.
  case within
  /// The question by the alphabet, then the newest first.
  case question

  /// Sorts; equal ones stay newest first, and those without a value come last.
  public func sort(_ sessions: [SessionSummary]) -> [SessionSummary] {
    // Ids begin with date and time: what is sorted by them is sorted by time.
    let newestFirst = sessions.enumerated().map {
      (session: $1, seconds: $1.date?.epochSeconds ?? Int.min, place: $0)
    }
    .sorted { ($1.seconds, $1.place) < ($0.seconds, $0.place) }
    .map(\.session)
    switch self {
    case .date: return newestFirst
    case .question:
      return stable(newestFirst) {
        $0.question.lowercased()
      } by: {
        $0 < $1
      }
    case .time: return descending(newestFirst, .duration)
    case .talk: return descending(newestFirst, .talkShare)
    case .pause: return descending(newestFirst, .pauseMedian)
    case .within: return descending(newestFirst, .phasesWithin)
    }
  }

  private func descending(_ sessions: [SessionSummary], _ measure: Measure) -> [SessionSummary] {
    stable(sessions) {
      measure.value($0) ?? -.infinity
    } by: {
      $0 > $1
    }
  }

  private func stable<Key>(
    _ sessions: [SessionSummary], key: (SessionSummary) -> Key, by precedes: (Key, Key) -> Bool
  ) -> [SessionSummary] {
    sessions.enumerated().map { (key: key($1), place: $0, session: $1) }
      .sorted {
        precedes($0.key, $1.key) || (!precedes($1.key, $0.key) && $0.place < $1.place)
      }
      .map(\.session)
  }
}
