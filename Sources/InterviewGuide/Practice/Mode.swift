public import SessionModel

/// A way to practise: it makes a plan, and says when a session counts as passed.
public struct Mode: Hashable, Sendable, Identifiable {
  /// What a session of this mode is about.
  public enum Topic: String, Hashable, Sendable, CaseIterable {
    /// A design question.
    case design
    /// A story.
    case story
    /// A story for executives.
    case executive
  }

  /// What its phases are made from.
  public enum Shape: Hashable, Sendable {
    /// The plan as it is written.
    case whole
    /// The plan made to fit this length.
    case scaled(totalSeconds: Double)
    /// One phase of the plan.
    case phase
    /// Phases of its own, and the whole length.
    case own([Phase], totalSeconds: Double)
    /// Several sessions by their modes, with a rest between two.
    case rounds([String], restSeconds: Double)
  }

  /// A mode that cannot be used so.
  public enum Misuse: Error, Hashable, CustomStringConvertible {
    /// A drill of one phase without saying which.
    case phaseMissing(plan: String, known: [String])
    /// A phase that the plan does not have.
    case phaseUnknown(String, plan: String, known: [String])
    /// A phase for a mode that takes all of them.
    case phaseNotTaken(mode: String)
    /// Several rounds, each of which has its own plan.
    case severalRounds(mode: String)

    /// One line with the cure.
    public var description: String {
      switch self {
      case .phaseMissing(let plan, _): "a drill takes one phase of plan \(plan)"
      case .phaseUnknown(let phase, let plan, let known):
        "plan \(plan) has no phase '\(phase)'; choose one of: \(known.joined(separator: ", "))"
      case .phaseNotTaken(let mode):
        "mode \(mode) takes all phases"
      case .severalRounds(let mode):
        "mode \(mode) has several rounds, each with a plan of its own"
      }
    }
  }

  /// A mode's name that nobody knows.
  public struct Unknown: Error, Hashable, CustomStringConvertible {
    /// What was asked for.
    public let id: String
    /// What there is.
    public let known: [String]

    /// One line with the cure.
    public var description: String {
      "no mode is called '\(id)'; choose one of: \(known.joined(separator: ", "))"
    }
  }

  /// The mode of a session for which none was named.
  public static let defaultID = "full"
  /// The mode of the demonstration, which no counter knows.
  public static let demoID = "demo"

  /// What people type to choose it.
  public let id: String
  /// One line for people.
  public let name: String
  /// What to do.
  public let about: String
  /// What a session of it is about.
  public let asks: Topic
  /// The mode for an evening alone, when this one needs another person; else nil.
  public let aloneID: String?
  /// The level whose interview day its rounds are; nil for most.
  public let onsite: Level?
  /// Whether no times are shown while recording, unless asked for.
  public let hidesTimes: Bool
  /// What its phases are made from.
  public let shape: Shape
  /// When a session of it counts as passed.
  public let rule: PassRule

  /// The plan of a session in this mode.
  /// - Parameters:
  ///   - base: the plan that was chosen, not scaled.
  ///   - phaseID: the phase for a drill.
  /// - Throws: ``Misuse``.
  public func plan(from base: Plan, phaseID: String? = nil) throws -> Plan {
    if phaseID != nil, shape != .phase { throw Misuse.phaseNotTaken(mode: id) }
    func made(_ suffix: String, _ name: String, _ totalSeconds: Double, _ phases: [Phase]) -> Plan {
      Plan(
        id: "\(base.id)-\(suffix)", name: name, totalSeconds: totalSeconds, phases: phases,
        marks: base.marks)
    }
    switch shape {
    case .whole: return base
    case .scaled(let totalSeconds):
      let scaled = base.scaled(by: totalSeconds / base.totalSeconds)
      return made(id, "\(name), \(base.id)", totalSeconds, scaled.phases)
    case .own(let phases, let totalSeconds): return made(id, name, totalSeconds, phases)
    case .phase:
      let known = base.phases.map(\.id)
      guard let phaseID else { throw Misuse.phaseMissing(plan: base.id, known: known) }
      guard let phase = base.phases.first(where: { $0.id == phaseID }) else {
        throw Misuse.phaseUnknown(phaseID, plan: base.id, known: known)
      }
      return made(
        "\(id)-\(phaseID)", "\(name), \(base.id)", phase.budget.maximumSeconds, [phase])
    case .rounds: throw Misuse.severalRounds(mode: id)
    }
  }

  /// Ids of the modes of its rounds; none for a single session.
  var roundIDs: [String] {
    if case .rounds(let ids, _) = shape { ids } else { [] }
  }

  /// Whether it takes one phase, which has to be named.
  var needsPhase: Bool { shape == .phase }

  /// Finds a mode by its id.
  /// - Throws: ``Unknown``.
  public static func mode(id: String) throws -> Mode {
    let modes = try Guide.modes()
    guard let mode = modes.first(where: { $0.id == id }) else {
      throw Unknown(id: id, known: modes.map(\.id))
    }
    return mode
  }
}

extension Mode {
  private enum Clock: String, CaseIterable { case shown, hidden }
  private enum ShapeName: String, CaseIterable { case whole, scaled, phase, own, rounds }

  static func read(_ text: String, taken: Set<String>) throws -> [Mode] {
    try ContentNode.entries(text, of: "modes").unique("mode", taken: taken) { node in
      let entry = try node.entry(
        "a mode",
        keys: [
          "id", "name", "about", "asks", "alone", "clock", "plan", "minutes", "phases", "rounds",
          "rest", "onsite", "pass",
        ])
      func seconds(_ key: String) throws -> Double {
        try entry.required(key).number(key, in: (key == "rest" ? 0 : 0.1)...1440) * 60
      }
      let shape: Shape
      switch try entry.required("plan").choice("plan", of: ShapeName.self) {
      case .whole: shape = .whole
      case .scaled: shape = .scaled(totalSeconds: try seconds("minutes"))
      case .phase: shape = .phase
      case .own:
        shape = .own(try PlanLibrary.phases(entry), totalSeconds: try seconds("minutes"))
      case .rounds:
        let rounds = try entry.ids("rounds")
        guard !rounds.isEmpty else {
          throw node.error("a mode of rounds has none; add a line 'rounds: [full, full]'")
        }
        shape = .rounds(rounds, restSeconds: try seconds("rest"))
      }
      if case .rounds = shape {
      } else if let onsite = entry["onsite"] {
        throw onsite.error("onsite is for modes of rounds; leave it out")
      }
      return Mode(
        id: try entry.id(), name: try entry.text("name", limit: 60),
        about: try entry.text("about", limit: 400),
        asks: try entry.required("asks").choice("asks", of: Topic.self),
        aloneID: try entry["alone"]?.id("alone"),
        onsite: try entry["onsite"].map { Level(rawValue: try $0.id("onsite")) },
        hidesTimes: try entry["clock"]?.choice("clock", of: Clock.self) == .hidden, shape: shape,
        rule: try PassRule(entry.required("pass")))
    }
  }
}
