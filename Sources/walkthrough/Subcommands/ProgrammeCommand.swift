import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel

/// `walkthrough programme`.
struct ProgrammeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programme",
    abstract: "Follow a programme of weeks whose targets your sessions fill.",
    discussion: """
      A session counts for each target that it fits, whichever week it falls into, when it \
      lasted half of its plan's least time. A week without practice costs nothing.
      """,
    subcommands: [Show.self, Start.self, Done.self, Move.self, Topics.self, Stop.self],
    defaultSubcommand: Show.self)

  /// `walkthrough programme`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show this week: what is done and what is left.")

    @Flag(help: "Show all weeks with all targets.")
    var all = false

    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption
    @OptionGroup var format: FormatOption

    func run() throws {
      try Exit.reporting {
        let desk = try Desk(archive, today: day.today)
        let progress = try desk.progress()
        guard format.format == .text else {
          return try Output.write(
            GuideDocument.json(
              progress, interview: desk.programme?.1.latestInterview, today: desk.today))
        }
        try ProgrammeCommand.write(desk, progress, all: all)
      }
    }
  }

  /// `walkthrough programme start`.
  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "start", abstract: "Begin a programme.",
      discussion: """
        \(weeks). When the interview is nearer than that, \
        the programme gets shorter and says what it leaves out.
        """)

    /// How long each level is planned for.
    private static var weeks: String {
      ((try? Guide.programmes()) ?? []).enumerated().map { index, programme in
        "\(programme.level.name) \(index == 0 ? "is planned " : "")for "
          + "\(programme.weeks.lowerBound) to \(programme.weeks.upperBound)"
          + (index == 0 ? " weeks" : "")
      }.joined(separator: ", ")
    }

    @Option(help: "The level: \(Level.listed).")
    var level: Level

    @Option(help: "How many weeks; default: as many as fit, or the most.")
    var weeks: Int?

    @Option(help: ArgumentHelp("The first day; default: today.", valueName: "date"))
    var from: Day?

    @Option(help: ArgumentHelp("The interview's day, such as 2027-01-25.", valueName: "date"))
    var interview: Day?

    @Flag(help: "Replace the programme that runs. Recordings stay, ticks are forgotten.")
    var replace = false

    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        guard let programme = try Guide.programmes().first(where: { $0.level == level }) else {
          throw ValidationError("there is no programme for \(level.name)")
        }
        let from = from ?? day.today
        let weeks = weeks ?? programme.usualWeeks(from: from, interview: interview)
        guard programme.weeks.contains(weeks) else {
          throw ValidationError(
            "\(level.name) is planned for \(programme.weeks.lowerBound) to "
              + "\(programme.weeks.upperBound) weeks, instead of \(weeks); when there is less "
              + "time, say when the interview is with --interview")
        }
        if let interview, interview <= from {
          throw ValidationError("--interview should be after the first day, \(from)")
        }
        let file = ProgrammeFile(try archive.located())
        let state = ProgrammeState(
          programme: programme.id, weeks: weeks, from: from, interview: interview)
        try file.start(state) { running in
          guard replace else {
            throw ValidationError(
              "a programme runs since \(running.from); 'programme move' changes the interview's day, "
                + "--replace begins another one")
          }
        }
        let desk = try Desk(archive, today: day.today)
        try ProgrammeCommand.write(desk, desk.progress(), all: true)
      }
    }
  }

  /// `walkthrough programme done`.
  struct Done: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "done", abstract: "Tick what only you can know.")

    @Argument(help: "What is done, as 'walkthrough programme' names it, such as team-research.")
    var ids: [String]

    @Flag(help: "Take the tick back.")
    var undo = false

    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let desk = try Desk(archive, today: day.today)
        _ = try desk.progress()
        guard let programme = desk.programme?.0 else { return }
        let known = programme.ticks.map(\.id)
        for id in ids {
          guard known.contains(id) else {
            throw ValidationError(
              "nothing to tick is called '\(id)'; there are: \(known.joined(separator: ", "))"
                + " (recorded practice counts by itself)")
          }
        }
        try ProgrammeFile(desk.archive).change { state in
          for id in ids { state.done[id] = undo ? nil : desk.today }
        }
        let after = try Desk(archive, today: day.today)
        try ProgrammeCommand.write(after, after.progress(), all: false)
      }
    }
  }

  /// `walkthrough programme move`.
  struct Move: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "move", abstract: "Change the interview's day; the weeks to come adapt.")

    @Option(help: ArgumentHelp("The interview's new day.", valueName: "date"))
    var interview: Day

    @OptionGroup var day: DayOption
    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let desk = try Desk(archive, today: day.today)
        let before = try desk.progress().schedule
        guard let programme = desk.programme?.0 else { return }
        guard interview > desk.today else {
          throw ValidationError("--interview should be after today, \(desk.today)")
        }
        try ProgrammeFile(desk.archive).change {
          $0.moves.append(.init(on: desk.today, interview: interview))
        }
        let after = try Desk(archive, today: day.today)
        let progress = try after.progress()
        let losses = ProgrammePage.losses(progress.schedule, wished: before)
        say(
          "\(programme.name): \(before.weeks) weeks become \(progress.schedule.weeks)"
            + (losses.isEmpty ? "; nothing is left out" : ""))
        for loss in losses { say("  left out now: \(loss)") }
        try ProgrammeCommand.write(after, progress, all: false)
      }
    }
  }

  /// `walkthrough programme topics`.
  struct Topics: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "topics", abstract: "List what to know, from the ground up.")

    @Option(help: "The level: \(Level.listed); default: the last of these.")
    var level: Level?

    func run() throws {
      try Exit.reporting {
        let levels = try Guide.levels()
        // What a level needs stands on what those before it do.
        let known = levels.prefix(through: level.flatMap(levels.firstIndex) ?? levels.count - 1)
        let ladders = try Guide.topicLadders().filter { known.contains($0.level) }
        try show { TopicPage.text(ladders, style: $0) }
      }
    }
  }

  /// `walkthrough programme stop`.
  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stop", abstract: "Follow no programme any more; recordings stay.")

    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let file = ProgrammeFile(try archive.located())
        guard PrivateFile.entry(file.path) != nil else {
          return say("no programme is followed, so that there is none to stop")
        }
        try file.remove()
        say("\(file.path) is gone; all recordings are still there")
      }
    }
  }

  fileprivate static func write(_ desk: Desk, _ progress: ProgrammeProgress, all: Bool) throws {
    guard let (programme, state) = desk.programme else { return }
    let wished = programme.wishedSchedule(state)
    try show {
      ProgrammePage.text(
        progress, wished: wished, interview: state.latestInterview, today: desk.today,
        isWhole: all, style: $0)
    }
  }
}
