import Foundation
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionModel
import SystemPackage

/// Where a command reads and writes: the process's own streams, or those that a test gives it.
///
/// A task's commands share ``current``; work that they hand to other threads does not see it.
struct Console: Sendable {
  /// The words of the command line behind the program's name.
  var arguments: [String]
  var environment: [String: String]
  var input = Terminal(descriptor: 0)
  var output = Terminal(descriptor: 1)
  var errors = Terminal(descriptor: 2)
  /// The time of day, for what a session or a review is dated with.
  var now: @Sendable () -> Date = { Date() }

  /// What the user wrote to practise.
  var own = OwnContent()
  /// What the user chose once.
  var settings = Settings()

  @TaskLocal static var current = Console(
    arguments: Environment.arguments, environment: Environment.variables)

  /// Where the user's settings are; nil where nothing says which folder is home.
  var settingsFile: SettingsFile? {
    OwnContent.folder(environment).map(SettingsFile.init(folder:))
  }

  /// The level where no option, question or programme names one.
  func usualLevel() throws -> Level { try settings.level ?? Guide.usualLevel() }

  /// Whether a person sits at all of its ends.
  var isInteractive: Bool { [input, output, errors].allSatisfy(\.isTerminal) }

  /// Where other programs are looked for, as `PATH` has it.
  var programFolders: String { environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin" }

  /// The day that counts as today, in the user's time zone.
  var today: Day { Day(number: SessionDate(now(), in: LocalTime.offsetSeconds).day) }

  /// Writes to stderr and gives up silently: the screen may be gone.
  func writeToErrors(_ text: String) {
    Descriptors.writeBestEffort(text, to: errors.descriptor)
  }

  /// The next line of stdin without its end; nil at the end of the input.
  func readLine() -> String? {
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      // A terminal gives a line at a time; nil is a signal that came between.
      guard let bytes = Descriptors.readAvailable(input.descriptor) else { continue }
      guard !bytes.isEmpty else { break }
      line += bytes
    }
    guard !line.isEmpty else { return nil }
    return String(decoding: line.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// A path as a shell shows it: what lies in the home folder begins with `~`.
  func shortPath(_ path: FilePath) -> String {
    let home = FilePath(pathText: environment["HOME"] ?? "")
    var short = path
    guard home.lastComponent != nil, path != home, short.removePrefix(home) else {
      return path.pathText
    }
    return "~/" + short.pathText
  }
}

extension TextStyle {
  /// What results are drawn with.
  static var output: TextStyle { of(Console.current.output) }

  /// What messages are drawn with.
  static var errors: TextStyle { of(Console.current.errors) }
}
