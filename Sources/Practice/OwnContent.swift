public import InterviewGuide
import LinuxSystem
public import SessionModel
public import SystemPackage

/// What a person wrote to practise, from `$XDG_CONFIG_HOME/walkthrough`.
public struct OwnContent: Sendable {
  /// What can be used; see `Guide.own`.
  public let files: [Guide.File: String]
  /// What cannot be used; built-in content works all the same.
  public let troubles: [Guide.File: Trouble]

  /// A file that cannot be used: where and why.
  public struct Trouble: Error, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  /// More than anybody writes by hand.
  private static let mostBytes = 1 << 20

  /// Nothing of one's own.
  public init() { (files, troubles) = ([:], [:]) }

  /// The folder of these files: `XDG_CONFIG_HOME` is `$HOME/.config` when unset.
  /// - Returns: nil when there is no home folder either.
  public static func folder(_ environment: [String: String]) -> FilePath? {
    Environment.baseFolder("XDG_CONFIG_HOME", inHome: ".config", environment)?
      .appending("walkthrough")
  }

  /// Reads the files of a folder; none of them needs to be there.
  public init(folder: FilePath) {
    var texts: [Guide.File: String] = [:]
    var troubles: [Guide.File: Trouble] = [:]
    for file in Guide.File.allCases {
      let path = folder.appending(file.name)
      // No file is the usual case.
      guard PrivateFile.entry(path) != nil else { continue }
      do {
        let bytes = try PrivateFile.read(path, atMost: Self.mostBytes, followingLinks: true)
        texts[file] = String(decoding: bytes, as: UTF8.self)
      } catch {
        troubles[file] = Trouble(description: "\(error); check the file and its permissions")
      }
    }
    let own = OwnGuide(texts)
    files = own.files
    self.troubles = troubles.merging(
      own.errors.map { ($0, Trouble(description: "\(folder.appending($0.name)), \($1)")) }
    ) { $1 }
  }

  /// Finds a plan, built-in or own: the one that was named, else that of a level, else the
  /// usual one.
  /// - Throws: `PlanLibrary.UnknownPlan`, or ``Trouble`` when the plan may be in a
  ///   file that cannot be used.
  public func plan(id: String?, level: Level? = nil) throws -> Plan {
    let usual = try level.flatMap { try Guide.planID(of: $0) } ?? PlanLibrary.defaultID
    // A level stands for its plan.
    let named = try id.map { try Guide.planID(of: Level(rawValue: $0)) ?? $0 }
    do { return try PlanLibrary.plan(id: named ?? usual) } catch let error
      as PlanLibrary.UnknownPlan
    {
      throw troubles[.plans] ?? error
    }
  }
}

extension Tonight.Material {
  /// All there is.
  public static func all() throws -> Self {
    Self(modes: try Guide.modes(), questions: try Guide.allQuestions())
  }
}
