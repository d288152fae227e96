public import ArgumentParser
import LinuxSystem
import Practice
import SessionArchive
import SystemPackage
public import Words

/// `walkthrough transcribe [SESSION…]`.
struct TranscribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcribe",
    abstract: "Write down what was said, with a speech recogniser of yours.",
    discussion: """
      Starts a recogniser that is installed, such as whisper-ctranslate2, with a model that is on \
      the disk; nothing is fetched, and no sound leaves the machine. Its words are fitted to the \
      session's own stretches of speech and kept in transcript.json beside the sound. It works at \
      low priority and waits while something is recorded; Ctrl-C ends it and changes nothing. \
      --from takes a transcript that another program made of the same sound.
      """)

  @Argument(
    help: "Ids, their beginnings, last, last~2, or folders of sessions; default: last.",
    completion: .sessions)
  var sessions: [String] = []

  @Flag(help: "All sessions with a sound and without a transcript.")
  var all = false

  @Flag(help: "Also what has a transcript; the old one goes when the new one is there.")
  var again = false

  @OptionGroup var recognizers: RecognizerOptions

  @Option(
    help: ArgumentHelp(
      "A transcript of the session that was made elsewhere.", valueName: "file"),
    completion: .file())
  var from: FilePath?

  @Option(
    help: ArgumentHelp(
      "How FILE is written: \(TranscriptFormat.all.map(\.id).alternatives). Default: as its "
        + "content tells.", valueName: "format"))
  var readAs: TranscriptFormat?

  @Flag(help: "Take a transcript that may be of another sound.")
  var force = false

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    if all, !sessions.isEmpty { throw ValidationError("--all goes without sessions") }
    guard from != nil else {
      if readAs != nil { throw ValidationError("--read-as goes with --from") }
      return
    }
    if all || sessions.count > 1 { throw ValidationError("--from is for one session") }
    if recognizers.recognizer != nil || recognizers.model != nil {
      throw ValidationError("--from goes without a recogniser and a model")
    }
  }

  func run() throws {
    try Exit.reporting {
      let archive = try archive.opened()
      if let from { return try take(from, archive.ownSession(sessions.first ?? "last")) }
      let folders = try chosen(archive)
      guard !folders.isEmpty else { return }
      var runner = TranscribeRunner(recognizer: try recognizers.chosen(), archive: archive)
      runner.language = recognizers.language
      runner.isForced = force
      try runner.run(folders)
    }
  }

  private func take(_ file: FilePath, _ folder: SessionFolder) throws {
    guard again || PrivateFile.entry(folder.transcriptPath) == nil else {
      throw ValidationError(
        "\(folder.id) has a transcript; --again replaces it")
    }
    do {
      let outcome = try Transcribing.take(file, format: readAs, into: folder, isForced: force)
      try TranscribeRunner.report(outcome, of: folder)
    } catch {
      say("walkthrough: \(TranscribeRunner.words(error, of: folder))")
      throw Exit.code(error)
    }
  }

  /// The sessions to transcribe, with a word about the others.
  private func chosen(_ archive: Archive) throws -> [SessionFolder] {
    let folders =
      try all
      ? archive.sessions()
      : (sessions.isEmpty ? ["last"] : sessions).map { try archive.ownSession($0) }
    var (chosen, there): ([SessionFolder], [SessionFolder]) = ([], [])
    for folder in folders where !chosen.contains(folder) && !there.contains(folder) {
      // What has no sound is no work, but where it was named it is a trouble.
      if all, PrivateFile.entry(folder.audioPath) == nil { continue }
      if again || PrivateFile.entry(folder.transcriptPath) == nil {
        chosen.append(folder)
      } else {
        there.append(folder)
      }
    }
    if all {
      if chosen.isEmpty { say("there is nothing to transcribe in \(archive.root)") }
    } else {
      for folder in there { say("\(folder.id): has a transcript; --again makes a new one") }
    }
    return chosen
  }
}

extension TranscriptFormat: ExpressibleByArgument {
  /// Finds a format by its id.
  public init?(argument: String) {
    guard let format = TranscriptFormat.named(argument) else { return nil }
    self = format
  }

  /// The ids.
  public static var allValueStrings: [String] { all.map(\.id) }
}
