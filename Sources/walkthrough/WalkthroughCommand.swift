import ArgumentParser
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
    if let complaint = CommandNames.complaint(Array(CommandLine.arguments.dropFirst())) {
      finish(ValidationError(complaint))
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      finish(error)
    }
  }

  /// Says what went wrong, with names from outside made safe for the terminal; help and
  /// completion scripts are no errors and stay as they are.
  private static func finish(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    guard !code.isSuccess else { exit(withError: error) }
    let message = fullMessage(for: error)
    if !message.isEmpty { Descriptors.writeBestEffort(message.messageForTerminal + "\n", to: 2) }
    exit(withError: code)
  }
}
