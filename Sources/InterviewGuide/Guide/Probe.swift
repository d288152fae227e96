/// An interviewer's follow-up question.
public struct Probe: Hashable, Sendable, Identifiable {
  /// Unique among all probes.
  public let id: String
  /// The question as it is spoken.
  public let ask: String
  /// What a strong answer does: for after the answer.
  public let after: String
  /// The level that hears it; nil when any may.
  public let level: Level?
  /// Ids of the phases it fits; empty when it fits all.
  public let phases: [String]
  /// Ids of the questions it was made for; empty when it fits all.
  public let questions: [String]

  /// Whether it may be asked there and then.
  /// - Parameters:
  ///   - level: nil asks for no particular one.
  ///   - phaseID: nil when the phase does not matter.
  ///   - questionID: nil when the question is not one of the guide's.
  public func fits(level: Level?, phaseID: String?, questionID: String?) -> Bool {
    (self.level == nil || level == nil || self.level == level)
      && (phaseID.map { phases.isEmpty || phases.contains($0) } ?? true)
      && (questions.isEmpty || questionID.map(questions.contains) ?? false)
  }

  static func read(_ text: String, taken: Set<String>) throws -> [Probe] {
    try ContentNode.entries(text, of: "probes").unique("probe", taken: taken) { node in
      let entry = try node.entry(
        "a probe", keys: ["id", "ask", "after", "level", "phases", "questions"])
      return Probe(
        id: try entry.id(), ask: try entry.text("ask"), after: try entry.text("after"),
        level: try entry.levelIfThere(),
        phases: try entry.ids("phases"), questions: try entry.ids("questions"))
    }
  }
}

/// Probes drawn one after the other, none twice, the same for the same seed.
///
/// Those made for the question come up more often than the general ones.
public struct ProbeDeck: Sendable {
  private var left: [Probe]
  private var generator: RepeatableGenerator
  private let questionID: String?

  /// Shuffles what fits.
  /// - Parameters:
  ///   - probes: all there are, such as ``Guide/probes()``.
  ///   - level: nil for any.
  ///   - questionID: the question that is practised; nil when it is not one of the guide's.
  ///   - seed: what makes the order repeatable.
  public init(_ probes: [Probe], level: Level?, questionID: String?, seed: UInt64) {
    left = probes.filter { $0.fits(level: level, phaseID: nil, questionID: questionID) }
    self.questionID = questionID
    generator = RepeatableGenerator(seed: seed)
  }

  /// How many are left.
  public var count: Int { left.count }

  /// Whether one is left that fits a phase.
  public func fits(phaseID: String) -> Bool {
    left.contains { $0.phases.isEmpty || $0.phases.contains(phaseID) }
  }

  /// Draws the next probe.
  /// - Parameter phaseID: only what fits this phase, when there is such a one left.
  /// - Returns: nil when all were drawn.
  public mutating func draw(phaseID: String? = nil) -> Probe? {
    let fitting = left.filter {
      phaseID == nil || $0.phases.isEmpty || $0.phases.contains(phaseID ?? "")
    }
    let pool = fitting.isEmpty ? left : fitting
    // A probe made for the question has three chances instead of one.
    let chances = pool.flatMap { Array(repeating: $0, count: $0.questions.isEmpty ? 1 : 3) }
    guard let probe = chances.randomElement(using: &generator) else { return nil }
    left.removeAll { $0.id == probe.id }
    return probe
  }
}
