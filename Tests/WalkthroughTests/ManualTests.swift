import Foundation
import Testing

/// The manual page and the completions are made from the commands.
@Suite struct ManualTests {
  @Test func `groff formats the manual page without a warning`() throws {
    let tool = try Tool()
    let page = try tool.run(["manual"])
    #expect(page.status == 0 && page.out.hasPrefix(".TH \"WALKTHROUGH\" \"1\""))
    #expect(try tool.run(["manual"]).out == page.out)
    let path = try tool.folder.write("walkthrough.1", page.out)
    let result = try tool.shell("groff -man -ww -k -Tutf8 -P-cbu '\(path)'")
    #expect(result.status == 0 && result.err.isEmpty, "\(result.err)")
    let help = try tool.run(["help"]).out
    let commands = help.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS") }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }.filter { $0.first?.isLowercase == true }
    #expect(commands.count >= 12)
    for command in commands {
      #expect(result.out.contains("\n   walkthrough \(command)\n"), "\(command)")
    }
    #expect(result.out.contains("--pause-threshold PAUSE-THRESHOLD"))
    #expect(result.out.contains("75     stopped early by a signal."))
    #expect(!help.contains("manual"))
  }

  @Test func `completions are valid scripts for bash, zsh and fish`() throws {
    let tool = try Tool()
    for shell in ["bash", "zsh", "fish"] {
      let script = try tool.run(["--generate-completion-script", shell])
      let path = try tool.folder.write("completion.\(shell)", script.out)
      let result = try tool.shell("\(shell) -n '\(path)'")
      #expect(script.status == 0 && result.status == 0, "\(shell): \(result.err)")
    }
  }

  @Test func `a session's name is completed from the archive`() throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00")
    let folder = URL(fileURLWithPath: Tool.path).deletingLastPathComponent().path
    let bash = try tool.folder.write(
      "completion.bash", try tool.run(["--generate-completion-script", "bash"]).out)
    let words = try tool.shell(
      """
      bash -c 'PATH="\(folder):$PATH"; source "\(bash)"; COMP_LINE="walkthrough report 2026"
      COMP_WORDS=(walkthrough report 2026); COMP_CWORD=2; COMP_POINT=${#COMP_LINE}
      _walkthrough; printf "%s\\n" "${COMPREPLY[@]}"'
      """)
    #expect(words.out.split(separator: "\n").first == Substring(id), "\(words.out) \(words.err)")
  }
}
