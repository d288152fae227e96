import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SystemPackage

/// `walkthrough compare SESSION SESSION…`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show two or more sessions side by side, whole and by phase.",
    discussion: """
      All are compared with the first. A difference is marked when it is beyond your own usual \
      spread, and it is said when two sessions are not like for like. Sessions with numbers of an \
      older version are measured anew first.
      """)

  @Argument(
    help: "Ids, their beginnings, last, last~2, questions, or folders of sessions.",
    completion: .sessions)
  var sessions: [String] = ["last~1", "last"]

  @OptionGroup var page: PageOptions
  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard sessions.count >= 2 else {
      throw ValidationError("name two sessions or more, such as: compare last~1 last")
    }
    try page.validate(with: format)
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let folders = try sessions.map { try archive.meantSession($0) }
      let all = SessionStore.upToDate(
        try folders.map { try SessionSummary($0) }, in: folders, observer: MeasuringObserver()
      )
      .map(\.summary)
      // What was just measured need not be on the disk.
      let now = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
      let history = try SummaryReader(showing: archive).summaries.map { now[$0.id] ?? $0 }
      let comparison = Comparison(all, history: history)
      if page.html {
        return try page.write(
          ComparisonPage.html(comparison), default: archive.root.appending("compare.html"))
      }
      switch format.format {
      case .json: try Output.write(ComparisonDocument.json(comparison, modes: Guide.modes()))
      case .text:
        let style = TextStyle.output
        let text = ComparisonText.text(comparison, style: style)
        try Output.write(text)
      }
    }
  }
}
