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

  /// A kind, and how many sessions are of it.
  public struct Count: Hashable, Sendable {
    /// The kind.
    public let kind: SessionKind
    /// One or more.
    public let sessionCount: Int
  }

  /// Recogniser and model that most of the sessions in order of time have their words from, of
  /// equals those of the latest; nil when none has words.
  static func recognizer(of sessions: [SessionSummary]) -> String? {
    let heard = sessions.compactMap { $0.numbers?.words?.recognizer }
    let latest = Dictionary(heard.enumerated().map { ($1, $0) }, uniquingKeysWith: max)
    let counts = Dictionary(heard.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { one, other in
      (one.value, latest[one.key] ?? 0) < (other.value, latest[other.key] ?? 0)
    }?.key
  }

  /// The kinds of sessions in order of time: the commonest first, among equals that of the
  /// latest session.
  static func counts(of sessions: [SessionSummary]) -> [Count] {
    var counts: [SessionKind: Int] = [:]
    var latest: [SessionKind: Int] = [:]
    for (index, session) in sessions.enumerated() {
      let kind = SessionKind(session)
      counts[kind, default: 0] += 1
      latest[kind] = index
    }
    return counts.map { Count(kind: $0.key, sessionCount: $0.value) }.sorted {
      ($1.sessionCount, latest[$1.kind] ?? 0) < ($0.sessionCount, latest[$0.kind] ?? 0)
    }
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
    let recognizer = SessionKind.recognizer(of: sessions)
    return TheilSenLine(
      sessions.enumerated().compactMap { index, session in
        measure.currentValue(session, heardBy: recognizer).map {
          TheilSenLine.Point(x: Double(index), y: $0)
        }
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
