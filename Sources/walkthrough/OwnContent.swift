import Foundation
import InterviewGuide
import LinuxSystem
import SessionModel

/// Plans and questions that a person wrote, from `$XDG_CONFIG_HOME/walkthrough`.
struct OwnContent {
  let plans: [Plan]
  let questions: [Question]
  /// What cannot be used, by the file's name; built-in content works all the same.
  let troubles: [String: Trouble]

  /// A file that cannot be used: where and why.
  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  static let plansName = "plans.yaml"
  static let questionsName = "questions.yaml"
  /// More than anybody writes by hand.
  private static let mostBytes = 1 << 20

  /// The folder of these files: `XDG_CONFIG_HOME` is `$HOME/.config` when unset.
  static func folder(_ environment: [String: String]) -> String {
    let named = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (named ?? (environment["HOME"] ?? ".") + "/.config") + "/walkthrough"
  }

  /// What there is for this run of the program.
  static var current: OwnContent { OwnContent(folder: folder(Console.current.environment)) }

  init(folder: String) {
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

  /// Says what cannot be used; the program goes on without it.
  func warn() {
    for (_, trouble) in troubles.sorted(by: { $0.key < $1.key }) {
      say("warning: \(trouble); left out")
    }
  }

  /// Finds a plan, built-in or own.
  /// - Throws: `PlanLibrary.UnknownPlan`, or ``Trouble`` when the plan may be in a
  ///   file that cannot be used.
  func plan(id: String) throws -> Plan {
    do { return try PlanLibrary.plan(id: id, own: plans) } catch let error
      as PlanLibrary.UnknownPlan
    {
      throw troubles[Self.plansName] ?? error
    }
  }

  /// All questions and stories, the person's own last.
  func allQuestions() throws -> [Question] {
    try Guide.questions() + Guide.stories() + questions
  }

  /// Modes and questions to choose an evening's practice from.
  func material() throws -> Tonight.Material {
    Tonight.Material(modes: try Guide.modes(), questions: try allQuestions())
  }
}
