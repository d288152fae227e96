import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionArchive

/// `walkthrough` alone.
struct TonightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tonight",
    abstract: "Say what tonight's practice is; Enter records it. What 'walkthrough' alone does.",
    discussion: "Without a terminal on stdin it only says so.")

  @Option(
    help: "The level: \(Level.listed); default: that of the programme, else \(Level.usual).")
  var level: Level?

  @Option(help: "Decides among equal questions; default: the day.")
  var seed: UInt64?

  @OptionGroup var device: DeviceOption

  @OptionGroup var day: DayOption
  @OptionGroup var archive: ArchiveOption

  func run() throws {
    try Exit.reporting {
      let desk = try Desk(archive, today: day.today)
      let usual = try level ?? Console.current.usualLevel()
      let tonight = try desk.tonight(
        level: level, usual: Console.current.usualLevel(), seed: seed)
      let mode = try Mode.mode(id: tonight.modeID)
      let base = try PlanLibrary.plan(id: tonight.planID)
      let plan = try? mode.plan(from: base, phaseID: tonight.phaseID)
      let arguments = arguments(tonight, modeID: mode.id)
      let schedule = tonight.isOfProgramme ? try? desk.progress().schedule : nil
      try show {
        TonightPage.text(
          tonight, mode: mode, plan: plan,
          command: (["walkthrough", "record"] + arguments).joined(separator: " "),
          resolution: tonight.pick.flatMap { resolution($0.question, in: desk.archive) },
          weeks: schedule.map { ($0.week(on: desk.today), $0.weeks) },
          style: $0) + (tonight.isOfProgramme ? "" : Level.others(than: usual, $0))
      }
      guard Console.current.input.isTerminal else { return }
      let alone = try tonight.aloneID.map { try Mode.mode(id: $0) }
      say(
        "Enter records it now"
          + (alone.map { ", a and Enter if you are alone: \($0.name)" } ?? "")
          + ", Ctrl-C leaves.")
      switch Console.current.readLine() {
      case "": try record(arguments)
      case "a" where alone != nil:
        try record(self.arguments(tonight, modeID: alone?.id ?? mode.id))
      default: return
      }
    }
  }

  /// What the last review of a question says; one that cannot be read stops no evening.
  private func resolution(_ question: Question, in archive: Archive) -> String? {
    let past = try? archive.latestResolution(
      question: question.title, questionID: question.id, mode: nil, planID: nil)
    return past?.words
  }

  private func arguments(_ tonight: Tonight, modeID: String) -> [String] {
    var arguments = ["--mode", modeID, "--plan", tonight.planID]
    if let phase = tonight.phaseID, modeID == tonight.modeID { arguments += ["--phase", phase] }
    if let question = tonight.pick?.question { arguments += ["--question", question.id] }
    return arguments
  }

  private func record(_ arguments: [String]) throws {
    let place = archive.archive.map { ["--archive", $0] } ?? []
    let command: RecordCommand
    do { command = try RecordCommand.parse(arguments + ["--device", device.name] + place) } catch {
      throw ValidationError(RecordCommand.message(for: error))
    }
    try command.record(saysQuestion: false)
  }
}
