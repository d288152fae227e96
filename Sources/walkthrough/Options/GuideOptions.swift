public import ArgumentParser
public import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
public import SessionModel

extension Level: ExpressibleByArgument {
  /// A level that there is.
  public init?(argument: String) {
    self.init(rawValue: argument)
    guard (try? Guide.levels())?.contains(self) == true else { return nil }
  }

  /// All levels, those of a person's own programmes last.
  public static var allValueStrings: [String] { ((try? Guide.levels()) ?? []).map(\.rawValue) }

  /// As help texts name them: `l4 or l6`.
  static var listed: String { allValueStrings.alternatives }

  /// How to see the other levels; empty when there are none.
  static func others(than level: Level, _ style: TextStyle) -> String {
    let others = allValueStrings.filter { $0 != level.rawValue }
    guard !others.isEmpty else { return "" }
    let text =
      (others.count == 1 ? "The other level" : "Other levels")
      + ": --level \(others.joined(separator: ", "))"
    return "\n" + style.paint(text, .dim) + "\n"
  }

  /// As help texts name the one that is taken without a programme.
  static var usual: String { ((try? Guide.usualLevel()) ?? Level(rawValue: "")).rawValue }
}

extension Question.Kind: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  /// A date as typed: `2026-11-23`.
  public init?(argument: String) {
    guard argument.utf8.count == 10 else { return nil }
    self.init(argument)
  }
}

/// The day that counts as today.
struct DayOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("As if it were this day, such as 2026-11-23.", valueName: "date"))
  var on: Day?

  var today: Day { on ?? Console.current.today }
}

/// Which level a page is about.
struct LevelOption: ParsableArguments {
  @Option(
    help:
      "The level: \(Level.listed); default: that of the programme, else of the settings, else \(Level.usual)."
  )
  var level: Level?

  /// The level that was named, else that of the programme that an archive follows.
  func level(_ archive: ArchiveOption) throws -> Level {
    try level ?? Desk.followedLevel(of: archive.located()) ?? Console.current.usualLevel()
  }
}

extension Desk {
  /// Reads what an archive's owner is to practise.
  init(_ option: ArchiveOption, today: Day) throws {
    try self.init(option.opened(), today: today)
    if let lacking { say("warning: \(lacking)") }
  }
}

/// Writes a page of text to stdout.
func show(_ page: (TextStyle) -> String) throws {
  try Output.write(page(TextStyle.output))
}
