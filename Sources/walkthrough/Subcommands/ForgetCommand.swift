import ArgumentParser
import Foundation
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// `walkthrough forget SESSION…`.
struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Remove the sound of sessions and keep their numbers.",
    discussion: """
      Removes audio.wav, transcript.json and report.html; session.json, analysis.json and the \
      numbers of the words stay, so that trends keep the session; numbers that are missing or of \
      older rules are measured before. It lists what will go and asks first.
      """)

  @Argument(
    help: "Ids, their beginnings, last, last~2, or folders of sessions.", completion: .sessions)
  var sessions: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Also all sessions that started more than so many days ago.",
      valueName: "days"))
  var olderThan: Int?

  @Flag(help: "Keep transcript.json, what was said.")
  var keepWords = false

  @Flag(help: "Do not ask; for scripts.")
  var yes = false

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    guard !sessions.isEmpty || olderThan != nil else {
      throw ValidationError("name the sessions to forget, or give --older-than")
    }
    if let olderThan, !(0...100_000).contains(olderThan) {
      throw ValidationError("--older-than should be 0 to 100000 days, instead of \(olderThan)")
    }
  }

  func run() throws {
    try Exit.reporting {
      let forgetting = try Forgetting(
        sessions, olderThanDays: olderThan, keepsWords: keepWords, in: try archive.located(),
        now: Console.current.now())
      for line in forgetting.leftAlone { say(line) }
      let chosen = forgetting.chosen
      guard !chosen.isEmpty else {
        say("there is no sound to forget")
        return
      }
      say(Self.list(chosen))
      let what = chosen.count == 1 ? "this session" : "these \(chosen.count) sessions"
      guard
        try yes
          || Confirmation.isGiven("Remove the sound of \(what)? It cannot be brought back.")
      else {
        say("nothing was removed")
        return
      }
      var failure: ExitCode?
      for forgettable in chosen {
        do {
          try Forgetting.forget(forgettable)
          let folder = forgettable.folder
          say("\(folder.id): forgotten; its numbers stay in \(folder.path)")
        } catch {
          say("walkthrough: \(Exit.words(error))")
          failure = failure ?? Exit.code(error)
        }
      }
      // Pages of several sessions may quote what is gone.
      try archive.located().removeOverviews()
      if let failure { throw failure }
    }
  }

  private static func list(_ chosen: [Forgettable]) -> String {
    let lines = chosen.map { forgettable in
      let files = forgettable.files.map { "\($0.name) (\(megabytes($0.bytes)))" }
      return "  \(forgettable.folder.id)  \(files.joined(separator: ", "))"
    }
    let all = chosen.flatMap(\.files).reduce(0) { $0 + $1.bytes }
    return (["This will be removed, \(megabytes(all)) in all:"] + lines).joined(separator: "\n")
  }

  private static func megabytes(_ bytes: Int) -> String {
    "\(Format.decimal(Double(bytes) / 1e6, digits: 1)) MB"
  }
}
