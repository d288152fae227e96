/// What weak, fair, good and strong sound like.
public struct FourLevels: Hashable, Sendable {
  /// The names of the four, from the first.
  public static let names = ["weak", "fair", "good", "strong"]
  /// The four descriptions, in the order of the names.
  public let descriptions: [String]

  init(_ entry: ContentEntry) throws {
    descriptions = try Self.names.map { try entry.text($0, limit: 240) }
  }
}

/// Something that an interviewer listens for, with four described levels.
public struct Signal: Hashable, Sendable, Identifiable {
  /// Unique in its level.
  public let id: String
  /// A few words.
  public let name: String
  /// What to ask oneself while listening back.
  public let ask: String
  /// What weak, fair, good and strong sound like.
  public let levels: FourLevels
  /// Ids of the evidence whose places are worth hearing before one answers; empty where
  /// phrases cannot tell.
  public let evidence: [String]
}

/// A common mistake, for a checklist.
public struct Mistake: Hashable, Sendable, Identifiable {
  /// Unique in its level.
  public let id: String
  /// What goes wrong.
  public let what: String
  /// What to do instead.
  public let cure: String
}

/// Everything an interviewer of one level listens for.
///
/// Nothing of it can be measured: a person ticks it while listening back.
public struct Rubric: Hashable, Sendable, Identifiable {
  /// The level's id: each has one rubric.
  public var id: String { level.rawValue }
  /// The level.
  public let level: Level
  /// What is listened for, in order.
  public let signals: [Signal]
  /// What is listened for between the lines.
  public let culture: [String]
  /// Traits of a pass.
  public let passes: [String]
  /// Traits of a fail.
  public let fails: [String]
  /// What often goes wrong.
  public let mistakes: [Mistake]

  static func read(_ text: String, taken: Set<String>) throws -> [Rubric] {
    try ContentNode.entries(text, of: "rubrics").unique("rubric", taken: taken) { node in
      let entry = try node.entry(
        "a rubric", keys: ["level", "signals", "culture", "passes", "fails", "mistakes"])
      return Rubric(
        level: try entry.level(),
        signals: try entry.required("signals").list("signals").unique("signal") { node in
          let entry = try node.entry(
            "a signal", keys: ["id", "name", "ask", "evidence"] + FourLevels.names)
          return Signal(
            id: try entry.id(), name: try entry.text("name", limit: 60),
            ask: try entry.text("ask"), levels: try FourLevels(entry),
            evidence: entry["evidence"] == nil ? [] : try entry.ids("evidence"))
        },
        culture: try entry.texts("culture"), passes: try entry.texts("passes"),
        fails: try entry.texts("fails"),
        mistakes: try entry.required("mistakes").list("mistakes").unique("mistake") { node in
          let entry = try node.entry("a mistake", keys: ["id", "what", "cure"])
          return Mistake(
            id: try entry.id(), what: try entry.text("what"), cure: try entry.text("cure"))
        })
    }
  }
}

/// A question to oneself while listening back, with four described levels.
public struct ListenBackQuestion: Hashable, Sendable, Identifiable {
  /// Where in the sound the answer is heard best.
  public enum Place: String, Hashable, Sendable, CaseIterable {
    /// At the longest pauses.
    case pauses
    /// Where phases begin.
    case phases
  }

  /// Unique among them.
  public let id: String
  /// A word or two.
  public let name: String
  /// The question.
  public let ask: String
  /// Where to listen.
  public let place: Place
  /// What weak, fair, good and strong sound like.
  public let levels: FourLevels

  static func read(_ text: String) throws -> [ListenBackQuestion] {
    try ContentNode.entries(text, of: "listen-back questions").unique("question") { node in
      let entry = try node.entry(
        "a listen-back question", keys: ["id", "name", "ask", "at"] + FourLevels.names)
      return ListenBackQuestion(
        id: try entry.id(), name: try entry.text("name", limit: 60), ask: try entry.text("ask"),
        place: try entry.required("at").choice("at", of: Place.self),
        levels: try FourLevels(entry))
    }
  }
}
