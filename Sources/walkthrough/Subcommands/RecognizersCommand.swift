import ArgumentParser
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SystemPackage

/// `walkthrough recognizers`.
struct RecognizersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognizers",
    abstract: "List the speech recognisers that transcripts can be made with.",
    discussion: """
      A line for each: its program and the model that is taken, or what is missing and the command \
      that mends it. Nothing is started and nothing is fetched. Others are described in \
      recognizers.yaml in the configuration folder.
      """)

  @OptionGroup var format: FormatOption

  func run() throws {
    try Exit.reporting {
      let console = Console.current
      let all = try console.recognizers.all()
      let taken = try? console.recognizer()
      let entries = all.map { found in
        let isTaken = taken?.entry.id == found.entry.id
        // The settings may name another model of it.
        let shown = isTaken ? taken ?? found : found
        return RecognizerRow(
          id: found.entry.id, isOwn: found.entry.isOwn, program: shown.program,
          models: shown.models.map { .init(name: $0.name, path: $0.path) },
          isTaken: isTaken,
          trouble: shown.trouble?.description, cure: shown.trouble?.cure)
      }
      guard format.format == .text else { return try Output.write(RecognizersPage.json(entries)) }
      try Output.write(
        lines: RecognizersPage.lines(
          entries, shortPath: console.shortPath))
      // What is chosen and cannot be used would be missed in the list.
      if taken == nil {
        do { _ = try console.recognizer() } catch { say("none is taken: \(Exit.words(error))") }
      }
    }
  }
}
