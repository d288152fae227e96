import ArgumentParser
import AudioCore
import Practice
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// `walkthrough words [SESSION]`.
struct WordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words",
    abstract: "Show what was said in a session, or the places in it that are worth hearing.",
    discussion: """
      For sessions that 'walkthrough transcribe' has written down. By phase, with times and the \
      pauses of a second and more. --evidence lists where phrases were heard that interviewers \
      listen for, and where the points of the question were mentioned, surely or perhaps. They \
      are places to listen to, with 'walkthrough play --at'; what was not heard proves nothing.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, a question for its newest, or a session's folder.",
    completion: .sessions)
  var session = "last"

  @Option(
    help: ArgumentHelp("What was said about then only, such as 4:12.", valueName: "time"))
  var at: TimeArgument?

  @Flag(help: "The places worth hearing instead: evidence, and the points of the question.")
  var evidence = false

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    if at != nil, evidence { throw ValidationError("--at and --evidence exclude each other") }
    if format.format == .json, at != nil || evidence {
      throw ValidationError(
        "--format json has all words and places; leave \(evidence ? "--evidence" : "--at") out")
    }
  }

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().meantSession(session)
      let session = try folder.readSession()
      let frame = try at?.frame(of: session)
      let numbers = try SessionStore.numbers(folder, session)
      numbers.warn()
      guard let words = try SpokenWords(folder, session, numbers.analysis) else {
        throw NoWords(folder)
      }
      let report = WordsReport(words, analysis: numbers.analysis)
      switch format.format {
      case .json: try Output.write(WordsDocument.json(report, id: folder.id))
      case .text:
        try show {
          evidence
            ? WordsText.evidence(report, name: folder.id, style: $0)
            : WordsText.transcript(report, name: folder.id, at: frame, style: $0)
        }
      }
    }
  }
}

extension SpokenWords {
  /// The words of a session for its reports; nil when it was not transcribed.
  init?(_ folder: SessionFolder, _ session: Session, _ analysis: SessionAnalysis) throws {
    guard let words = try SessionWords(folder, session, analysis) else { return nil }
    self.init(
      transcript: words.transcript, content: words.content, categories: words.categories,
      points: words.points)
  }
}

/// A session's words are asked for, and nobody has written them down.
struct NoWords: Error, CustomStringConvertible {
  let description: String

  init(_ folder: SessionFolder) {
    description =
      "\(folder.id): nobody has written down what was said; do it with: walkthrough transcribe "
      + folder.id.shellWord
  }
}

extension TimeArgument {
  /// The frame of a session that a time names.
  /// - Throws: `ValidationError` when it lies behind the end.
  func frame(of session: Session) throws -> Int {
    let frame = session.sampleRate.frames(seconds: seconds)
    guard frame < session.timeline.frames else {
      let length = session.sampleRate.seconds(frames: session.timeline.frames)
      throw ValidationError(
        "--at \(Format.clock(seconds)) lies behind the end; the session lasted "
          + Format.clock(length))
    }
    return frame
  }
}
