/// Something that may be worth hearing again, and the phrases by which it is found.
///
/// A place where it is found is one to listen to, never a judgement; none says nothing, since
/// recognisers lose words.
public struct EvidenceCategory: Hashable, Sendable, Identifiable {
  /// How its places are shown.
  public enum Showing: String, Hashable, Sendable, CaseIterable {
    /// With sentence and time.
    case phrase
    /// Only how many there are.
    case count
  }

  /// Two phrases, one behind the other in a sentence.
  public struct Pair: Hashable, Sendable {
    /// What comes first.
    public let left: [SpokenPhrase]
    /// What begins at most ``words`` words behind its end.
    public let right: [SpokenPhrase]
    /// 1 for the next word.
    public let words: Int
  }

  /// How well it was found when somebody read the places.
  public struct Precision: Hashable, Sendable {
    /// The share that was right, 0 to 1.
    public let share: Double
    /// Right and all, such as `24/29`.
    public let judged: String
    /// In what it was measured.
    public let corpus: String
    /// What the wrong places were.
    public let misledBy: String
  }

  /// Lower-case letters, digits and hyphens.
  public let id: String
  /// A few words for reports.
  public let name: String
  /// The level whose interviewers listen for it; nil when all do.
  public let level: Level?
  /// How its places are shown.
  public let showing: Showing
  /// Nil when nobody measured it, as for a person's own phrases.
  public let precision: Precision?
  /// Whether it is found only in sentences that end with a question mark.
  public let onlyQuestions: Bool
  /// Ids of the phases that it is looked for in; nil for all.
  public let phases: [String]?
  /// Phrases of which one is enough.
  public let any: [SpokenPhrase]
  /// Pairs of which one is enough.
  public let near: [Pair]
  /// Phrases of which a sentence must have none.
  public let unless: [SpokenPhrase]

  static func read(_ text: String, taken: Set<String>) throws -> [EvidenceCategory] {
    try ContentNode.entries(text, of: "categories").unique("category", taken: taken) { node in
      let entry = try node.entry(
        "a category",
        keys: [
          "id", "name", "level", "shown", "precision", "judged", "corpus", "misled-by", "question",
          "phases", "any", "near", "unless",
        ])
      func phrases(_ key: String) throws -> [SpokenPhrase] {
        try SpokenPhrase.read(entry[key]?.list(key) ?? [])
      }
      let any = try phrases("any")
      let near = try entry["near"]?.list("near").map(pair) ?? []
      guard !any.isEmpty || !near.isEmpty else {
        throw node.error("the category has no phrases; add a line 'any: [\"a phrase\"]'")
      }
      return EvidenceCategory(
        id: try entry.id(), name: try entry.text("name", limit: 40),
        level: try entry.levelIfThere(),
        showing: try entry["shown"]?.choice("shown", of: Showing.self) ?? .phrase,
        precision: try entry["precision"].map {
          Precision(
            share: try $0.number("precision", in: 0...1), judged: try entry.text("judged"),
            corpus: try entry.text("corpus"), misledBy: try entry.text("misled-by"))
        },
        onlyQuestions: try entry["question"]?.isTrue("question") ?? false,
        phases: entry["phases"] == nil ? nil : try entry.ids("phases"), any: any, near: near,
        unless: try phrases("unless"))
    }
  }

  private static func pair(_ node: ContentNode) throws -> Pair {
    let parts = try node.list("a pair")
    guard parts.count == 3 else {
      throw node.error("a pair should be [phrases, phrases, words]")
    }
    return Pair(
      left: try SpokenPhrase.read(parts[0].list("the first phrases")),
      right: try SpokenPhrase.read(parts[1].list("the second phrases")),
      words: try parts[2].count("the words between", in: 1...30))
  }
}
