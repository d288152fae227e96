public import SessionModel

/// The plans that come with the tool, and the reading of those that people write.
public enum PlanLibrary {
  /// A plan's name that nobody knows.
  public struct UnknownPlan: Error, Hashable, CustomStringConvertible {
    /// What was asked for.
    public let id: String
    /// What there is.
    public let known: [String]

    /// One line with the cure.
    public var description: String {
      "no plan is called '\(id)'; choose one of: \(known.joined(separator: ", "))"
    }
  }

  /// The plan used when none is named.
  public static let defaultID = "netflix-l4"

  /// The keys that steer a recording, so that no mark may have them.
  public static let reservedKeys: Set<String> = ["b", "h", "p", "q", "u"]

  /// Finds a plan by its id.
  /// - Throws: ``UnknownPlan``.
  public static func plan(id: String) throws -> Plan {
    let plans = try Guide.plans()
    guard let plan = plans.first(where: { $0.id == id }) else {
      throw UnknownPlan(id: id, known: plans.map(\.id))
    }
    return plan
  }

  /// Reads plans as people write them: a list in YAML, with minutes.
  ///
  /// The format is in this module's documentation under *Your own plans*.
  /// - Parameter taken: ids that are built in.
  /// - Throws: ``ContentError`` for the first line that cannot be used.
  static func read(_ text: String, taken: Set<String>) throws -> [Plan] {
    try ContentNode.entries(text, of: "plans").unique("plan", taken: taken) { try plan($0) }
  }

  private static func plan(_ node: ContentNode) throws -> Plan {
    let entry = try node.entry("a plan", keys: ["id", "name", "minutes", "phases", "marks"])
    let id = try entry.id()
    let minutes = try entry.required("minutes").number("minutes", in: 1...1440)
    let phases = try phases(entry)
    let marks = try entry["marks"]?.list("marks").unique("mark") { try mark($0) } ?? []
    let plan = Plan(
      id: id, name: try entry.text("name", limit: 60), totalSeconds: minutes * 60, phases: phases,
      marks: marks)
    let least = plan.phasesBudget.minimumSeconds
    guard least <= plan.totalSeconds else {
      throw node.error(
        "the phases of '\(id)' take \(Int((least / 60).rounded(.up))) minutes at least, "
          + "the whole has \(Int(minutes)); raise minutes or lower those of a phase")
    }
    let phaseIDs = Set(phases.map(\.id))
    if let mark = marks.first(where: { phaseIDs.contains($0.id) }) {
      throw node.error("'\(mark.id)' is a phase and a mark of '\(id)'; rename one of them")
    }
    let keys = marks.map(\.key)
    if let key = keys.first(where: { key in keys.count { $0 == key } > 1 }) {
      throw node.error("two marks of '\(id)' have the key \(key); choose another one")
    }
    return plan
  }

  /// Reads the phases of a plan or a mode.
  static func phases(_ entry: ContentEntry) throws -> [Phase] {
    let node = try entry.required("phases")
    let nodes = try node.list("phases")
    guard (1...20).contains(nodes.count) else {
      throw node.error("there are \(nodes.count) phases; a plan has 1 to 20")
    }
    return try nodes.unique("phase") { node in
      let entry = try node.entry("a phase", keys: ["id", "name", "minutes", "points"])
      let id = try entry.id()
      guard id != Phase.openID else {
        throw node.error(
          "'open' is the name of what the phases leave; give this phase another id")
      }
      let minutes = try entry.required("minutes").band("minutes", in: 0...1440)
      return Phase(
        id: id, name: try entry.text("name", limit: 60),
        budget: TimeBudget(
          minimumSeconds: minutes.lowerBound * 60, maximumSeconds: minutes.upperBound * 60),
        points: try entry.texts("points"))
    }
  }

  private static func mark(_ node: ContentNode) throws -> PlanMark {
    let entry = try node.entry("a mark", keys: ["id", "name", "key"])
    let id = try entry.id()
    guard id != Phase.openID else {
      throw node.error("'open' is the name of what the phases leave; give this mark another id")
    }
    let keyNode = try entry.required("key")
    let key = try keyNode.text("key", limit: 10)
    guard key.utf8.count == 1, ("a"..."z").contains(key), !reservedKeys.contains(key) else {
      throw keyNode.error(
        "a mark's key is one lower-case letter, and none of "
          + reservedKeys.sorted().joined(separator: ", "))
    }
    return PlanMark(id: id, name: try entry.text("name", limit: 60), key: key)
  }
}
