import AudioCore

/// A step of a plan on the session's clock.
public struct Phase: Hashable, Sendable, Codable, Identifiable {
  /// Unique in its plan: lower-case letters, digits and hyphens.
  public let id: String
  /// One line for people.
  public let name: String
  /// The time it should take.
  public let budget: TimeBudget
  /// What a listener should have heard by its end.
  public let points: [String]

  /// Creates a phase.
  public init(id: String, name: String, budget: TimeBudget, points: [String] = []) {
    self.id = id
    self.name = name
    self.budget = budget
    self.points = points
  }

  /// The id of the open remainder in every file.
  public static let openID = "open"

  /// Whether it is what a plan's phases leave.
  public var isOpen: Bool { id == Self.openID }

  /// Where a duration lies against the budget; nil for the open remainder, which has no verdict.
  /// - Parameter seconds: the duration; nil when the phase was never entered.
  public func verdict(seconds: Double?) -> Verdict? {
    isOpen ? nil : budget.verdict(seconds: seconds)
  }
}

/// A kind of moment that a speaker may flag, such as a trade-off named.
public struct PlanMark: Hashable, Sendable, Codable, Identifiable {
  /// Unique in its plan.
  public let id: String
  /// One line for people.
  public let name: String
  /// The key that sets it while recording: one lower-case letter.
  public let key: String

  /// Creates a kind of mark.
  public init(id: String, name: String, key: String) {
    self.id = id
    self.name = name
    self.key = key
  }
}

/// Phases with their budgets, a total, and what is left open for questions.
public struct Plan: Hashable, Sendable, Codable, Identifiable {
  /// What people type to choose it.
  public let id: String
  /// One line for people.
  public let name: String
  /// The length of the whole conversation in seconds.
  public let totalSeconds: Double
  /// The phases in order, one or more.
  public let phases: [Phase]
  /// The kinds of marks.
  public let marks: [PlanMark]
  /// What the budgets were multiplied with, 1 for the plan as written.
  public let scale: Double

  /// Creates a plan.
  public init(
    id: String, name: String, totalSeconds: Double, phases: [Phase], marks: [PlanMark] = [],
    scale: Double = 1
  ) {
    self.id = id
    self.name = name
    self.totalSeconds = totalSeconds
    self.phases = phases
    self.marks = marks
    self.scale = scale
  }

  /// The most phases that a plan in a file has.
  public static let mostPhases = 1000

  /// Reads a plan and refuses one with impossible times, or without phases.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    totalSeconds = try container.decode(
      Double.self, forKey: .totalSeconds, in: 0...TimeBudget.mostSeconds)
    phases = try container.decode([Phase].self, forKey: .phases)
    marks = try container.decode([PlanMark].self, forKey: .marks)
    scale = try container.decode(Double.self, forKey: .scale, in: 1e-6...1e6)
    guard 1...Self.mostPhases ~= phases.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .phases, in: container, debugDescription: "\(phases.count) phases")
    }
  }

  /// The least and the most that all phases take together.
  public var phasesBudget: TimeBudget {
    TimeBudget(
      minimumSeconds: phases.reduce(0) { $0 + $1.budget.minimumSeconds },
      maximumSeconds: phases.reduce(0) { $0 + $1.budget.maximumSeconds })
  }

  /// The least that all phases take together in seconds, before the plan was scaled.
  ///
  /// To the millisecond, as times are scaled: a clock would cut 11.999 s to eleven.
  public var unscaledLeastSeconds: Double {
    phasesBudget.minimumSeconds.scaledTime(by: 1 / scale)
  }

  /// What the phases leave of the total, as a phase of its own: least when all run long, most
  /// when all run short.
  public var openRemainder: Phase {
    Phase(
      id: Phase.openID, name: "Open remainder",
      budget: TimeBudget(
        minimumSeconds: max(0, totalSeconds - phasesBudget.maximumSeconds),
        maximumSeconds: max(0, totalSeconds - phasesBudget.minimumSeconds)))
  }

  /// The phases in order, the open remainder last.
  public var allPhases: [Phase] { phases + [openRemainder] }

  /// The phase of a visit; the open remainder for every index behind the last.
  public func phase(_ index: Int) -> Phase {
    phases.indices.contains(index) ? phases[index] : openRemainder
  }

  /// The same plan with all times multiplied, for drills.
  /// - Parameter factor: above 0.
  public func scaled(by factor: Double) -> Plan {
    precondition(factor > 0, "a plan's scale should be above 0, instead of \(factor)")
    return Plan(
      id: id, name: name, totalSeconds: totalSeconds.scaledTime(by: factor),
      phases: phases.map {
        Phase(id: $0.id, name: $0.name, budget: $0.budget.scaled(by: factor), points: $0.points)
      }, marks: marks, scale: scale * factor)
  }
}
