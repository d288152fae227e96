import LinuxSystem
import SystemPackage

/// Speaks a probe with a speech synthesizer of the system, where one is installed.
struct Speaker: ~Copyable {
  private let program: (path: FilePath, arguments: [String])
  private var running: ChildProgram?

  /// The synthesizers in the order in which they are tried, with what makes them speak
  /// English in an even voice and end when they have spoken.
  private static let programs = [
    ("espeak-ng", ["-v", "en", "-s", "150", "--"]), ("espeak", ["-v", "en", "-s", "150", "--"]),
    ("spd-say", ["--wait", "--language", "en", "--"]),
  ]

  /// No synthesizer was found.
  struct Missing: Error, CustomStringConvertible {
    let description =
      "--speak needs a speech synthesizer; install one with: sudo apt-get install espeak-ng"
  }

  /// Finds a synthesizer.
  /// - Throws: ``Missing``.
  init() throws {
    let folders = Console.current.programFolders
    let found = Self.programs.lazy.compactMap { name, arguments in
      ChildProgram.path(of: name, in: folders).map { ($0, arguments) }
    }.first
    guard let found else { throw Missing() }
    program = found
  }

  /// Begins to speak.
  /// - Returns: whether it could.
  mutating func say(_ text: String) -> Bool {
    running = try? ChildProgram(program.path, program.arguments + [text])
    return running != nil
  }

  /// Whether it has spoken since the last call.
  mutating func hasEnded() -> Bool {
    guard running != nil, running?.isRunning() == false else { return false }
    running = nil
    return true
  }

  /// Whether it speaks.
  var isSpeaking: Bool { running != nil }
}
