import Foundation
public import InterviewGuide
import LinuxSystem
public import SessionModel

/// Plans and questions that a person wrote, from `$XDG_CONFIG_HOME/walkthrough`.
public struct OwnContent {
  /// Plans besides the built-in ones.
  public let plans: [Plan]
  /// Questions besides the built-in ones.
  public let questions: [Question]
  /// What cannot be used, by the file's name; built-in content works all the same.
  public let troubles: [String: Trouble]

  /// A file that cannot be used: where and why.
  public struct Trouble: Error, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  static let plansName = "plans.yaml"
  static let questionsName = "questions.yaml"
  /// More than anybody writes by hand.
  private static let mostBytes = 1 << 20

  /// The folder of these files: `XDG_CONFIG_HOME` is `$HOME/.config` when unset.
  public static func folder(_ environment: [String: String]) -> String {
    let named = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (named ?? (environment["HOME"] ?? ".") + "/.config") + "/walkthrough"
  }

  /// Reads the files of a folder; none of them needs to be there.
  public init(folder: String) {
    var troubles: [String: Trouble] = [:]
    func read<Value>(_ name: String, _ parse: (String) throws -> [Value]) -> [Value] {
      let path = folder + "/" + name
      do {
        // No file is the usual case.
        guard PrivateFile.entry(path) != nil else { return [] }
        let bytes = try PrivateFile.read(path, atMost: Self.mostBytes, followingLinks: true)
        return try parse(String(decoding: bytes, as: UTF8.self))
      } catch let error as ContentError {
        troubles[name] = Trouble(description: "\(path), \(error)")
      } catch {
        troubles[name] =
          error as? Trouble ?? Trouble(description: "\(error); check the file and its permissions")
      }
      return []
    }
    plans = read(Self.plansName, PlanLibrary.readOwn)
    questions = read(Self.questionsName, Guide.readOwnQuestions)
    self.troubles = troubles
  }

  /// Finds a plan, built-in or own.
  /// - Throws: `PlanLibrary.UnknownPlan`, or ``Trouble`` when the plan may be in a
  ///   file that cannot be used.
  public func plan(id: String) throws -> Plan {
    do { return try PlanLibrary.plan(id: id, own: plans) } catch let error
      as PlanLibrary.UnknownPlan
    {
      throw troubles[Self.plansName] ?? error
    }
  }

  /// The plan that was named, else that of a level, else the usual one.
  public func plan(id: String?, level: Level?) throws -> Plan {
    try plan(id: id ?? level.flatMap { try Guide.planID(of: $0) } ?? PlanLibrary.defaultID)
  }

  /// All questions and stories, the person's own last.
  public func allQuestions() throws -> [Question] {
    try Guide.questions() + Guide.stories() + questions
  }

  /// Modes and questions to choose an evening's practice from.
  public func material() throws -> Tonight.Material {
    Tonight.Material(modes: try Guide.modes(), questions: try allQuestions())
  }
}
