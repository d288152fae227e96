/// One station on the way to an offer.
public struct InterviewStage: Hashable, Sendable {
  /// A few words.
  public let name: String
  /// The least and the most minutes of one conversation.
  public let minutes: ClosedRange<Int>
  /// The least and the most conversations.
  public let conversations: ClosedRange<Int>
  /// What it is about.
  public let about: String
  /// Ids of the modes that stand for it.
  public let modes: [String]
  /// What ends the round; nil when nothing does.
  public let gate: String?
}

/// The whole way through the interviews of one level.
public struct Interviews: Hashable, Sendable, Identifiable {
  /// The level's id: each has one loop.
  public var id: String { level.rawValue }
  /// The level.
  public let level: Level
  /// The level in words.
  public let name: String
  /// The work behind somebody of this level.
  public let years: String
  /// What holds for all conversations.
  public let rules: [String]
  /// The stations in order.
  public let stages: [InterviewStage]

  /// The least and the most minutes of all conversations together.
  public var minutes: ClosedRange<Int> {
    stages.reduce(0) {
      $0 + $1.minutes.lowerBound * $1.conversations.lowerBound
    }...stages
      .reduce(0) { $0 + $1.minutes.upperBound * $1.conversations.upperBound }
  }

  static func read(_ text: String, taken: Set<String>) throws -> [Interviews] {
    try ContentNode.entries(text, of: "interviews").unique("way through interviews", taken: taken) {
      node in
      let entry = try node.entry(
        "a way through interviews", keys: ["level", "name", "years", "rules", "stages"])
      return Interviews(
        level: try entry.level(),
        name: try entry.text("name"), years: try entry.text("years"),
        rules: try entry.texts("rules"),
        stages: try entry.required("stages").list("stages").map { node in
          let entry = try node.entry(
            "a stage", keys: ["name", "minutes", "conversations", "about", "modes", "gate"])
          return InterviewStage(
            name: try entry.text("name"),
            minutes: try entry.required("minutes").countBand("minutes", in: 1...600),
            conversations: try entry.required("conversations").countBand(
              "conversations", in: 1...20), about: try entry.text("about"),
            modes: try entry.ids("modes"), gate: try entry["gate"]?.text("gate"))
        })
    }
  }
}
