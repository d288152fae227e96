import ArgumentParser
import Foundation
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SessionModel
import SystemPackage

/// `walkthrough import FILE…`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take sound files into the archive as sessions, with phases from a label file.",
    discussion: """
      WAV, FLAC, Ogg, Opus and MP3 of any rate become mono with 16 bits at their own rate. Of a \
      folder, all its sound files are taken. Phases come from --labels, from --phases-at, or from \
      a file of the same name beside the sound ending in .TextGrid, .vtt, .txt or .marks: a Praat \
      TextGrid, WebVTT chapters, Audacity labels, lines of time and id, or plain times. When it \
      began comes from --date, from the file's name, or from the time it was last changed, less \
      its length. The same file twice is noticed.
      """)

  @Argument(help: "Sound files, and folders of sound files.", completion: .file())
  var files: [FilePath]

  @OptionGroup var practice: PracticeOptions

  @OptionGroup var phases: PhaseStartOptions

  @Option(
    help: ArgumentHelp(
      "When it began, such as 2026-11-20T19:03, or a day alone.", valueName: "date"))
  var date: DateArgument?

  @OptionGroup var archive: ArchiveOption

  func validate() throws {
    // What else can be wrong with it was said before, or is said when it runs.
    guard let practised = try? practice.resolved(following: try archive.located()) else { return }
    guard let plan = practised.plan else {
      throw ValidationError("mode \(practice.mode) has several rounds; import them one by one")
    }
    if let count = phases.phasesAt?.seconds.count, count > plan.phases.count + 1 {
      throw ValidationError(
        "--phases-at has \(count) times; plan \(plan.id) has \(plan.phases.count) phases "
          + "and the open remainder")
    }
  }

  func run() throws {
    try Exit.reporting {
      let files = try expanded()
      if files.count > 1, !phases.isEmpty || date != nil {
        throw ValidationError(
          "--labels, --phases-at and --date are for one file; these are \(files.count)")
      }
      // Before signals are queued: who writes into a pipe may let one wait for ever.
      let phases = try phases.given()
      let signals = try SignalQueue()
      let archive = try archive.opened()
      let before = try SummaryReader(showing: archive).summaries
      var sounds = SoundImport(
        archive: archive, exercise: try practice.resolved(following: archive), date: date?.start,
        phases: phases, known: ImportedSessions(before),
        toolVersion: WalkthroughCommand.version)
      sounds.now = Console.current.now()
      if Console.current.isInteractive { sounds.askForDate = Self.askForDate }
      try take(files, into: archive, with: &sounds, signals: signals)
    }
  }

  /// Takes the files one after the other; one that cannot be used keeps no other.
  private func take(
    _ files: [FilePath], into archive: Archive, with sounds: inout SoundImport,
    signals: SignalQueue
  ) throws {
    var isStopped = false
    func stopped() -> Bool {
      while let signal = signals.next() {
        switch signal {
        case .suspend: SignalQueue.stopProcess()
        case .resume, .resized: break
        default: isStopped = true
        }
      }
      return isStopped
    }
    let bar = ProgressBar(what: "importing")
    var counts = (imported: 0, known: 0, failed: 0)
    var code: ExitCode?
    for (index, file) in files.enumerated() where !stopped() {
      bar.show(index, of: files.count)
      do {
        switch try sounds.take(file, isStopped: stopped) {
        case .imported(let id, let notes):
          counts.imported += 1
          bar.clear()
          if counts.imported == 1 { sayWhetherOpen(archive.folder(id)) }
          do { try Output.write(lines: [id]) } catch {
            // What was imported is there, whether anybody could be told or not.
            code = code ?? Exit.code(error)
          }
          say("  \(file.description.forTerminal): \(notes.joined(separator: "; "))")
        case .knownAlready(let id):
          counts.known += 1
          bar.clear()
          say(
            "\(file.description.forTerminal): is already there as \(id); 'walkthrough edit' corrects what is said of it"
          )
        case .stopped: break
        }
      } catch {
        counts.failed += 1
        bar.clear()
        say("walkthrough: \(Exit.words(error))")
        let own = Exit.code(error)
        code = code ?? own
        // No other file fares better on a full disk or in an archive that cannot be written.
        if [Exit.disk, Exit.archive].contains(own) { break }
      }
    }
    bar.clear()
    if files.count > 1 || isStopped {
      let rest = files.count - counts.imported - counts.known - counts.failed
      say(
        "\(counts.imported) imported, \(counts.known) there already, \(counts.failed) not usable"
          + (rest > 0 ? ", \(rest) not looked at" : ""))
    }
    if isStopped { throw Exit.stoppedEarly }
    if let code { throw code }
  }

  /// Asks until the answer is a date; an empty line is none.
  private static func askForDate(_ why: String) -> SessionDate? {
    say(why)
    while true {
      Console.current.writeToErrors("When was it, such as 2026-11-20T19:03? ")
      guard let line = Console.current.readLine(), !line.isEmpty else { return nil }
      if let date = DateArgument(argument: line) { return date.start }
    }
  }

  /// The files, those of folders by name.
  private func expanded() throws -> [FilePath] {
    var all: [FilePath] = []
    for path in files {
      guard PrivateFile.isFolder(path) else {
        all.append(path)
        continue
      }
      let names: [FilePath.Component]
      do { names = try PrivateFile.names(inFolder: path) } catch {
        throw GivenLabels.Trouble("\(path): the folder cannot be read")
      }
      let known = SoundImport.readable.union(SoundImport.unreadable)
      let own = names.filter { name in
        name.extension.map { known.contains($0.lowercased()) } == true
      }
      if own.isEmpty { say("\(path): holds no sound files") }
      // Files of labels lie beside their sounds; what is hidden is nobody's recording.
      let labels = SoundImport.labelSuffixes.map { $0.lowercased() }
      let others = names.filter { name in
        !own.contains(name) && !name.string.hasPrefix(".")
          && PrivateFile.entry(path.appending(name))?.kind == .file
          && !labels.contains(name.extension?.lowercased() ?? "")
      }
      for name in others {
        say("\(path.appending(name)): not taken; by its name it is no sound file")
      }
      all += own.map { path.appending($0) }
    }
    return all
  }
}

/// A day with or without a time as typed: `2026-11-20`, `2026-11-20T19:03`.
struct DateArgument: ExpressibleByArgument, Hashable {
  /// Noon for a day alone.
  let start: SessionDate

  init?(argument: String) {
    let isDay = argument.utf8.count == 10
    // No offset: it is the time where the user is.
    guard [10, 16, 19].contains(argument.utf8.count),
      let date = SessionDate(isDay ? argument + "T12:00" : argument)
    else { return nil }
    start = SessionDate(
      day: date.day, secondsOfDay: date.secondsOfDay, in: LocalTime.offsetSeconds)
  }
}
