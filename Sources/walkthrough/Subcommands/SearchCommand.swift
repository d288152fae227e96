import ArgumentParser
import AudioCore
import InterviewGuide
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SessionModel
import Words

/// `walkthrough search WORDS…`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Look for words in what was said, over all sessions.",
    discussion: """
      The words should follow each other in a sentence. A * at the end of a word stands for more \
      letters, a|b for one of several, # for a number, _ for any word: "trade off*", \
      "# milliseconds". Newest first, each with the command that plays it. It ends with exit \
      code 1 when nothing was found.
      """)

  @Argument(help: "The words, such as: dead letter queue")
  var words: [String]

  @OptionGroup var filter: FilterOptions

  @Option(help: "Only in this phase: its id.")
  var phase: String?

  @Option(help: "Show no more places than so many.")
  var limit = 100

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard limit >= 1 else {
      throw ValidationError("--limit should be 1 or more, instead of \(limit)")
    }
    _ = try asked()
  }

  /// The phrase, written as a person would.
  private func asked() throws -> SpokenPhrase {
    let text = words.joined(separator: " ")
    let plain = text.split(separator: " ").flatMap { piece -> [String] in
      ["#", "_"].contains(piece) || piece.contains { "*|".contains($0) }
        ? [piece.lowercased()] : SpokenPhrase.words(String(piece))
    }.joined(separator: " ")
    guard let phrase = SpokenPhrase(plain) else {
      throw ValidationError(
        "'\(text)' cannot be looked for; give words of letters and digits, at least one of them "
          + "without * alone, such as: dead letter queue")
    }
    return phrase
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      let all = try SummaryReader(showing: archive).summaries
      let sessions = filter.filter.apply(to: all).sorted {
        ($1.date?.epochSeconds ?? 0, $1.id) < ($0.date?.epochSeconds ?? 0, $0.id)
      }
      let phrase = try asked()
      let searching = WordsSearching(phrase, phaseID: phase, sessions: sessions, in: archive)
      for problem in searching.problems { say(problem) }
      let report = SearchReport(
        phrase: phrase.text,
        found: searching.found.map { found in
          (found.session, found.places.map(SearchReport.Place.init))
        }, transcribedCount: searching.transcribedCount)
      switch format.format {
      case .json: try Output.write(report.json())
      case .text:
        guard !searching.found.isEmpty else {
          say(nothing(searching, sessions))
          throw ExitCode(1)
        }
        try Output.write(
          report.text(limit: limit, all: all.map(\.id), style: TextStyle.output) {
            "walkthrough play \($0) --at \($1)"
          })
      }
    }
  }

  private func nothing(_ searching: WordsSearching, _ sessions: [SessionSummary]) -> String {
    if let unknown = filter.unknownName(in: sessions), sessions.isEmpty { return unknown }
    return searching.transcribedCount == 0
      ? "none of the \(sessions.count) sessions has words; make them with: walkthrough transcribe "
        + "--all"
      : "not heard in \(searching.transcribedCount) sessions with words; it may have been said in "
        + "other words, or lost by the recogniser"
  }
}

extension SearchReport.Place {
  init(_ place: WordsSearching.Place) {
    let rate = place.sampleRate
    let words = place.hit.sentence.split(separator: " ", omittingEmptySubsequences: false)
    let range = place.hit.place.clamped(to: 0..<words.count)
    func text(_ part: Range<Int>) -> String { words[part].joined(separator: " ") }
    self.init(
      seconds: rate.seconds(frames: place.hit.range.start),
      sentenceSeconds: rate.seconds(frames: place.hit.sentenceStart), phaseID: place.phase?.id,
      phaseName: place.phase?.name,
      parts: [
        text(0..<range.lowerBound), text(range), text(range.upperBound..<words.count),
      ])
  }
}
