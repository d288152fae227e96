import ArgumentParser
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SoundFileIO
import SpeechAnalysis
import SystemPackage

/// `walkthrough report [SESSION]`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show the report of a recorded session, as text or as a page to listen with.",
    discussion: """
      From the numbers kept beside its sound, which are measured anew where they are missing or \
      of older rules. With --html, writes report.html beside the sound and prints its \
      path: one file for any browser, which asks for nothing from anywhere. It holds what was \
      said only with --words, or 'walkthrough settings words yes'.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, a question for its newest, or a session's folder.",
    completion: .sessions)
  var session = "last"

  @Flag(help: "Write a page: waveform, phases, pauses, and the sound to listen to.")
  var html = false

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the page holds what was said; default: what the settings say, else not.")
  var words: Bool?

  @Option(
    help: ArgumentHelp(
      "Where the page is written instead; a name that ends in .html.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: FilePath?

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var rules: RuleOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let output {
      guard html else { throw ValidationError("--output is for the page: pass --html as well") }
      guard output.extension == "html" else {
        throw ValidationError("--output should end in .html, instead of '\(output)'")
      }
    }
    if words == true, !html {
      throw ValidationError("--words is for the page: pass --html as well")
    }
    if html, format.format != .text {
      throw ValidationError("--html and --format \(format.format.rawValue) exclude each other")
    }
  }

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().meantSession(session)
      // Another process may change or forget the session while it is measured.
      for _ in 0..<10 {
        let session = try folder.readSession()
        do {
          if try report(folder, session) { return }
        } catch let error as SoundFileError where error.code == .missing {
          guard try folder.readSession() != session else { throw error }
        }
      }
      throw ArchiveError(.inUse, "\(folder.id): is being changed all the time; try again later")
    }
  }

  /// Reports a session as it is described.
  /// - Returns: false when it has changed before its page could be written.
  private func report(_ folder: SessionFolder, _ session: Session) throws -> Bool {
    let numbers = try SessionStore.numbers(
      folder, session, pauseThresholdSeconds: rules.pauseThreshold, withOutline: html)
    numbers.warn()
    guard html else {
      var content = try SessionReport.Content(session, numbers.analysis)
      if format.format == .text {
        // A report is no less for words that cannot be read.
        do { content.words = try SpokenWords(folder, session, numbers.analysis) } catch {
          say("warning: \(error); the report is without what was said")
        }
      }
      try ReportOutput.write(content, format: format.format)
      return true
    }
    guard
      let path = try SessionPageFile(folder, archive: archive.located(), output: output)
        .write(
          numbers, of: session, words: words.map { $0 ? .demanded : .none } ?? .fromSettings)
    else { return false }
    try Output.write(lines: [path.pathText])
    return true
  }
}
