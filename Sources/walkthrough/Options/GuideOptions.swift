public import ArgumentParser
public import InterviewGuide
import LinuxSystem
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

/// Everything that decides what to practise: content, history, and the programme.
struct Desk {
  let archive: Archive
  let today: Day
  let material: Tonight.Material
  let history: [PractisedSession]
  /// The programme that is followed, if any.
  let programme: (Programme, ProgrammeState)?

  var rotation: QuestionRotation { QuestionRotation(history: history, today: today) }

  init(_ option: ArchiveOption, today: Day) throws {
    OwnContent.current.warn()
    archive = option.opened()
    self.today = today
    material = try OwnContent.current.material()
    history = try archive.practised(modes: material.modes)
    programme = try Self.programme(of: archive)
  }

  /// The programme that is followed in an archive, if any.
  private static func programme(of archive: Archive) throws -> (Programme, ProgrammeState)? {
    let file = ProgrammeFile(archive)
    guard let state = try file.read() else { return nil }
    guard let programme = try Guide.programmes().first(where: { $0.id == state.programme }) else {
      throw ArchiveError(
        .newer,
        "\(file.path): follows '\(state.programme)', which this program does not know; "
          + "use a newer walkthrough")
    }
    return (programme, state)
  }

  /// The level of the programme that an archive follows; nil when none is followed.
  static func followedLevel(of archive: Archive) throws -> Level? {
    try programme(of: archive)?.0.level
  }

  /// How far the programme of an archive is; nil when none is followed.
  static func progress(of archive: Archive) throws -> ProgrammeProgress? {
    guard let followed = try programme(of: archive) else { return nil }
    let material = try OwnContent.current.material()
    return progress(of: followed, try archive.practised(modes: material.modes), material)
  }

  /// The programme's progress.
  /// - Throws: ``ArchiveError`` when no programme is followed.
  func progress() throws -> ProgrammeProgress {
    guard let programme else {
      throw ArchiveError(
        .noSession,
        "no programme is followed yet; begin one with: walkthrough plan start --level l4 "
          + "--interview \(today.adding(days: 42))")
    }
    return Self.progress(of: programme, history, material)
  }

  private static func progress(
    of followed: (programme: Programme, state: ProgrammeState), _ history: [PractisedSession],
    _ material: Tonight.Material
  ) -> ProgrammeProgress {
    ProgrammeProgress(
      followed.programme, state: followed.state, history: history, ownKeys: material.ownKeys)
  }
}

/// Writes a page of text to stdout.
func show(_ page: (TextStyle) -> String) throws {
  try Output.write(page(TextStyle.output))
}
