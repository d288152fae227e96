import ArgumentParser
import InterviewGuide
import LinuxSystem
import PracticeHistory
import Reports
import SessionArchive
import SpeechAnalysis

/// `walkthrough list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the recorded sessions, newest first.",
    discussion: """
      Each name shown is the beginning of an id, long enough for every command that takes a \
      SESSION. Verdict says whether it passed its mode, or why it does not count; Within is how \
      many phases lie within their minutes, Pause the median pause; on a narrow terminal they \
      give way to the question.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  enum Sort: String, ExpressibleByArgument, CaseIterable {
    case date, time, talk, pause, within, question

    var order: SessionOrder {
      switch self {
      case .date: .date
      case .time: .time
      case .talk: .talk
      case .pause: .pause
      case .within: .within
      case .question: .question
      }
    }
  }

  @OptionGroup var filter: FilterOptions

  @Option(help: "Sort by date, time, talk, pause, within or question.")
  var sort = Sort.date

  @Flag(help: "The other way round.")
  var reverse = false

  @Option(help: "No more than so many.")
  var limit: Int?

  @OptionGroup var archive: ArchiveOption

  @Option(help: "text, json or csv.")
  var format = Format.text

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit should be 1 or more, instead of \(limit)")
    }
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let all = try SummaryReader(showing: archive).summaries
      var sessions = sort.order.sort(filter.filter.apply(to: all))
      if reverse { sessions.reverse() }
      if let limit { sessions = Array(sessions.prefix(limit)) }
      let modes = try Guide.modes()
      switch format {
      case .json: try Output.write(SummaryDocument.json(sessions, modes: modes))
      case .csv:
        try Output.write(data: HistoryCSV.text(sessions, modes: modes, hasPhases: false))
      case .text:
        guard !sessions.isEmpty else {
          say(
            all.isEmpty
              ? "there are no sessions in \(archive.root); begin with: walkthrough record"
              : filter.unknownName(in: all)
                ?? "none of the \(all.count) sessions in \(archive.root) is like that")
          return
        }
        let old = sessions.count { $0.numbers?.isCurrent == false }
        if old > 0 {
          say(
            "\(old) measured by older rules, without numbers here; "
              + "'walkthrough trend' measures anew what still has its sound")
        }
        let style = TextStyle.output
        let text = SessionTable.text(sessions, all: all.map(\.id), modes: modes, style: style)
        try Output.write(text)
      }
    }
  }
}
