import ArgumentParser
import Foundation
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
      var seen: Set<String> = []
      while true {
        let tonight = try desk.tonight(
          level: level, usual: Console.current.usualLevel(), seed: seed, without: seen)
        guard seen.isEmpty || tonight.pick != nil else {
          say("there is no other question for it; these were all, so the first comes again")
          seen = []
          continue
        }
        let mode = try Mode.mode(id: tonight.modeID)
        try showPage(tonight, mode: mode, desk)
        guard Console.current.input.isTerminal else { return }
        switch try answer(tonight, mode: mode, desk) {
        case .record(let arguments): return try record(arguments)
        case .another: seen.formUnion(tonight.pick.map { [$0.question.id] } ?? [])
        case .end: return
        }
      }
    }
  }

  private func showPage(_ tonight: Tonight, mode: Mode, _ desk: Desk) throws {
    let usual = try level ?? Console.current.usualLevel()
    let base = try PlanLibrary.plan(id: tonight.planID)
    let plan = try? mode.plan(from: base, phaseID: tonight.phaseID)
    let schedule = tonight.isOfProgramme ? try? desk.progress().schedule : nil
    let command = ["walkthrough", "record"] + arguments(tonight, modeID: mode.id)
    try show {
      TonightPage.text(
        tonight, mode: mode, plan: plan, command: command.joined(separator: " "),
        resolution: tonight.pick.flatMap { resolution($0.question, in: desk.archive) },
        weeks: schedule.map { ($0.week(on: desk.today), $0.weeks) },
        style: $0) + (tonight.isOfProgramme ? "" : Level.others(than: usual, $0))
    }
  }

  /// What the person wants.
  private enum Wish {
    /// Recording, with these arguments of `record`.
    case record([String])
    case another, end
  }

  private func answer(_ tonight: Tonight, mode: Mode, _ desk: Desk) throws -> Wish {
    let alone = try tonight.aloneID.map { try Mode.mode(id: $0) }
    let shorter = desk.material.shorter(than: mode)
    var offers = ["Enter records it now"]
    if tonight.pick != nil { offers.append("n and Enter for another question") }
    if let alone { offers.append("a if you are alone: \(alone.name)") }
    if let shorter { offers.append("s for 20 minutes only: \(shorter.name)") }
    say(offers.joined(separator: ", ") + ", q ends.")
    while let line = Console.current.readLine() {
      switch line.trimmingCharacters(in: .whitespaces).lowercased() {
      case "": return .record(arguments(tonight, modeID: mode.id))
      case "n" where tonight.pick != nil: return .another
      case "a" where alone != nil:
        return .record(arguments(tonight, modeID: alone?.id ?? mode.id))
      case "s" where shorter != nil:
        return .record(arguments(tonight, modeID: shorter?.id ?? mode.id))
      case "q": return .end
      default: say("'\(line.forTerminal)' is none of these; q ends")
      }
    }
    return .end
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
    let place = archive.archive.map { ["--archive", $0.pathText] } ?? []
    let command: RecordCommand
    do { command = try RecordCommand.parse(arguments + ["--device", device.name] + place) } catch {
      throw ValidationError(RecordCommand.message(for: error))
    }
    try command.record(saysQuestion: false)
  }
}
