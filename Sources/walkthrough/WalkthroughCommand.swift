import ArgumentParser
import Foundation
import InterviewGuide
import LinuxSystem
import Practice
import Reports

/// The command `walkthrough`.
@main
struct WalkthroughCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "walkthrough",
    abstract: "Record a spoken system-design walkthrough and see its pacing.",
    discussion: Exit.help,
    version: version,
    subcommands: [
      TonightCommand.self, RecordCommand.self, ProgrammeCommand.self, QuestionsCommand.self,
      PlansCommand.self, SignalsCommand.self, LoopsCommand.self, CheckCommand.self,
      DevicesCommand.self, ReportCommand.self, WordsCommand.self, ReviewCommand.self,
      ListCommand.self, CompareCommand.self, TrendCommand.self, SearchCommand.self,
      ImportCommand.self, ExportCommand.self,
      AnalyzeCommand.self, ExplainCommand.self, RecoverCommand.self, VerifyCommand.self,
      ForgetCommand.self, EditCommand.self, DeleteCommand.self, PlayCommand.self,
      TranscribeCommand.self, RecognizersCommand.self, SettingsCommand.self,
      DemoCommand.self, ManualCommand.self,
    ], defaultSubcommand: TonightCommand.self)

  static func main() {
    StandardDescriptors.prepare()
    Foundation.exit(run(Console.current))
  }

  /// Runs a command line.
  /// - Returns: the exit code.
  static func run(_ console: Console) -> Int32 {
    var console = console
    // What a programme was called before plans were something else.
    if let index = console.arguments.prefix(2).firstIndex(of: "plan"),
      index == 0 || console.arguments[0] == "help"
    {
      console.arguments[index] = "programme"
    }
    console.own =
      OwnContent.folder(console.environment).map(OwnContent.init(folder:)) ?? OwnContent()
    return Guide.$own.withValue(console.own.files) {
      console.settings = console.settingsFile?.read() ?? Settings()
      return Console.$current.withValue(console) { run() }
    }
  }

  private static func run() -> Int32 {
    do {
      let console = Console.current
      // Completions are asked for at every key.
      if !console.arguments.contains(where: { $0.contains("completion") }) {
        console.warn()
        for name in Environment.ignoredBaseFolders(console.environment) {
          say("\(name) is no absolute path, and is ignored; set it to one, or not at all")
        }
      }
      if let complaint = CommandNames.complaint(console.arguments) {
        throw ValidationError(complaint)
      }
      var command = try parseAsRoot(console.arguments)
      try command.run()
      return 0
    } catch {
      return finish(error)
    }
  }

  /// Says what went wrong, with names from outside made safe for the terminal; help and
  /// completion scripts are no errors and stay as they are.
  private static func finish(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess {
      try? Output.write(message + "\n")
    } else if !message.isEmpty {
      Console.current.writeToErrors(message.messageForTerminal + "\n")
    }
    return code.rawValue
  }
}
