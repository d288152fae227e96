public import ArgumentParser
public import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel
import SystemPackage

/// `walkthrough settings [KEY [VALUE]]`.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Show what is chosen once and for all, or choose something.",
    discussion: """
      level: what is practised where no option, question or programme says it. device: the \
      microphone, by the name that 'walkthrough devices' prints, so that another one that is \
      plugged in changes nothing. archive: the folder of all sessions. recognizer: the speech \
      recogniser, as 'walkthrough recognizers' lists it. model: its model, by path or name. \
      transcribe: yes makes a transcript of each session when it ends. pages: yes makes its page. \
      words: yes lets these pages hold what was said, where it was transcribed. They are in \
      settings.yaml in $XDG_CONFIG_HOME/walkthrough, or \
      ~/.config/walkthrough; an option of a command comes before them.
      """)

  @Argument(help: "\(Settings.Key.allCases.map(\.rawValue).alternatives).")
  var key: Settings.Key?

  @Argument(help: "What to choose; without it, what is chosen is printed.")
  var value: String?

  @Flag(help: "Forget what was chosen for KEY.")
  var unset = false

  @OptionGroup var archive: ArchiveOption
  @OptionGroup var format: FormatOption

  func validate() throws {
    if unset, key == nil || value != nil { throw ValidationError("--unset goes with KEY alone") }
  }

  func run() throws {
    try Exit.reporting {
      guard let key else { return try showAll() }
      guard unset || value != nil else {
        let entry = try entry(key)
        return try format.format == .json
          ? Output.write(SettingsDocument.json([entry])) : Output.write(lines: [entry.value])
      }
      guard let file = Console.current.settingsFile else {
        throw ValidationError("nothing says where settings are kept: HOME is not set; set it")
      }
      if key == .archive, let value,
        let chosen = try? Archive.chosen(value, environment: Console.current.environment),
        let entry = PrivateFile.entry(chosen.root), entry.kind != .folder, entry.kind != .link
      {
        throw ValidationError("\(value) is no folder; name one, there or not")
      }
      do { try file.set(key, to: value) } catch let error as ContentError {
        throw ValidationError(error.line == 0 ? error.message : "\(file.path), \(error)")
      }
      say(
        "\(key.rawValue): \(value ?? "not chosen any more"); in "
          + Console.current.shortPath(file.path))
      try sayWhatComesFirst(key)
    }
  }

  private func showAll() throws {
    let entries = try Settings.Key.allCases.map(entry)
    try format.format == .json
      ? Output.write(SettingsDocument.json(entries))
      : show { SettingsPage.text(entries, style: $0) }
  }

  /// What is in use, and who chose it.
  private func entry(_ key: Settings.Key) throws -> SettingsEntry {
    let console = Console.current
    let file = console.settingsFile.map { console.shortPath($0.path) } ?? ""
    let chosen = console.settings[key]
    func entry(_ value: String, _ origin: String) -> SettingsEntry {
      SettingsEntry(key: key.rawValue, value: value, origin: origin)
    }
    func ownOr(_ usual: String) -> SettingsEntry {
      entry(chosen ?? usual, chosen == nil ? "built in" : file)
    }
    switch key {
    case .level:
      // A programme that cannot be read sets no level; commands about it say why.
      if let followed = try? Desk.followedLevel(of: archive.located()) {
        return entry(followed.rawValue, "the programme that is followed")
      }
      return ownOr(try console.usualLevel().rawValue)
    case .device: return ownOr("default")
    case .recognizer:
      // One that is named for a while comes before it.
      let named = console.environment["WALKTHROUGH_RECOGNIZER"] ?? ""
      return named.isEmpty
        ? ownOr("the first that is there") : entry(named, "WALKTHROUGH_RECOGNIZER")
    case .model: return ownOr("the first that is there")
    case .archive:
      let (archive, origin) = try ArchiveOption.located(archive.archive)
      let words =
        switch origin {
        case .option: "--archive"
        case .environment: "WALKTHROUGH_ARCHIVE"
        case .setting: file
        case .usual: "built in"
        }
      return entry(archive.root.pathText, words)
    case .pages, .words, .transcribe: return ownOr("no")
    }
  }

  /// Says when something else comes before what was just chosen.
  private func sayWhatComesFirst(_ key: Settings.Key) throws {
    switch key {
    case .archive where !(Console.current.environment["WALKTHROUGH_ARCHIVE"] ?? "").isEmpty:
      say("WALKTHROUGH_ARCHIVE is set and comes before it")
    case .recognizer where !(Console.current.environment["WALKTHROUGH_RECOGNIZER"] ?? "").isEmpty:
      say("WALKTHROUGH_RECOGNIZER is set and comes before it")
    case .level:
      guard let followed = try? Desk.followedLevel(of: archive.located()),
        followed.rawValue != value
      else { return }
      say("the programme that is followed is of \(followed.rawValue) and comes before it")
    default: return
    }
  }
}

extension Settings.Key: ExpressibleByArgument {}
