import ArgumentParser
import AudioCore
import InterviewGuide
import LinuxSystem
import Practice
import SessionArchive
import SessionModel

/// `walkthrough edit SESSION`.
struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Correct what a session is about, its plan, its phases, or its date.",
    discussion: """
      The sound, the id and the folder stay; numbers, pages and counters follow. The description \
      that it had is kept: --undo brings it back, and once more the one before.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, or a session's folder.", completion: .sessions)
  var session: String

  @Option(help: "What was practised: a question's id, its title, your own words; empty for none.")
  var question: String?

  @Option(help: "The plan: phases with their minutes.")
  var plan: String?

  @Option(help: "The way to practise, which makes its own plan.")
  var mode: String?

  @Option(help: "The level whose plan it is: \(Level.listed).")
  var level: Level?

  @Option(help: "The phase for --mode drill.")
  var phase: String?

  @Option(help: "What all of the plan's times are multiplied with.")
  var scale: Double?

  @OptionGroup var phases: PhaseStartOptions

  @Option(
    help: ArgumentHelp(
      "When it began, such as 2026-11-20T19:03, or a day alone.", valueName: "date"))
  var date: DateArgument?

  @Flag(help: "Bring the description back that it had before the last edit.")
  var undo = false

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    if let scale { try PlanOptions.validate(scale: scale) }
    guard undo == isEmpty else {
      throw ValidationError(
        undo ? "--undo goes alone" : "say what to correct, such as --question or --mode")
    }
  }

  private var isEmpty: Bool {
    question == nil && plan == nil && mode == nil && level == nil && phase == nil && scale == nil
      && phases.isEmpty && date == nil
  }

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().ownSession(session)
      let edit = try edit()
      let lock = try folder.lockedWhenFinished()
      let before = Result { try folder.readSession() }
      let hasPage = PrivateFile.entry(folder.pagePath) != nil
      if undo {
        guard try lock.undoDescription() != nil else {
          return say("\(folder.id): was never edited, or all of it is undone")
        }
      } else {
        try lock.describe(
          edit.applied(to: before.get(), own: Console.current.own, now: Console.current.now()))
      }
      let after = try folder.readSession()
      if let before = try? before.get() {
        guard after != before else { return say("\(folder.id): is like that already") }
        for line in Self.changes(before, after) { say("  \(line)") }
      } else {
        say("\(folder.id): its session.json could not be read, and is the one before again")
      }
      if let first = phases.phasesAt?.seconds.first, first > 0 {
        say(
          "what comes before \(Format.clock(first)) belongs to no phase now; phases begin at 0:00")
      }
      try archive.located().removeOverviews()
      guard hasPage else { return }
      try lock.removePage()
      say("its page showed what it was, and is gone; 'walkthrough report --html' makes it anew")
    }
  }

  private func edit() throws -> SessionEdit {
    var edit = SessionEdit()
    edit.question = question
    edit.planID = plan
    edit.modeID = mode
    edit.level = level
    edit.phaseID = phase
    edit.scale = scale
    edit.start = date?.start
    edit.phases = try phases.given()
    return edit
  }

  /// What is otherwise now, a line each.
  private static func changes(_ before: Session, _ after: Session) -> [String] {
    func plan(_ session: Session) -> String {
      session.plan.map { Format.scaled($0.id, by: $0.scale) } ?? "none"
    }
    func phases(_ session: Session) -> String {
      session.timeline.visits.map { visit in
        let start = session.sampleRate.seconds(frames: visit.range.start)
        return "\(Format.clock(start)) \(session.plan?.phase(visit.phaseIndex).id ?? "")"
      }.joined(separator: ", ")
    }
    let facts: [(String, (Session) -> String)] = [
      ("question", { $0.question }), ("mode", { $0.mode ?? "none" }), ("plan", plan),
      ("began", { SessionDate($0.start)?.text ?? $0.start }), ("phases", phases),
    ]
    return facts.compactMap { name, value in
      let (old, new) = (value(before), value(after))
      return old == new ? nil : "\(name): \(new) (was: \(old))"
    }
  }
}
