import Foundation
import TestSupport
import Testing

/// Recordings that do not have their terminal to themselves.
@Suite struct BackgroundTests {
  /// A shell with job control in a terminal of its own, where a tool is at hand as `$T`.
  private struct Shell {
    let terminal: PseudoTerminal
    let process: pid_t

    init(_ tool: Tool) throws {
      var tool = tool
      tool.environment["T"] = Tool.path
      terminal = try PseudoTerminal()
      let slave = terminal.slave
      process = try tool.spawn(
        "/usr/bin/setsid", ["--ctty", "bash", "--norc", "-i"],
        descriptors: [slave, slave, slave])
    }

    func type(_ line: String) { _ = terminal.press(line) }

    /// Waits for a finished session, thirty seconds at most.
    func session(of tool: Tool) throws -> [String: Any] {
      for _ in 0..<3000 {
        _ = terminal.shown()
        if let folder = tool.sessions.first,
          FileManager.default.fileExists(atPath: folder + "/session.json")
        {
          return try tool.json(folder + "/session.json")
        }
        usleep(10_000)
      }
      return [:]
    }

    /// Ends all that runs in the terminal.
    func end() {
      type("kill -KILL %1\nexit\nexit\n")
      usleep(200_000)
      kill(process, SIGKILL)
      _ = Tool.Running.waitForExit(of: process)
      close(terminal.slave)
      close(terminal.master)
    }
  }

  private func tool() throws -> Tool {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    return tool
  }

  @Test(arguments: ["", " --plain"])
  func `a recording in the background does not stop for its terminal`(option: String) throws {
    let tool = try tool()
    let shell = try Shell(tool)
    defer { shell.end() }
    shell.type("$T record --device mic --plan netflix-l4 --duration 2\(option) &\n")
    usleep(1_500_000)
    // A line for the shell is none for the recording.
    shell.type("true\n")
    let session = try shell.session(of: tool)
    let timeline = session["timeline"] as? [String: Any] ?? [:]
    #expect(session["end"] as? String == "duration")
    #expect(timeline["frames"] as? Int == 96_000 && (timeline["gaps"] as? [Any])?.isEmpty == true)
    #expect((timeline["visits"] as? [Any])?.count == 1)
  }

  /// The length of the sound in bytes.
  private func size(_ tool: Tool) throws -> Int {
    try Data(contentsOf: URL(fileURLWithPath: tool.session() + "/audio.wav")).count
  }

  @Test func `after Ctrl-Z and bg it goes on, and fg gives the keys back`() throws {
    let tool = try tool()
    let shell = try Shell(tool)
    defer { shell.end() }
    shell.type("$T record --device mic --plan netflix-l4 --duration 60\n")
    #expect(tool.wait { !tool.sessions.isEmpty })
    usleep(1_000_000)
    shell.type("\u{1A}")
    usleep(500_000)
    let before = try size(tool)
    shell.type("bg\n")
    usleep(1_500_000)
    #expect(try size(tool) > before + 48_000)
    shell.type("fg\n")
    usleep(1_000_000)
    shell.type("b\n")
    usleep(300_000)
    shell.type("\u{3}")
    let session = try shell.session(of: tool)
    #expect(session["end"] as? String == "signal")
    let timeline = session["timeline"] as? [String: Any] ?? [:]
    #expect((timeline["visits"] as? [Any])?.count == 2)
  }

  @Test func `lines that Ctrl-S holds hold neither keys nor signals`() throws {
    let tool = try tool()
    let terminal = try TerminalRun(tool, ["record", "--device", "mic", "--plain"])
    #expect(terminal.sees("1/5"))
    terminal.press("\u{13}")
    usleep(200_000)
    // Its line cannot be shown.
    terminal.press("\n")
    usleep(600_000)
    kill(terminal.process, SIGTERM)
    let isFinished = tool.wait {
      tool.sessions.first.map {
        FileManager.default.fileExists(atPath: $0 + "/session.json")
      } == true
    }
    #expect(isFinished)
    terminal.press("\u{11}")
    if !isFinished { kill(terminal.process, SIGKILL) }
    #expect(terminal.end() == 75)
    let timeline = try tool.json(tool.session() + "/session.json")["timeline"] as? [String: Any]
    #expect((timeline?["visits"] as? [Any])?.count == 2)
    #expect(terminal.screen.contains("2/5"))
  }
}
