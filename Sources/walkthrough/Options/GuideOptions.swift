public import ArgumentParser
public import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
public import SessionModel

extension Level: ExpressibleByArgument {}

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
  @Option(help: "The level: l4 or l6; default: that of the programme, else l4.")
  var level: Level?

  /// The level that was named, else that of the programme that an archive follows.
  func level(_ archive: ArchiveOption) throws -> Level {
    try level ?? Desk.followedLevel(of: archive.located()) ?? .l4
  }
}

extension Desk {
  /// Reads what an archive's owner is to practise, and says what cannot be read.
  init(_ option: ArchiveOption, today: Day) throws {
    let own = OwnContent.current
    own.warn()
    try self.init(option.opened(), today: today, own: own)
  }
}

/// Writes a page of text to stdout.
func show(_ page: (TextStyle) -> String) throws {
  try Output.write(page(TextStyle.output))
}
