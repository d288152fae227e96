import ArgumentParser
import InterviewGuide
import LinuxSystem
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis
import SystemPackage

/// Where sessions are kept.
struct ArchiveOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder of all sessions.",
      discussion:
        "Default: $WALKTHROUGH_ARCHIVE, else the one of the settings, "
        + "else $XDG_DATA_HOME/walkthrough/Recordings."))
  var archive: FilePath?

  func located() throws -> Archive { try Self.located(archive).archive }

  /// The archive that is asked for, and by whom.
  static func located(_ option: FilePath?) throws -> (archive: Archive, origin: Archive.Origin) {
    let console = Console.current
    let found = try Archive.located(
      option: option, environment: console.environment, setting: console.settings[.archive])
    // A file that cannot be read may name another one: sessions would be in two places.
    if found.origin == .usual, let trouble = console.settings.trouble(with: .archive) {
      throw SettingsTrouble(trouble)
    }
    return found
  }

  /// The archive, with a word on stderr when sessions in it wait for `recover`.
  func opened() throws -> Archive {
    let (archive, origin) = try Self.located(archive)
    // Who names an archive for a command means that one alone.
    if origin == .setting || origin == .usual { sayStrays(archive) }
    let count = (try? archive.interruptedSessions().count) ?? 0
    if count > 0 {
      say(
        "\(count) session\(count == 1 ? " was" : "s were") interrupted; "
          + "'walkthrough recover' brings \(count == 1 ? "it" : "them") back")
    }
    return archive
  }
}

extension ArchiveOption {
  private static let stray: FilePath = "Recordings"

  /// Says that the working folder has sessions that the archive in use does not have.
  private func sayStrays(_ archive: Archive) {
    let strays = archive.missing(from: Archive(root: Self.stray))
    guard !strays.isEmpty else { return }
    let (goal, console) = (archive.root.description.shellWord, Console.current)
    let make = PrivateFile.isFolder(archive.root) ? "" : "mkdir -p -m 700 \(goal) && "
    let names = strays.prefix(3).map { Self.stray.appending(pathText: $0).description.shellWord }
      .joined(separator: " ")
    let count = strays.count
    say(
      "./\(Self.stray) has \(count) session\(count == 1 ? "" : "s") that the archive "
        + "\(console.shortPath(archive.root)) does not have; "
        + (count <= 3
          ? "to bring \(count == 1 ? "it" : "them") over: \(make)mv -n \(names) \(goal)/"
          : "to bring them over: \(make)mv -n \(Self.stray)/20* \(goal)/"))
  }
}

/// The microphone.
struct DeviceOption: ParsableArguments {
  @Option(
    help: "The microphone, as 'walkthrough devices' lists it; default: that of the settings.")
  var device: String?

  /// The name of the device that is meant.
  var name: String { device ?? Console.current.settings[.device] ?? "default" }
}

/// Text for people or JSON for programs.
struct FormatOption: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(name: .long, help: "text or json.")
  var format = Format.text
}

extension TextStyle {
  /// What a terminal can show, from its size and the environment.
  ///
  /// Colours are left out for `NO_COLOR` and `TERM=dumb`; Unicode needs a UTF-8 locale.
  static func of(_ terminal: Terminal) -> TextStyle {
    let variables = Console.current.environment
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variables[$0] }
      .first { !$0.isEmpty } ?? ""
    let isColoured =
      terminal.isTerminal && (variables["NO_COLOR"] ?? "").isEmpty && variables["TERM"] != "dumb"
    let isUnicode = locale.uppercased().replacing("-", with: "").hasSuffix("UTF8")
    return TextStyle(
      columns: min(terminal.columns ?? 80, 100), isColoured: isColoured,
      isUnicode: isUnicode)
  }
}

/// A length of time as typed: `90`, `1:30` or `1:02:03`.
struct TimeArgument: ExpressibleByArgument, Hashable {
  let seconds: Double

  init?(argument: String) {
    guard let seconds = ClockTime.seconds(argument) else { return nil }
    self.seconds = seconds
  }
}

/// Several times separated by commas.
struct TimesArgument: ExpressibleByArgument, Hashable {
  let seconds: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let seconds = parts.compactMap { ClockTime.seconds($0) }
    guard seconds.count == parts.count else { return nil }
    self.seconds = seconds
  }

  /// Refuses times that do not rise.
  func validate(option: String) throws {
    guard zip(seconds, seconds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw ValidationError("the times of \(option) must rise, such as 3:00,5:00")
    }
  }
}

extension [String] {
  /// As help texts name what may be chosen: `a, b or c`.
  var alternatives: String {
    count > 1 ? dropLast().joined(separator: ", ") + " or \(self[count - 1])" : joined()
  }
}
