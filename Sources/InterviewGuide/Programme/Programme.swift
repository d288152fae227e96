/// A stretch of weeks with aims of its own.
public struct Stage: Hashable, Sendable, Identifiable {
  /// Unique in its programme.
  public let id: String
  /// A few words.
  public let name: String
  /// Its weeks in the longest programme.
  public let weeks: Int
  /// What to think of in every session.
  public let focus: [String]
  /// The mode to practise when nothing of its own is open.
  public let eveningModeID: String
  /// The phase for that, when the mode is a drill.
  public let eveningPhaseID: String?
  /// Its aims.
  public let targets: [Target]
}

/// Weeks of practice with targets that real sessions fill.
public struct Programme: Hashable, Sendable, Identifiable {
  /// Unique among programmes.
  public let id: String
  /// The level in words.
  public let name: String
  /// The level.
  public let level: Level
  /// The plan to practise with.
  public let planID: String
  /// How many weeks it may be planned for; an interview that is near makes it shorter.
  public let weeks: ClosedRange<Int>
  /// The stages in order.
  public let stages: [Stage]
  /// Aims beside all stages.
  public let parallel: [Target]
  /// Which stage gives up a week when the time gets shorter, in order.
  public let cuts: [String]

  /// All targets, those of the stages first.
  public var targets: [Target] { stages.flatMap(\.targets) + parallel }

  /// Everything that only a person can tick.
  public var ticks: [Tick] {
    targets.flatMap { target -> [Tick] in
      if case .ticks(let ticks) = target.count { ticks } else { [] }
    }
  }

  static func read(_ text: String, taken: Set<String>) throws -> [Programme] {
    try ContentNode.entries(text, of: "programmes").unique("programme", taken: taken) { node in
      let entry = try node.entry(
        "a programme",
        keys: ["id", "name", "level", "plan", "weeks", "stages", "parallel", "cuts"])
      let stages = try entry.required("stages").list("stages").unique("stage") { try stage($0) }
      let cuts = try entry.ids("cuts")
      if let unknown = cuts.first(where: { id in !stages.contains { $0.id == id } }) {
        throw node.error(
          "cuts names the stage '\(unknown)'; there are: "
            + stages.map(\.id).joined(separator: ", "))
      }
      return Programme(
        id: try entry.id(), name: try entry.text("name"),
        level: try entry.level(),
        planID: try entry.required("plan").id("plan"),
        weeks: try entry.required("weeks").countBand("weeks", in: 1...52),
        stages: stages,
        parallel: try entry["parallel"]?.list("parallel").unique("target") { try Target($0) }
          ?? [],
        // The last stage is what the others lead to.
        cuts: cuts.isEmpty ? stages.dropLast().map(\.id) : cuts)
    }
  }

  private static func stage(_ node: ContentNode) throws -> Stage {
    let entry = try node.entry(
      "a stage", keys: ["id", "name", "weeks", "focus", "evening", "phase", "targets"])
    return Stage(
      id: try entry.id(), name: try entry.text("name"),
      weeks: try entry.required("weeks").count("weeks", in: 1...20),
      focus: try entry.texts("focus"), eveningModeID: try entry.required("evening").id("evening"),
      eveningPhaseID: try entry["phase"]?.id("phase"),
      targets: try entry.required("targets").list("targets").unique("target") { try Target($0) })
  }
}
