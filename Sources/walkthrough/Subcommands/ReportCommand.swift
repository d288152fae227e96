import ArgumentParser
import AudioCore
import Foundation
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SoundFileIO
import SpeechAnalysis

/// `walkthrough report [SESSION]`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show the report of a recorded session, as text or as a page to listen with.",
    discussion: """
      From the numbers kept beside its sound, which are measured anew where they are missing or \
      of older rules. With --html, writes report.html beside the sound and prints its path: one file for any browser, which \
      asks for nothing from anywhere.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, or a session's folder.", completion: .sessions)
  var session = "last"

  @Flag(help: "Write a page: waveform, phases, pauses, and the sound to listen to.")
  var html = false

  @Option(
    help: ArgumentHelp(
      "Where the page is written instead; a name that ends in .html.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var rules: RuleOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    if let output {
      guard html else { throw ValidationError("--output is for the page: pass --html as well") }
      guard output.hasSuffix(".html") else {
        throw ValidationError("--output should end in .html, instead of '\(output)'")
      }
    }
    if html, format.format != .text {
      throw ValidationError("--html and --format \(format.format.rawValue) exclude each other")
    }
  }

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().session(session)
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
      try ReportOutput.write(.init(session, numbers.analysis), format: format.format)
      return true
    }
    return try writePage(numbers, session, folder)
  }

  private func writePage(
    _ numbers: SessionStore.Numbers, _ session: Session, _ folder: SessionFolder
  ) throws -> Bool {
    let path = output ?? folder.pagePath
    var content = try SessionReport.Content(session, numbers.analysis)
    if numbers.hasSound {
      content.outline = numbers.analysis.outline
      content.soundPath = Self.path(to: folder.audioPath, fromFolderOf: path)
    }
    content.usual = try usual(folder, numbers.analysis.parameters)
    if let review = try folder.readReview() {
      content.review = ReviewSummary.pageAnswers(review)
    }
    let bytes = try SessionPage.bytes(SessionReport(content))
    if output == nil {
      // A page of a sound that was forgotten meanwhile would bring back what is gone.
      do {
        let lock = try folder.locked()
        guard try folder.readSession() == session else { return false }
        try lock.writePage(bytes)
      } catch let error
        where error is SystemError || (error as? ArchiveError)?.code == .notWritable
      {
        throw ArchiveError(
          .notWritable, "\(error); name another place with --output FILE.html", cause: error)
      }
    } else {
      try OutputFile.write(bytes, to: path)
    }
    try Output.write(lines: [path])
    return true
  }

  /// What is usual for the person whose archive the session lies in; nil under rules that
  /// others were not measured by.
  private func usual(
    _ folder: SessionFolder, _ parameters: AnalysisParameters
  ) throws -> SessionReport.Usual? {
    let archive = try archive.located()
    guard folder.path == archive.root + "/" + folder.id, parameters == AnalysisParameters() else {
      return nil
    }
    let sessions = try SummaryReader(archive).summaries
    return MiddleBand.usual(.pauseMedian, beside: folder.id, in: sessions).map {
      SessionReport.Usual(
        medianPauseSeconds: $0.lowerQuartile...$0.upperQuartile, sessions: $0.count)
    }
  }

  /// The way from a page to a file, which stays right when both move together.
  static func path(to file: String, fromFolderOf page: String) -> String {
    let goal = URL(fileURLWithPath: file).standardizedFileURL.pathComponents
    let start = URL(fileURLWithPath: page).standardizedFileURL.pathComponents.dropLast()
    let common = zip(goal, start).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: start.count - common)
    return (up + goal.dropFirst(common)).joined(separator: "/")
  }
}
