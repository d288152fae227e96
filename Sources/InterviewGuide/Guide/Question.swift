/// Something to practise on: a design question, or a story to tell.
public struct Question: Hashable, Sendable, Identifiable {
  /// The kind of conversation it belongs to.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A system to design.
    case design
    /// Something that happened, told in four parts.
    case story
  }

  /// What people type to choose it: lower-case letters, digits and hyphens.
  public let id: String
  /// A few words for lists and reports.
  public let title: String
  /// The kind of conversation.
  public let kind: Kind
  /// The level it is asked at; nil when any.
  public let level: Level?
  /// One word that groups questions, such as `streaming`.
  public let theme: String
  /// What the interviewer says.
  public let ask: String
  /// What a strong answer must cover.
  public let points: [String]
  /// Whether it comes from the person's own file.
  public let isOwn: Bool

  /// Creates a question.
  public init(
    id: String, title: String, kind: Kind = .design, level: Level?, theme: String, ask: String,
    points: [String], isOwn: Bool = false
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.level = level
    self.theme = theme
    self.ask = ask
    self.points = points
    self.isOwn = isOwn
  }

  /// Whether it belongs to a level: it names this one, or none.
  public func fits(_ level: Level) -> Bool { self.level == nil || self.level == level }

  /// Whether a person who types this text means this question: its id or its title.
  public func isMeant(by text: String) -> Bool {
    text == id || text.lowercased() == title.lowercased()
  }
}

extension Question {
  /// Reads a file of questions.
  /// - Parameter taken: ids that are built in.
  /// - Throws: ``ContentError``.
  static func read(
    _ text: String, taken: Set<String>, isOwn: Bool = false
  ) throws -> [Question] {
    try ContentNode.entries(text, of: "questions").unique("question", taken: taken) { node in
      let entry = try node.entry(
        "a question", keys: ["id", "title", "kind", "level", "theme", "ask", "points"])
      return Question(
        id: try entry.id(), title: try entry.text("title", limit: 60),
        kind: try entry["kind"]?.choice("kind", of: Kind.self) ?? .design,
        level: try entry.levelIfThere(),
        theme: try entry["theme"]?.id("theme") ?? "own",
        ask: try entry["ask"]?.text("ask", limit: 400) ?? entry.text("title", limit: 60),
        points: try entry.texts("points"), isOwn: isOwn)
    }
  }
}
