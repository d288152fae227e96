/// A program that writes transcripts: how it is called, and where its models lie.
public struct RecognizerProgram: Hashable, Sendable, Identifiable {
  /// What a person calls it.
  public let id: String
  /// The names that it may have on `PATH`, or paths; `~/` is the home folder.
  public let programs: [String]
  /// The words of its command line, with the places of ``Placeholder`` to fill.
  public let arguments: [String]
  /// The name of the file that it writes into the folder of the sound.
  public let output: String
  /// The id of the format of that file; nil when its content tells.
  public let format: String?
  /// Variables that it finds set.
  public let environment: [String: String]
  /// How many minutes it may take for a minute of sound, above 0.
  public let minutesPerMinute: Double
  /// Where its models lie; nil for a program that needs none, or is always told which.
  public let models: Models?
  /// The command that installs it; nil when not known.
  public let install: String?
  /// The command that fetches a model; nil when not known.
  public let fetch: String?
  /// Whether a person wrote it.
  public let isOwn: Bool

  /// Where models lie.
  public struct Models: Hashable, Sendable {
    /// Paths in which `*` stands for any characters of one name, `{name}` for those that name the
    /// model, and `$NAME` at the beginning for a variable.
    public let places: [String]
    /// Paths of files that a model's folder has; none for a model that is a file.
    public let holds: [String]
    /// Which to take first: names, in which `*` stands for any characters.
    public let prefer: [String]
  }

  /// What of a command line is filled in.
  public enum Placeholder: String, Hashable, Sendable, CaseIterable {
    /// The path of the sound.
    case sound = "{sound}"
    /// The path of the folder that the sound lies in.
    case folder = "{folder}"
    /// The language, such as `en`.
    case language = "{language}"
    /// The path of the model.
    case model = "{model}"
  }

  /// Whether it has to be told its model.
  public var needsModel: Bool {
    arguments.contains { $0.contains(Placeholder.model.rawValue) }
  }

  /// The words of its command line.
  /// - Parameter values: what is filled in; a placeholder without a value stays.
  public func commandLine(_ values: [Placeholder: String]) -> [String] {
    arguments.map { argument in
      // One pass: what is filled in is never looked at again.
      var (filled, rest) = ("", argument[...])
      while let open = rest.firstIndex(of: "{") {
        filled += rest[..<open]
        rest = rest[open...]
        let found = Placeholder.allCases.first { rest.hasPrefix($0.rawValue) }
        if let found, let value = values[found] {
          filled += value
          rest = rest.dropFirst(found.rawValue.count)
        } else {
          filled += "{"
          rest = rest.dropFirst()
        }
      }
      return filled + rest
    }
  }
}

extension RecognizerProgram {
  /// What a program may take where nothing else is said: the largest models on two slow cores.
  private static let usualMinutesPerMinute = 10.0

  static func read(_ text: String, taken: Set<String>) throws -> [RecognizerProgram] {
    try ContentNode.entries(text, of: "recognisers").unique("recogniser", taken: taken) {
      try program($0, isOwn: !taken.isEmpty)
    }
  }

  private static func program(_ node: ContentNode, isOwn: Bool) throws -> RecognizerProgram {
    let entry = try node.entry(
      "a recogniser",
      keys: [
        "id", "programs", "arguments", "output", "format", "environment", "minutes-per-minute",
        "models", "install", "fetch",
      ])
    let programs = try entry.required("programs")
    let names = try entry.texts("programs")
    guard !names.isEmpty, names.allSatisfy(isProgram) else {
      throw programs.error(
        "a program should be a name without a slash, or a path from / or ~/ on, such as "
          + "[/opt/own/bin/recognize]")
    }
    let output = try entry.required("output")
    let outputName = try output.text("output", limit: 100)
    guard !outputName.contains("/"), ![".", ".."].contains(outputName) else {
      throw output.error("output should be the name of a file in {folder}, without a slash")
    }
    return RecognizerProgram(
      id: try entry.id(), programs: names,
      arguments: try entry.required("arguments").list("arguments").map(argument),
      output: outputName, format: try entry["format"]?.id("format"),
      environment: try environment(entry["environment"]),
      minutesPerMinute: try entry["minutes-per-minute"]?.number(
        "minutes-per-minute", in: 0.001...1000) ?? usualMinutesPerMinute,
      models: try entry["models"].map(models),
      install: try entry["install"]?.text("install", limit: 400),
      fetch: try entry["fetch"]?.text("fetch", limit: 400), isOwn: isOwn)
  }

  private static func isProgram(_ name: String) -> Bool {
    !name.contains("/") || name.hasPrefix("/") || name.hasPrefix("~/")
  }

  private static func argument(_ node: ContentNode) throws -> String {
    let word = try node.text("an argument", limit: 1000)
    let known = Placeholder.allCases.map(\.rawValue)
    if let wrong = word.matches(of: /\{[a-z]+\}/).first(where: {
      !known.contains(String($0.output))
    }) {
      throw node.error(
        "nothing is called \(wrong.output); there are \(known.joined(separator: ", "))")
    }
    return word
  }

  private static func environment(_ node: ContentNode?) throws -> [String: String] {
    var variables: [String: String] = [:]
    for (name, value) in try node?.pairs("environment") ?? [] {
      guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
        throw value.error("'\(name)' is no name of a variable; use letters, digits and _")
      }
      variables[name] = try value.text("\(name)", limit: 1000)
    }
    return variables
  }

  private static func models(_ node: ContentNode) throws -> Models {
    let entry = try node.entry("models", keys: ["places", "holds", "prefer"])
    let places = try entry.required("places").list("places").map { node in
      let place = try node.text("a place", limit: 1000)
      guard ["/", "~/", "$"].contains(where: place.hasPrefix) else {
        throw node.error("a place should be a path from /, ~/ or $VARIABLE on")
      }
      return place
    }
    return Models(
      places: places, holds: try entry.texts("holds"), prefer: try entry.texts("prefer"))
  }
}
