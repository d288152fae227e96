import Foundation
import TestSupport
import Testing

/// Names and words from outside, as commands print them.
@Suite struct TerminalSafetyTests {
  /// A colour, a title for the window, a C1 control code, turned writing.
  private let nasty = "a\u{1B}[31mb\u{1B}]0;x\u{7}c\u{9B}2Jd\u{202E}txt\u{2066}\u{200F}\u{FEFF}"

  /// Whether nothing but ends of lines rules the terminal.
  private func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || scalar.properties.generalCategory != .control
          && ![0x200E, 0x200F, 0xFEFF, 0x2028, 0x2029].contains(scalar.value)
          && !(0x202A...0x202E).contains(scalar.value)
          && !(0x2066...0x2069).contains(scalar.value)
    }
  }

  @Test func `nothing in a question or a file's name reaches the terminal`() throws {
    let tool = try Tool()
    let sound = try tool.writeSound(nasty + ".wav", seconds: 12)
    let other = try tool.writeSound("other.wav", seconds: 13)
    for (path, date) in [(sound, "2026-11-20T19:03"), (other, "2026-11-21T19:03")] {
      let result = try tool.run([
        "import", path, "--date", date, "--question", nasty, "--plan", "netflix-l4", "--scale",
        "0.01", "--phases-at", "0,3,6",
      ])
      #expect(result.status == 0 && isSafe(result.out + result.err), "\(result.err)")
    }
    for command in [
      ["report"], ["list"], ["trend"], ["compare", "last~1", "last"], ["list", "--format", "json"],
      ["review", "--show"], ["import", sound], ["analyze", sound],
      ["analyze", sound + ".missing"], ["import", tool.folder.path + "/" + nasty],
      ["report", nasty + "x"], ["check", "--device", nasty],
      ["export", "--format", "csv", nasty + "x"],
    ] {
      let result = try tool.run(command)
      let text = command.contains("json") ? result.err : result.out + result.err
      #expect(isSafe(text), "\(command): \(text.debugDescription)")
    }
    for mistake in [
      [nasty], ["list", "--since", nasty], ["list", "--limit", nasty], ["list", "--" + nasty],
      ["explain", nasty], ["report", "--html", "--output", nasty], ["plans", "show", nasty],
      ["analyze", sound, "--pause-threshold", nasty], ["export", "last", "--format", nasty],
    ] {
      let result = try tool.run(mistake)
      #expect(result.status != 0 && !result.err.isEmpty && isSafe(result.out + result.err))
    }
    // A pipe gets paths and data as they are.
    let csv = try tool.run(["list", "--format", "csv"]).out
    #expect(csv.contains("\u{202E}txt"))
  }

  @Test func `a name with line ends cannot pass for a message of its own`() throws {
    let tool = try Tool()
    try tool.importSession("2026-11-20T19:03")
    let forged = "x\nwarning: all is well\r\n"
    for command in [
      [forged], ["report", forged], ["analyze", forged], ["list", "--since=" + forged],
      ["import", tool.folder.path + "/" + forged], ["explain", forged],
    ] {
      let result = try tool.run(command)
      #expect(result.status != 0 && result.err.contains("warning: all is well"))
      let lines = result.err.split(whereSeparator: \.isNewline)
      #expect(lines.allSatisfy { !$0.hasPrefix("warning: all is well") }, "\(result.err)")
    }
  }

  @Test func `a terminal gets data made safe`() throws {
    let tool = try Tool()
    try tool.importSession("2026-11-20T19:03", question: nasty)
    let run = try TerminalRun(tool, ["list", "--format", "csv"], showsOutput: true)
    #expect(run.end() == 0)
    run.look()
    #expect(run.screen.contains("txt") && !run.screen.contains("\u{202E}"))
    #expect(!run.screen.contains("\u{1B}[31m") && !run.screen.contains("\u{7}"))
    let screen = try TerminalRun(tool, ["review", "--no-sound"])
    #expect(screen.sees("Question 1 of"))
    screen.press("q")
    #expect(screen.end() == 0)
    #expect(!screen.screen.contains("\u{202E}") && !screen.screen.contains("\u{9B}"))
  }
}
