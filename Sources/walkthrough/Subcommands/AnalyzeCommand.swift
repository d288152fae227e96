import ArgumentParser
import LabelFiles
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis
import SystemPackage

/// `walkthrough analyze FILE`.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Measure any sound file: talk time, pauses, level, and phases when marked.",
    discussion: """
      Reads what libsndfile reads: WAV, FLAC, Ogg, Opus, MP3 and more. For the audio.wav of a \
      session, phases, marks and gaps come from the session.json beside it.
      """)

  @Argument(help: "The sound file.", completion: .file())
  var file: FilePath

  @Option(
    help: ArgumentHelp(
      "A text file of phase starts and marks: one 'TIME ID' per line, such as '5:42 scope'.",
      valueName: "file"), completion: .file())
  var marks: FilePath?

  @OptionGroup var plan: PlanOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var format: FormatOption

  @Flag(help: "With JSON: add the pitch of each 10 ms.")
  var contours = false

  func validate() throws {
    guard !contours || format.format == .json else {
      throw ValidationError("--contours should come with --format json")
    }
  }

  func run() throws {
    try Exit.reporting {
      let result: FileAnalysis
      var question = ""
      if let marks {
        let text = String(decoding: try GivenLabels(marks, what: "marks").bytes, as: UTF8.self)
        let plan = try plan.load()
        result = try FileAnalysis(path: file, plan: plan, parameters: rules.parameters) {
          do throws(LabelLineError) {
            return try MarksFile.timeline(text, plan: plan, sampleRate: $0, frames: $1)
          } catch {
            throw GivenLabels.Trouble("\(marks), \(error)")
          }
        }
      } else if let session = try sessionBesideFile() {
        question = session.question
        result = try FileAnalysis(
          path: file, plan: session.plan, parameters: rules.parameters
        ) { _, _ in session.timeline }
      } else {
        result = try FileAnalysis(path: file, plan: nil, parameters: rules.parameters) { _, _ in nil
        }
      }
      for warning in result.warnings { say("warning: \(warning)") }
      try ReportOutput.write(
        SessionReport.Content(analysis: result.analysis, id: file.pathText, question: question),
        format: format.format, contours: contours)
    }
  }

  /// The session whose audio the file is.
  private func sessionBesideFile() throws -> Session? {
    guard file.lastComponent == "audio.wav" else { return nil }
    let folder = SessionFolder(path: PrivateFile.parent(of: file))
    do { return try folder.readSession() } catch let error as ArchiveError {
      if error.code == .noSession { return nil }
      throw error
    }
  }
}

/// The rules that a person may change.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "The shortest silence between two stretches of speech that counts as a pause, in seconds."
  )
  var pauseThreshold = AnalysisParameters().pauseThresholdSeconds

  func validate() throws {
    guard (0.1...5).contains(pauseThreshold) else {
      throw ValidationError(
        "--pause-threshold should be 0.1 to 5 seconds, instead of \(pauseThreshold)")
    }
  }

  var parameters: AnalysisParameters {
    var parameters = AnalysisParameters()
    parameters.pauseThresholdSeconds = pauseThreshold
    return parameters
  }
}

/// Where results go: stdout.
enum ReportOutput {
  static func write(
    _ content: SessionReport.Content, format: FormatOption.Format, contours: Bool = false
  ) throws {
    let analysis = content.analysis
    let record = AnalysisRecord(analysis, contours: contours)
    switch format {
    case .json: try Output.write(record.json())
    case .text:
      var shown = content
      // What is read back from the record is what every later report shows: one rounding.
      shown.analysis = try record.analysis(
        timeline: analysis.timeline, plan: analysis.plan, sampleRate: analysis.sampleRate)
      let style = TextStyle.output
      try Output.write(SessionText.text(SessionReport(shown), style: style))
    }
  }
}
