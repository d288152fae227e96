import ArgumentParser
import AudioCore
import SessionArchive
import SessionModel

/// `walkthrough play [SESSION]`.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a session's sound from a moment or a phase on.",
    discussion: """
      Keys on a terminal: Space holds and goes on, b and f go 10 s back and on, p and n to the \
      phase before and the next, q ends. 'walkthrough review' plays the moments that matter.
      """)

  @Argument(
    help: "An id, its beginning, last, last~2, a question for its newest, or a session's folder.",
    completion: .sessions)
  var session = "last"

  @Option(help: ArgumentHelp("Where to begin, such as 12:40.", valueName: "time"))
  var at: TimeArgument?

  @Option(help: "The phase to begin with: its id.")
  var phase: String?

  @Option(help: "What plays the sound: an ALSA device.")
  var device = "default"

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    if at != nil, phase != nil { throw ValidationError("--at and --phase exclude each other") }
  }

  func run() throws {
    try Exit.reporting {
      let folder = try archive.opened().meantSession(session)
      let session = try folder.readSession()
      if session.audioForgotten == true {
        throw ArchiveError(.forgotten, "\(folder.id): its sound was forgotten")
      }
      try PlayRunner(folder, session, from: try start(session), device: device).run()
    }
  }

  /// The frame to begin with.
  private func start(_ session: Session) throws -> Int {
    if let at { return try at.frame(of: session) }
    guard let phase else { return 0 }
    let phases = session.plan?.allPhases ?? []
    guard let index = phases.firstIndex(where: { $0.id == phase }) else {
      throw ValidationError(
        phases.isEmpty
          ? "the session has no phases; leave --phase out"
          : "the session has no phase '\(phase)'; there are "
            + phases.map(\.id).joined(separator: ", "))
    }
    guard let visit = session.timeline.visits.first(where: { $0.phaseIndex == index }) else {
      throw ValidationError("the phase '\(phase)' was not visited")
    }
    return visit.range.start
  }
}
