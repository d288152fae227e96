import Foundation
import TestSupport
import Testing

/// The commands of the README and the handbook do what these say, and the report is the demo's.
@Suite struct ReadmeTests {
  private let readme: String
  private let handbook: String

  init() throws {
    readme = try String(contentsOfFile: Tool.package + "/README.md", encoding: .utf8)
    handbook = try String(
      contentsOfFile: Tool.package + "/Sources/walkthrough/walkthrough.docc/Handbook.md",
      encoding: .utf8)
  }

  /// The contents of code blocks of a kind.
  private func blocks(_ kind: String) -> [String] {
    (readme + handbook).components(separatedBy: "```\(kind)\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0]
    }
  }

  @Test func `every walkthrough command of the README and the handbook works, in order`() throws {
    var tool = try Tool()
    // A microphone that speaks thirty times faster than real time, after three quiet seconds.
    let voice = Synthesis.voice([3.4...5.1, 5.8...7.9, 9.5...12.0], seconds: 13, rate: 48_000)
    let pcm = Synthesis.pcm16(voice)
    let raw = try tool.folder.write("voice.raw", pcm.withUnsafeBytes { Array($0) })
    try tool.useFaultyDevice("rate 48000 channels 1 speed 30 sample \"\(raw)\"", device: "default")
    _ = try tool.folder.write("talk.wav", Synthesis.wav(pcm, rate: 48_000))
    // A folder of other recordings, as the README imports one.
    try FileManager.default.createDirectory(
      atPath: tool.folder.path + "/phone", withIntermediateDirectories: true)
    _ = try tool.writeSound("phone/memo.wav")
    let marks = try #require(blocks("text").first { $0.hasPrefix("# marks.txt") })
    _ = try tool.folder.write("marks.txt", marks)
    let commands = blocks("sh").flatMap { $0.split(separator: "\n") }.map(String.init)
    let own = commands.filter { $0.hasPrefix("walkthrough") }
    #expect(own.count >= 8)
    // The others are the two commands, which the continuous integration runs.
    #expect(commands.filter { !own.contains($0) } == ["make demo", "make test"])
    // `last~1` needs a session before the first that is recorded.
    for command in ["walkthrough record --duration 5"] + own {
      let arguments = command.dropFirst("walkthrough".count)
      let running = try tool.start(
        ["-c", "cd '\(tool.folder.path)' && exec '\(Tool.path)' \(arguments)"], program: "/bin/sh")
      if command.contains(" record"), !command.contains("--duration") {
        usleep(500_000)
        running.send("finish")
      }
      let result = try running.wait()
      #expect(result.status == 0, "\(command): \(result.err)")
      #expect(!(result.out + result.err).isEmpty, "\(command)")
    }
    #expect(tool.sessions.count == 6)
  }

  @Test func `the README shows the demo's real report`() throws {
    let tool = try Tool()
    let report = try tool.run(["demo"]).out.split(separator: "\n").dropFirst()
    let shown = try #require(blocks("text").first { $0.contains("demo") })
    #expect(shown.split(separator: "\n").dropFirst() == report)
  }

  @Test func `the README lists the exit codes that the help text lists`() throws {
    let help = try Tool().run(["--help"]).out
    for code in ["0", "64", "65", "69", "73", "74", "75"] {
      #expect(help.contains("\(code) ") && readme.contains("\(code) "))
    }
  }
}
