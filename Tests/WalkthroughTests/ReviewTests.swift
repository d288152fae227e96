import AudioCore
import Foundation
import TestSupport
import Testing

/// `review` on the built tool: what is played, what is kept, how it ends.
@Suite struct ReviewTests {
  /// Noise: every place of it sounds different.
  private let noise = Synthesis.pcm16(
    Synthesis.noise(amplitude: 0.2, frames: 48_000 * 30, seed: 21))

  /// A tool with a microphone that gives samples and a loudspeaker that keeps them.
  private func tool(_ samples: [Int16]) throws -> Tool {
    var tool = try Tool()
    try tool.useSampleDevice(samples)
    let path = tool.folder.path + "/asound.conf"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    tool.environment["ALSA_CONFIG_PATH"] = try tool.folder.write(
      "asound.conf",
      text + """

        pcm.speaker {
          type file
          slave.pcm { type null }
          file "\(tool.folder.path)/played.raw"
          format "raw"
        }
        """)
    return tool
  }

  /// Records 30 s with phases at 0, 10 and 20 s.
  private func record(_ tool: Tool, _ extra: [String] = []) throws {
    let result = try tool.run(
      ["record", "--device", "mic", "--duration", "30", "--phases-at", "10,20", "--no-check"]
        + extra)
    #expect(result.status == 0, "\(result.err)")
  }

  private func played(_ tool: Tool) -> [Int16] {
    let data = FileManager.default.contents(atPath: tool.folder.path + "/played.raw") ?? Data()
    return stride(from: 0, to: data.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)
    }
  }

  private func review(
    _ tool: Tool, _ lines: [String], _ arguments: [String] = ["--device", "speaker"]
  ) throws -> Tool.Output {
    let running = try tool.start(["review"] + arguments)
    for line in lines { running.send(line) }
    return try running.wait()
  }

  private func answers(_ tool: Tool, _ key: String = "answers") throws -> [[String: Any]] {
    try tool.json(tool.session() + "/review.json")[key] as? [[String: Any]] ?? []
  }

  @Test func `what is played is what was recorded, at the right place`() throws {
    let tool = try tool(noise)
    try record(tool)
    let result = try review(tool, ["", "", "", "q"])
    #expect(result.status == 0, "\(result.err)")
    #expect(!result.err.contains("no sound"), "\(result.err)")
    // One second before each phase to nine after: without a joint from 0 to 29 s.
    #expect(played(tool).elementsEqual(noise[..<(29 * 48_000)]))
    #expect(result.err.contains("Phase 3 begins: Architecture walkthrough."))
    #expect(result.out.contains("Nothing was answered yet."))
    #expect(!FileManager.default.fileExists(atPath: try tool.session() + "/review.json"))
  }

  @Test func `faster sound is shorter by as much`() throws {
    let tool = try tool(noise)
    try record(tool)
    _ = try review(tool, ["f", "", "f", "", "q"])
    #expect(played(tool).count == 48_000 * 9 * 4 / 5 + 48_000 * 10 * 2 / 3)
  }

  @Test func `with pauses skipped only speech is played`() throws {
    let voice = Synthesis.pcm16(
      Synthesis.voice([0.5...3, 8...9.8, 12...18, 20...29], seconds: 30, rate: 48_000))
    let tool = try tool(voice)
    try record(tool)
    _ = try review(tool, ["p", "", "q"])
    // Of the first ten seconds: 2.5 s and 1.8 s of speech, and 0.15 s at four ends.
    let seconds = Double(played(tool).count) / 48_000
    #expect(abs(seconds - (2.5 + 1.8 + 0.6)) < 0.3, "\(seconds)")
  }

  @Test func `a listen-back by lines is kept, continued and shown`() throws {
    let tool = try tool(noise)
    try record(tool, ["--question", "adaptive-streaming"])
    let first = try review(tool, ["", "n too fast here", "2", "e", "3", "2"])
    #expect(first.status == 0, "\(first.err)")
    #expect(first.out.contains("Clarity: 3 good") && first.out.contains("Flow: 2 fair"))
    #expect(first.out.contains("Note at 0:09: too fast here"))
    let path = try tool.session() + "/review.json"
    #expect(first.err.contains(path))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let second = try review(
      tool, ["4", "1", "", "3", "3", "", "s", "5", "", "name the numbers first"], ["--no-sound"])
    #expect(second.status == 0, "\(second.err)")
    #expect(second.err.contains("Continued: what was answered before is kept."))
    let kinds = try answers(tool).compactMap { $0["kind"] as? String }
    #expect(kinds.count { $0 == "listenBack" } == 3 && kinds.count { $0 == "signal" } == 2)
    #expect(kinds.count { $0 == "point" } == 4 && kinds.count { $0 == "mistake" } == 5)
    let shown = try tool.run(["review", "--show"])
    #expect(shown.out == second.out)
    #expect(shown.out.contains("Points covered: 2 of 4"))
    #expect(shown.out.contains("Next time I will name the numbers first"))
    // The session's page has the answers, each at its moment.
    #expect(try tool.run(["report", "--html"]).status == 0)
    let page = try String(contentsOfFile: tool.session() + "/report.html", encoding: .utf8)
    for part in ["name the numbers first", "too fast here", "3 good", "2 of 4, without: "] {
      #expect(page.contains(part), "\(part)")
    }
    let trend = try tool.run(["trend", "--all"])
    #expect(trend.out.contains("Listening back, the weakest first"))
    #expect(trend.out.contains("next time I will name the numbers first"))
    // The next practice of this question begins with it.
    let next = try tool.run([
      "record", "--device", "mic", "--duration", "1", "--question", "adaptive-streaming",
      "--no-check",
    ])
    #expect(next.err.contains("same question: next time I will name the numbers first\n"))
    let other = try tool.run([
      "record", "--device", "mic", "--duration", "1", "--question", "x", "--no-check",
    ])
    #expect(other.err.contains("same mode: next time I will name the numbers first\n"))
  }

  @Test func `play begins at a time or a phase, and plays to the end`() throws {
    let tool = try tool(noise)
    try record(tool)
    for (arguments, seconds) in [
      (["--at", "0:12"], 12.0), (["--phase", "architecture"], 20), ([], 0),
    ] {
      try? FileManager.default.removeItem(atPath: tool.folder.path + "/played.raw")
      let result = try tool.run(["play", "--device", "speaker"] + arguments)
      #expect(result.status == 0, "\(result.err)")
      #expect(played(tool) == Array(noise.dropFirst(Int(seconds * 48_000))), "\(arguments)")
    }
    for (arguments, words) in [
      (["--at", "0:31"], "the session lasted 0:30"), (["--phase", "x"], "there are requirements"),
      (["--phase", "operability"], "was not visited"),
      (["--at", "1", "--phase", "scope"], "exclude each other"),
    ] {
      let result = try tool.run(["play"] + arguments)
      #expect(result.status == 64 && result.err.contains(words), "\(result.err)")
    }
    #expect(try tool.run(["forget", "last", "--yes"]).status == 0)
    #expect(try tool.run(["play"]).err.contains("its sound was forgotten"))
  }

  @Test func `without a playback device it says so and asks all the same`() throws {
    let tool = try tool(noise)
    try record(tool)
    let result = try review(tool, ["3"], ["--device", "nowhere"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("no sound can be played (nowhere: "))
    #expect(result.err.contains("answers only"))
    #expect(try answers(tool).first?["level"] as? Int == 3)
  }

  @Test func `a forgotten sound leaves the questions`() throws {
    let tool = try tool(noise)
    try record(tool)
    let id = (try tool.session() as NSString).lastPathComponent
    #expect(try tool.run(["forget", id, "--yes"]).status == 0)
    let result = try review(tool, ["3"])
    #expect(result.status == 0, "\(result.err)")
    #expect(result.err.contains("forgotten; answers only"))
    #expect(try answers(tool).count == 1)
  }

  @Test func `keys in a terminal answer at once`() throws {
    let tool = try tool(noise)
    try record(tool)
    let run = try TerminalRun(tool, ["review", "--no-sound"])
    #expect(run.sees("Question 1 of"))
    // An arrow key is no answer, and nothing is echoed.
    run.press("\u{1B}[A3")
    #expect(run.sees("Question 2 of"))
    run.press("2")
    #expect(run.sees("Question 3 of"))
    run.press("q")
    #expect(run.end() == 0)
    #expect(try answers(tool).compactMap { $0["level"] as? Int } == [3, 2])
  }

  @Test func `what is typed ahead of the last line belongs to it`() throws {
    let tool = try tool(noise)
    try record(tool)
    let run = try TerminalRun(tool, ["review", "--no-sound"])
    #expect(run.sees("Question 1 of 9"))
    run.press("ssss")
    #expect(run.sees("Question 5 of 9"))
    run.press("ssssgo on\n")
    #expect(run.end() == 0)
    #expect(try answers(tool).compactMap { $0["words"] as? String } == ["go on"])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal keeps the answers and gives the terminal back`(signal: Int32) throws {
    let tool = try tool(noise)
    try record(tool)
    let terminal = try PseudoTerminal()
    var before = termios()
    tcgetattr(terminal.slave, &before)
    let run = try TerminalRun(tool, ["review", "--no-sound"], in: terminal)
    #expect(run.sees("Question 1 of"))
    run.press("4")
    #expect(run.sees("Question 2 of"))
    kill(run.process, signal)
    #expect(run.end() == 75)
    #expect(try answers(tool).compactMap { $0["level"] as? Int } == [4])
    var after = termios()
    tcgetattr(terminal.slave, &after)
    #expect(before.c_lflag == after.c_lflag)
  }

  @Test func `killed, it loses no answer`() throws {
    let tool = try tool(noise)
    try record(tool)
    let running = try tool.start(["review", "--no-sound"])
    for line in ["1", "2", "3"] { running.send(line) }
    #expect(tool.wait { (try? answers(tool).count) == 3 })
    running.signal(SIGKILL)
    #expect(try running.wait().status == -SIGKILL)
    #expect(try answers(tool).compactMap { $0["level"] as? Int } == [1, 2, 3])
  }

  /// Records in a terminal until the offer to listen back.
  private func offered(_ tool: Tool, _ terminal: PseudoTerminal? = nil) throws -> TerminalRun {
    let run = try TerminalRun(
      tool, ["record", "--device", "mic", "--duration", "1", "--no-check"], in: terminal,
      showsOutput: true)
    #expect(run.sees("l listens back to it now"), "\(run.screen)")
    return run
  }

  @Test func `after the report, one key listens back`() throws {
    let tool = try tool(noise)
    let terminal = try PseudoTerminal()
    // Any size but that of a terminal that does not say.
    terminal.resize(columns: 100, rows: 30)
    let run = try offered(tool, terminal)
    #expect(run.screen.contains("Whole session") && !run.screen.contains("next time I will"))
    run.press("l")
    // The devices of this test have no loudspeaker.
    #expect(run.sees("answers only", "Question 1 of"))
    run.press("3")
    #expect(run.sees("Question 2 of"))
    for key in "sssssss" {
      usleep(30_000)
      run.press("\(key)")
    }
    #expect(run.sees("Enter alone leaves it open", "> "))
    run.press("name the numbers\n")
    #expect(run.sees("Next time I will name the numbers"))
    #expect(run.end() == 0)
    #expect(try answers(tool).compactMap { $0["level"] as? Int } == [3])

    // The next practice shows it, and starting its screen does not wipe it away.
    let second = try offered(tool, terminal)
    let said = try #require(second.screen.range(of: "next time I will name the numbers"))
    #expect(second.screen.contains("REC"))
    #expect(!second.screen[said.upperBound...].contains("\u{1B}[2J"))
    second.press("x")
    #expect(second.end() == 0)
    let last = try #require(tool.sessions.last)
    #expect(tool.sessions.count == 2)
    #expect(!FileManager.default.fileExists(atPath: last + "/review.json"))
    var settings = termios()
    tcgetattr(terminal.slave, &settings)
    #expect(settings.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal at the offer ends well`(signal: Int32) throws {
    let tool = try tool(noise)
    let run = try offered(tool)
    kill(run.process, signal)
    #expect(run.end() == 0)
    #expect(try tool.json(tool.session() + "/session.json")["end"] as? String == "duration")
  }

  @Test func `a damaged review is refused and left alone`() throws {
    let tool = try tool(noise)
    try record(tool)
    let path = try tool.session() + "/review.json"
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    let result = try review(tool, ["3"], ["--no-sound"])
    #expect(result.status == 73)
    #expect(result.err.contains("review.json: cannot be understood"))
    #expect(FileManager.default.contents(atPath: path) == Data("{".utf8))
  }
}
