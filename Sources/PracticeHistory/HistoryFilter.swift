import SessionModel
import SpeechAnalysis

/// Which sessions of the history are meant.
public struct HistoryFilter: Hashable, Sendable {
  /// The question's id, or a part of its words, upper and lower case alike; empty for all.
  public var question = ""
  /// The plan's id; nil for all.
  public var plan: String?
  /// The mode's id; nil for all.
  public var mode: String?
  /// What the plan's times were multiplied with; nil for all.
  public var scale: Double?
  /// The first day, in days since 1970-01-01; nil for no limit.
  public var firstDay: Int?
  /// The last day, in days since 1970-01-01; nil for no limit.
  public var lastDay: Int?

  /// Creates a filter that lets everything pass.
  public init() {}

  /// The sessions that are meant, in the order given.
  public func apply(to sessions: [SessionSummary]) -> [SessionSummary] {
    guard self != HistoryFilter() else { return sessions }
    let wanted = question.lowercased()
    return sessions.filter { session in
      if let plan, session.plan?.id != plan { return false }
      if let mode, session.mode != mode { return false }
      if let scale, abs((session.plan?.scale ?? 1) - scale) > 1e-6 { return false }
      if !wanted.isEmpty, session.questionID?.lowercased() != wanted,
        !session.question.lowercased().contains(wanted)
      {
        return false
      }
      guard firstDay != nil || lastDay != nil else { return true }
      guard let day = session.date?.day else { return false }
      // No range: a first day after the last lets nothing pass.
      return day >= firstDay ?? .min && day <= lastDay ?? .max
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
    // Keys are found once, and places sorted rather than whole sessions.
    let seconds = sessions.map { $0.date?.epochSeconds ?? Int.min }
    // Ids begin with date and time: of equal ones, the last is the newest.
    let newestFirst = sessions.indices.sorted { (seconds[$1], $1) < (seconds[$0], $0) }
    let places: [Int]
    switch self {
    case .date: places = newestFirst
    case .question:
      places = stable(newestFirst, sessions.map { $0.question.lowercased() }) { $0 < $1 }
    case .time: places = descending(newestFirst, sessions, .duration)
    case .talk: places = descending(newestFirst, sessions, .talkShare)
    case .pause: places = descending(newestFirst, sessions, .pauseMedian)
    case .within: places = descending(newestFirst, sessions, .phasesWithin)
    }
    return places.map { sessions[$0] }
  }

  private func descending(
    _ places: [Int], _ sessions: [SessionSummary], _ measure: Measure
  ) -> [Int] {
    stable(places, sessions.map { measure.value($0) ?? -.infinity }) { $0 > $1 }
  }

  private func stable<Key>(
    _ places: [Int], _ keys: [Key], by precedes: (Key, Key) -> Bool
  ) -> [Int] {
    var ranks = [Int](repeating: 0, count: keys.count)
    for (rank, place) in places.enumerated() { ranks[place] = rank }
    return places.sorted {
      precedes(keys[$0], keys[$1]) || (!precedes(keys[$1], keys[$0]) && ranks[$0] < ranks[$1])
    }
  }
}
