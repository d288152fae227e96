import ArgumentParser
import Reports
import SessionArchive

/// `walkthrough report [SESSION]`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show the report of a recorded session.",
    discussion: "Measured anew from its sound each time, so that a changed rule shows at once.")

  @Argument(help: "An id, its beginning, last, last~2, or a session's folder.")
  var session = "last"

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var rules: RuleOptions
  @OptionGroup var format: FormatOption

  func run() throws {
    try Exit.reporting {
      let folder = try archive.located().session(session)
      let session = try folder.readSession()
      let result = try FileAnalysis(
        path: folder.audioPath, plan: session.plan, parameters: rules.parameters
      ) { _, _ in session.timeline }
      for warning in result.warnings { say("warning: \(warning)") }
      try ReportOutput.write(
        result.analysis, heading: .init(name: session.id, question: session.question),
        format: format.format)
    }
  }
}
