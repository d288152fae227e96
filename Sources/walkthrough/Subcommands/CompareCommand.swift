import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SystemPackage
import Words

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

  /// What was heard in the sessions; nil when fewer than two have words that can be used.
  private func spoken(_ folders: [SessionFolder]) throws -> SpokenComparison? {
    let sessions = try folders.map { folder -> (Session, SessionWords?) in
      let session = try folder.readSession()
      guard PrivateFile.entry(folder.transcriptPath) != nil else { return (session, nil) }
      let words = try SessionWords(
        folder, session, SessionStore.numbers(folder, session).analysis)
      return (session, words.flatMap { $0.transcript.isUsable ? $0 : nil })
    }
    let known = sessions.compactMap(\.1)
    guard known.count >= 2 else { return nil }
    let isOneQuestion = Set(sessions.map(\.0.questionID)).count == 1
    return SpokenComparison(
      sessions.map { session, words in
        words.map {
          SpokenComparison.Spoken(
            content: $0.content, transcript: $0.transcript, openings: $0.openings)
        }
      }, points: isOneQuestion ? known[0].points : [], categories: known[0].categories)
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let folders = try sessions.map { try archive.meantSession($0) }
      // Reading the words keeps their numbers, where they are not kept yet.
      let spoken = try spoken(folders)
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
      case .json:
        try Output.write(
          ComparisonDocument.json(comparison, modes: Guide.modes(), spoken: spoken))
      case .text:
        let style = TextStyle.output
        let text = ComparisonText.text(comparison, spoken: spoken, style: style)
        try Output.write(text)
      }
    }
  }
}
