import ArgumentParser
import AudioCore
import LinuxSystem
import Practice
import PracticeHistory
import SessionArchive
import SoundFileIO
import SpeechAnalysis

/// `walkthrough recover [SESSION]`.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Bring back sessions whose recording was killed, and say what is missing.",
    discussion: """
      Sound counts to its last whole frame; phases, marks and gaps come from the journal that \
      is kept while recording. A recording that still runs is left alone, and doing it twice \
      changes nothing. What killed programs left half-made is removed.
      """)

  @Argument(
    help: "An id, its beginning, or a session's folder; default: all interrupted ones.",
    completion: .sessions)
  var session: String?

  @OptionGroup var archive: ArchiveOption

  func run() throws {
    try Exit.reporting {
      let archive = try archive.located()
      let folders =
        try session.map { [try archive.ownSession($0, unfinished: true)] }
        ?? archive.interruptedSessions()
      var recovered = 0
      var hasFailed = false
      for folder in folders {
        do { recovered += try recover(folder) ? 1 : 0 } catch {
          hasFailed = true
          say("walkthrough: \(Exit.words(error))")
        }
      }
      if session == nil {
        // A sound that is no recording of ours is somebody's own file, and no trouble.
        for folder in try archive.soundsWithoutSession() {
          recovered += (try? recover(folder)) == true ? 1 : 0
        }
        for leftover in try archive.removeLeftovers() {
          let line = RecoveryText.line(leftover)
          if case .stuck = leftover {
            hasFailed = true
            say("walkthrough: \(line)")
          } else {
            recovered += 1
            try Output.write(lines: [line])
          }
        }
        try sayHalfForgotten(archive)
      }
      if hasFailed { throw Exit.archive }
      if recovered == 0 {
        try Output.write(lines: ["there is nothing to recover in \(archive.root.pathText)"])
      }
    }
  }

  /// Recovers a session and says so.
  /// - Returns: whether anything was done.
  private func recover(_ folder: SessionFolder) throws -> Bool {
    switch try Recovery.ofWAV.recover(folder) {
    case .running:
      say("\(folder.id): is being recorded, or recovered by another process; it was left alone")
      return false
    case .nothingToDo: return false
    case .finished(let session):
      try Output.write(lines: [
        "\(folder.id): was complete already; its journal is put away",
        "  where    \(folder.path.pathText)",
      ])
      analyze(folder, session)
    case .saved(let recovered):
      try Output.write(lines: RecoveryText.lines(recovered, folder: folder))
      analyze(folder, recovered.session)
    case .nothingRecorded(let session):
      try Output.write(lines: [RecoveryText.line(nothingRecorded: session, folder: folder)])
    case .lost(let lost): try Output.write(lines: RecoveryText.lines(lost, folder: folder))
    }
    return true
  }

  private func analyze(_ folder: SessionFolder, _ session: Session) {
    do { try SessionStore.measureIfMissing(folder, session) } catch {
      say("warning: \(folder.id) could not be measured: \(error)")
    }
  }

  /// A forgetting that was killed is for the person to finish: a sound may have been put
  /// back since.
  private func sayHalfForgotten(_ archive: Archive) throws {
    for session in try SummaryReader(archive).summaries
    where session.isForgotten && PrivateFile.entry(archive.folder(session.id).audioPath) != nil {
      say(
        "\(session.id): was forgotten, but its sound is there; "
          + "remove it with: walkthrough forget \(session.id)")
    }
  }
}
