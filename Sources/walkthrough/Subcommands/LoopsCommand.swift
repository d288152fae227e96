import ArgumentParser
import InterviewGuide
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// `walkthrough loops`.
struct LoopsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loops",
    abstract: "Show how the interviews go, and how you held up in a loop of your own.",
    subcommands: [Show.self, Stamina.self], defaultSubcommand: Show.self)

  /// `walkthrough loops --level l6`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show all conversations with their minutes.")

    @OptionGroup var level: LevelOption
    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let level = try level.level(archive)
        guard let interviews = try Guide.interviews().first(where: { $0.level == level }) else {
          throw ValidationError(
            "nothing is known of the interviews for \(level.name); add them to interviews.yaml")
        }
        try show { InterviewsPage.text(interviews, style: $0) + Level.others(than: level, $0) }
      }
    }
  }

  /// `walkthrough loops stamina [SESSION]`.
  struct Stamina: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stamina",
      abstract: "Show the rounds of 'record --mode loop' in one view.")

    @Argument(help: "Any round of the loop; default: the last loop.")
    var session: String?

    @OptionGroup var archive: ArchiveOption

    func run() throws {
      try Exit.reporting {
        let archive = try archive.opened()
        let all = try SummaryReader(showing: archive).summaries
        let place: LoopPlace?
        if let session {
          place = try archive.session(session).readSession().loop
        } else {
          place = all.last { $0.loop != nil }?.loop
        }
        guard let place else {
          throw ArchiveError(
            .noSession,
            (session.map { "\($0) is no round of a loop" }
              ?? "no loop is in the archive \(archive.root)")
              + "; record one with: walkthrough record --mode loop")
        }
        let rounds = try all.filter { $0.loop?.id == place.id }.map { summary in
          let folder = archive.folder(summary.id)
          let session = try folder.readSession()
          let numbers = try SessionStore.numbers(folder, session)
          numbers.warn()
          return (session, numbers.analysis)
        }
        let inOrder = rounds.sorted { ($0.0.loop?.round ?? 0) < ($1.0.loop?.round ?? 0) }
        try LoopRunner.write(inOrder, wanted: place.rounds)
      }
    }
  }
}
