/// Topics that build on each other.
public struct TopicLadder: Hashable, Sendable, Identifiable {
  /// Unique among ladders.
  public let id: String
  /// A few words.
  public let name: String
  /// The level that needs it first.
  public let level: Level
  /// From the easy to the hard.
  public let topics: [String]

  static func read(_ text: String, taken: Set<String>) throws -> [TopicLadder] {
    try ContentNode.entries(text, of: "ladders").unique("ladder", taken: taken) { node in
      let entry = try node.entry("a ladder", keys: ["id", "name", "level", "topics"])
      return TopicLadder(
        id: try entry.id(), name: try entry.text("name"),
        level: try entry.level(),
        topics: try entry.texts("topics"))
    }
  }
}
