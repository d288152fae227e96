import ArgumentParser
import LinuxSystem
import Reports

/// `walkthrough manual`: for `make install`, and `walkthrough manual | man -l -`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page, made from the commands themselves.",
    shouldDisplay: false)

  func run() throws {
    let commands: String
    do {
      _ = try WalkthroughCommand.parseAsRoot(["--experimental-dump-help"])
      commands = ""
    } catch {
      // The description comes as a message, as help does.
      commands = WalkthroughCommand.fullMessage(for: error, columns: nil)
    }
    try Exit.reporting {
      let page = try ManualPage.roff(
        commands: Array(commands.utf8), version: WalkthroughCommand.version,
        exitCodes: Self.exitCodes(Exit.help))
      try Output.write(page)
    }
  }

  /// Numbers and meanings from the line of the help text.
  private static func exitCodes(_ help: String) -> [(code: Int, meaning: String)] {
    help.drop { $0 != ":" }.dropFirst().split(separator: "·").compactMap { part in
      let words = part.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? Int(words[0]).map { ($0, String(words[1]) + ".") } : nil
    }
  }
}
