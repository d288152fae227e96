import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SystemPackage

/// `walkthrough trend`.
struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "Show how sessions change over weeks, as text or as a page of the whole archive.",
    discussion: """
      Only sessions that count are shown: those of half of their plan's least or more, with ten \
      seconds of talk. Medians and the middle half of like sessions, of one plan, mode and scale, \
      say what is usual for you. A line needs five of them, and its slope comes with its 95 % \
      interval (Theil–Sen). Sessions with numbers of an older version are measured anew first, unless --as-is is given. With --html, writes \
      trend.html into the archive and prints its path.
      """)

  @Option(help: "Only so many weeks, up to that of the last session.")
  var weeks: Int?

  @Flag(help: "Sessions that do not count as well: too short, or without talk.")
  var all = false

  @OptionGroup var filter: FilterOptions

  @Flag(help: "Measure nothing anew; old numbers are left out.")
  var asIs = false

  @OptionGroup var page: PageOptions
  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let weeks, !(1...10_000).contains(weeks) {
      throw ValidationError("--weeks should be 1 to 10000, instead of \(weeks)")
    }
    try page.validate(with: format)
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let known = try SummaryReader(showing: archive).summaries
      let meant = filter.filter.apply(to: known)
      if meant.isEmpty, let why = filter.unknownName(in: known) { say(why) }
      let sessions =
        asIs
        ? meant
        : SessionStore.upToDate(
          meant, in: meant.map { archive.folder($0.id) }, observer: MeasuringObserver()
        ).map(\.summary)
      let trend = Trend(
        sessions, lastWeeks: weeks, showsAll: all || filter.mode == Mode.demoID,
        today: Console.current.today)
      // Of some sessions alone, the programme would be told wrong.
      let programme = meant.count == known.count ? try Desk.progress(of: archive) : nil
      if page.html {
        let path = archive.root.appending("trend.html")
        let pages = Set(
          try archive.scan(files: ["report.html"]).filter { $0.stamps[1] != nil }.map(\.name))
        let folder = SessionPageFile.way(to: archive.root, fromFolderOf: page.output ?? path)
        return try page.write(
          TrendPage.html(
            trend, programme: programme, sessionPages: pages, archivePath: folder), default: path)
      }
      switch format.format {
      case .json: try Output.write(TrendDocument.json(trend))
      case .text:
        let style = TextStyle.output
        let text = TrendText.text(
          trend, programme: programme, showsAllWeeks: weeks != nil,
          cures: .init(
            kinds: "--plan, --mode and --scale choose.", all: "--all shows them.",
            questions: "--question shows one.",
            dates: "'walkthrough edit' with --date mends it."), style: style)
        try Output.write(text)
      }
    }
  }
}
