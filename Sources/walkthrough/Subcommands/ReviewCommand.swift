import ArgumentParser
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SpeechAnalysis

/// `walkthrough review [SESSION]`.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Listen back to a session: its turning points, then a few questions.",
    discussion: """
      Plays where phases begin, the longest pauses, where budgets are left, and your marks; \
      then asks how it sounded, what was covered, and what to do better. Each answer is kept \
      at once in review.json beside the session. Run it again to go on, or to answer anew. \
      Without a terminal, or with --plain, each command is a line: a letter, numbers, or words.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, a question for its newest, or a session's folder.",
    completion: .sessions)
  var session = "last"

  @Flag(help: "Ask without playing anything.")
  var noSound = false

  @Flag(help: "Lines instead of single keys, and no moving screen: for screen readers.")
  var plain = false

  @Flag(help: "Only show what was answered before.")
  var show = false

  @Option(help: "What plays the sound: an ALSA device.")
  var device = "default"

  @OptionGroup var archive: ArchiveOption

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().meantSession(session)
      let session = try folder.readSession()
      if show { return try showAnswers(folder, session) }
      try folder.whileReviewing {
        let isForgotten =
          session.audioForgotten == true && PrivateFile.entry(folder.audioPath) == nil
        if isForgotten { say("the sound of this session was forgotten; answers only") }
        // Answers can be given without any numbers.
        let numbers = Result { try SessionStore.numbers(folder, session) }
        switch numbers {
        case .success(let numbers): numbers.warn()
        case .failure(let error): if !isForgotten { say("warning: \(error)") }
        }
        try ReviewRunner(
          folder: folder, session: session, analysis: try? numbers.get().analysis,
          device: noSound || isForgotten ? nil : device, isPlain: plain
        ).run()
      }
    }
  }

  private func showAnswers(_ folder: SessionFolder, _ session: Session) throws {
    let review = try folder.readReview() ?? Review(sampleRate: session.sampleRate)
    let form = try ReviewRunner.form(session)
    try walkthrough.show { ReviewSummary.text(review, name: folder.id, form: form, style: $0) }
  }
}
