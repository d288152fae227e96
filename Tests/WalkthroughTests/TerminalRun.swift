import Foundation
import TestSupport

/// The tool in a pseudo-terminal, and what it has shown there.
final class TerminalRun {
  let terminal: PseudoTerminal
  let process: pid_t
  /// What was shown so far.
  var screen = ""
  private let tool: Tool

  /// Starts the tool.
  /// - Parameters:
  ///   - tool: what it runs with.
  ///   - arguments: of the command line.
  ///   - terminal: where it runs, a new one unless given.
  ///   - showsOutput: whether standard output goes there too, and not nowhere.
  init(
    _ tool: Tool, _ arguments: [String], in terminal: PseudoTerminal? = nil,
    showsOutput: Bool = false
  ) throws {
    self.tool = tool
    self.terminal = try terminal ?? PseudoTerminal()
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(nothing) }
    let slave = self.terminal.slave
    process = try tool.spawn(
      Tool.path, arguments, descriptors: [slave, showsOutput ? slave : nothing, slave])
  }

  /// Adds what is new to the screen.
  func look() { screen += terminal.shown() }

  /// Whether words come up in good time; when they do not, the tool is killed, so that
  /// waiting for its end does not take for ever.
  func sees(_ words: String...) -> Bool {
    let areSeen = tool.wait {
      look()
      return words.allSatisfy { screen.contains($0) }
    }
    if !areSeen { kill(process, SIGKILL) }
    return areSeen
  }

  func press(_ keys: String) { _ = terminal.press(keys) }

  /// Waits for the end, reading on, so that the tool never waits for the terminal.
  /// - Returns: the exit code, or the signal below zero.
  func end() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      look()
      usleep(10_000)
    }
    look()
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }
}
