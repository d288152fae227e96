public import SpeechAnalysis

/// What makes sessions like for like, besides the question: the plan, its times, the mode.
public struct SessionKind: Hashable, Sendable {
  /// The plan's id; nil without a plan.
  public let plan: String?
  /// What the plan's times were multiplied with.
  public let scale: Double
  /// The mode's id; nil when not known.
  public let mode: String?

  /// The kind of a session.
  public init(_ session: SessionSummary) {
    plan = session.plan?.id
    scale = session.plan?.scale ?? 1
    mode = session.mode
  }

  /// The kinds of sessions, the commonest first, the earlier first among equals.
  public static func kinds(of sessions: [SessionSummary]) -> [SessionKind] {
    var counts: [SessionKind: Int] = [:]
    var order: [SessionKind] = []
    for session in sessions {
      let kind = SessionKind(session)
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    return order.enumerated().sorted {
      (counts[$1.element] ?? 0, $0.offset) < (counts[$0.element] ?? 0, $1.offset)
    }.map(\.element)
  }
}

/// The same question practised again and again, like for like.
public struct QuestionLadder: Hashable, Sendable {
  /// The question.
  public let question: String
  /// The kind of the sessions.
  public let kind: SessionKind
  /// The sessions in order of time, two or more.
  public let sessions: [SessionSummary]

  /// A measure's line over the attempts, one attempt being one step; nil below five.
  public func line(_ measure: Measure) -> TheilSenLine? {
    TheilSenLine(
      sessions.enumerated().compactMap { index, session in
        measure.currentValue(session).map { TheilSenLine.Point(x: Double(index), y: $0) }
      })
  }

  /// The ladders of sessions in order of time; the one practised last comes first.
  static func ladders(of sessions: [SessionSummary]) -> [QuestionLadder] {
    struct Key: Hashable {
      let question: String
      let kind: SessionKind
    }
    var groups: [Key: [Int]] = [:]
    for (index, session) in sessions.enumerated() where !session.question.isEmpty {
      let key = Key(question: session.questionKey, kind: SessionKind(session))
      groups[key, default: []].append(index)
    }
    return groups.filter { $0.value.count >= 2 }
      .sorted { ($1.value.last ?? 0) < ($0.value.last ?? 0) }
      .map { key, indices in
        let own = indices.map { sessions[$0] }
        return QuestionLadder(question: own.last?.question ?? "", kind: key.kind, sessions: own)
      }
  }
}
