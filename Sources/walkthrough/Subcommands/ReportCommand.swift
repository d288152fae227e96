import ArgumentParser
import LinuxSystem
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
      let folder = try archive.opened().session(session)
      let session = try folder.readSession()
      if session.audioForgotten == true, PrivateFile.entry(folder.audioPath) == nil {
        return try reportForgotten(folder)
      }
      let result = try FileAnalysis(
        path: folder.audioPath, plan: session.plan, parameters: rules.parameters
      ) { _, _ in session.timeline }
      for warning in result.warnings { say("warning: \(warning)") }
      try ReportOutput.write(
        result.analysis, heading: .init(session), format: format.format)
    }
  }

  /// The sound is gone, the numbers of its last analysis are not.
  private func reportForgotten(_ folder: SessionFolder) throws {
    guard format.format == .json, let numbers = try? PrivateFile.read(folder.analysisPath) else {
      throw ArchiveError(
        .forgotten,
        "\(folder.id): its sound was forgotten, so that it cannot be measured anew; "
          + "its numbers: walkthrough report \(folder.id) --format json")
    }
    try Descriptors.writeAll(numbers, to: 1)
  }
}
