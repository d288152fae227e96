import ArgumentParser
import LinuxSystem
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// Where sessions are kept.
struct ArchiveOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder of all sessions.",
      discussion:
        "Default: $WALKTHROUGH_ARCHIVE, else ./Recordings where it exists, "
        + "else $XDG_DATA_HOME/walkthrough/Recordings."))
  var archive: String?

  func located() throws -> Archive {
    try Archive.located(option: archive, environment: Console.current.environment)
  }

  /// The archive, with a word on stderr when sessions in it wait for `recover`.
  func opened() throws -> Archive {
    let archive = try located()
    let count = (try? archive.interruptedSessions().count) ?? 0
    if count > 0 {
      say(
        "\(count) session\(count == 1 ? " was" : "s were") interrupted; "
          + "'walkthrough recover' brings \(count == 1 ? "it" : "them") back")
    }
    return archive
  }
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
