/// Something that only a person can tick.
public struct Tick: Hashable, Sendable, Identifiable {
  /// What `programme done` takes.
  public let id: String
  /// What to do.
  public let text: String
}

/// Which sessions a target counts.
public struct TargetFilter: Hashable, Sendable {
  /// Ids of the modes; the first is the one to suggest.
  public let modeIDs: [String]
  /// Whether each question counts once.
  public let isDistinct: Bool
  /// Whether only those that passed count.
  public let isPassedOnly: Bool
  /// Whether only those with all phases count.
  public let isCompleteOnly: Bool
  /// Whether only the person's own questions count.
  public let isOwnOnly: Bool
  /// Whether only those count that were listened back to.
  public let isReviewedOnly: Bool

  /// Whether a session is one of those.
  /// - Parameters:
  ///   - session: a recorded session.
  ///   - ownKeys: keys of the person's own questions.
  public func includes(_ session: PractisedSession, ownKeys: Set<String>) -> Bool {
    session.counts && modeIDs.contains(session.modeID ?? "")
      && (!isPassedOnly || session.isPassed) && (!isCompleteOnly || session.isComplete)
      && (!isOwnOnly || ownKeys.contains(session.questionKey))
      && (!isReviewedOnly || session.isReviewed)
  }
}

/// A countable aim of a stage, or of the whole programme.
public struct Target: Hashable, Sendable, Identifiable {
  /// How it is counted.
  public enum Count: Hashable, Sendable {
    /// Sessions that pass a filter.
    case sessions(TargetFilter, amount: ClosedRange<Int>)
    /// Loops with all their rounds.
    case loops(amount: ClosedRange<Int>)
    /// These stories, by their ids, each told once.
    case stories([String])
    /// What a person ticks.
    case ticks([Tick])
  }

  /// Unique in its programme.
  public let id: String
  /// What is counted, to follow a number; empty for ticks.
  public let text: String
  /// How it is counted.
  public let count: Count

  init(_ node: ContentNode) throws {
    let keys = [
      "id", "text", "sessions", "distinct", "passed", "complete", "own", "reviewed", "amount",
      "stories", "loops", "ticks",
    ]
    let entry = try node.entry("a target", keys: keys)
    func isTrue(_ key: String) throws -> Bool { try entry[key]?.isTrue(key) ?? false }
    id = try entry.id()
    if let ticks = entry["ticks"] {
      text = ""
      count = .ticks(
        try ticks.pairs("ticks").map { Tick(id: $0.key, text: try $0.value.text($0.key)) })
      return
    }
    text = try entry.text("text")
    if let loops = entry["loops"] {
      count = .loops(amount: try loops.countBand("loops", in: 1...100))
    } else if entry["stories"] != nil {
      count = .stories(try entry.ids("stories"))
    } else {
      _ = try entry.required("sessions")
      count = .sessions(
        TargetFilter(
          modeIDs: try entry.ids("sessions"), isDistinct: try isTrue("distinct"),
          isPassedOnly: try isTrue("passed"), isCompleteOnly: try isTrue("complete"),
          isOwnOnly: try isTrue("own"), isReviewedOnly: try isTrue("reviewed")),
        amount: try entry.required("amount").countBand("amount", in: 1...100))
    }
  }
}
