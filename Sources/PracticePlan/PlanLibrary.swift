import Yams

/// The plans that come with the tool.
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

  /// Reads the plans that are part of the program.
  /// - Throws: a decoding error when the embedded file is damaged; tests read it.
  public static func builtIn() throws -> [Plan] {
    try plans(fromYAML: String(decoding: PackageResources.plans_yaml, as: UTF8.self))
  }

  /// Finds a plan by its id.
  /// - Throws: ``UnknownPlan``.
  public static func plan(id: String) throws -> Plan {
    let plans = try builtIn()
    guard let plan = plans.first(where: { $0.id == id }) else {
      throw UnknownPlan(id: id, known: plans.map(\.id))
    }
    return plan
  }

  static func plans(fromYAML text: String) throws -> [Plan] {
    try YAMLDecoder().decode([PlanText].self, from: text).map { try $0.plan }
  }

  /// A plan as it is written: in minutes.
  private struct PlanText: Decodable {
    struct PhaseText: Decodable {
      let id: String
      let name: String
      let minutes: [Double]
      let points: [String]
    }
    let id: String
    let name: String
    let minutes: Double
    let phases: [PhaseText]
    let marks: [PlanMark]

    var plan: Plan {
      get throws {
        Plan(
          id: id, name: name, totalSeconds: minutes * 60,
          phases: try phases.map { phase in
            guard phase.minutes.count == 2, 0 <= phase.minutes[0],
              phase.minutes[0] <= phase.minutes[1]
            else {
              throw DecodingError.dataCorrupted(
                .init(
                  codingPath: [],
                  debugDescription: "plan \(id), phase \(phase.id): minutes are [least, most]"))
            }
            return Phase(
              id: phase.id, name: phase.name,
              budget: TimeBudget(
                minimumSeconds: phase.minutes[0] * 60, maximumSeconds: phase.minutes[1] * 60),
              points: phase.points)
          }, marks: marks)
      }
    }
  }
}
