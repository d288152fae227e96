import ArgumentParser
import Foundation
import LinuxSystem
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
      TonightCommand.self, RecordCommand.self, PlanCommand.self, QuestionsCommand.self,
      PlansCommand.self, SignalsCommand.self, LoopsCommand.self, CheckCommand.self,
      DevicesCommand.self, ReportCommand.self, ReviewCommand.self, ListCommand.self,
      CompareCommand.self, TrendCommand.self, ImportCommand.self, ExportCommand.self,
      AnalyzeCommand.self, ExplainCommand.self, RecoverCommand.self, ForgetCommand.self,
      DemoCommand.self, ManualCommand.self,
    ], defaultSubcommand: TonightCommand.self)

  static func main() {
    StandardDescriptors.prepare()
    Foundation.exit(run(Console.current))
  }

  /// Runs a command line.
  /// - Returns: the exit code.
  static func run(_ console: Console) -> Int32 {
    Console.$current.withValue(console) {
      do {
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
