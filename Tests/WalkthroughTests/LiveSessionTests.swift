import Foundation
import InterviewGuide
import TestSupport
import Testing

/// Whole sessions in a pseudo-terminal: every key, and terminals that misbehave.
@Suite(.serialized) struct LiveSessionTests {
  /// A tool that records, in a terminal.
  private struct Live {
    var tool: Tool
    let run: TerminalRun
    let start: Int64

    /// - Parameter voice: where somebody speaks, in seconds of the device's clock.
    init(
      _ arguments: [String], voice: [ClosedRange<Double>] = [], seconds: Double = 1,
      preparing prepare: (inout Tool) throws -> Void = { _ in }
    ) throws {
      tool = try Tool()
      try prepare(&tool)
      let samples = Synthesis.pcm16(
        Synthesis.voice(voice, seconds: seconds, rate: 48_000, noise: 0.001))
      let raw = try tool.folder.write("voice.raw", samples.withUnsafeBytes { Array($0) })
      try tool.useFaultyDevice("rate 48000 channels 1 speed 1 sample \"\(raw)\"")
      run = try TerminalRun(tool, ["record", "--device", "mic"] + arguments)
      let device = tool
      #expect(device.wait { device.deviceStart != nil })
      start = try #require(device.deviceStart)
    }

    /// Waits for a moment of the device's clock, reading the screen meanwhile.
    func wait(until seconds: Double) {
      while Tool.nowNanoseconds < start + Int64(seconds * 1e9) {
        run.look()
        usleep(20_000)
      }
    }

    /// Presses a key and returns its frame of the device's clock.
    func press(_ key: String, at seconds: Double) -> Int {
      wait(until: seconds)
      return Int(Double(run.terminal.press(key) - start) * 48e-6)
    }

    func timeline() throws -> [String: Any] {
      let session = try tool.json(tool.session() + "/session.json")
      return session["timeline"] as? [String: Any] ?? [:]
    }
  }

  private func range(_ value: Any?) -> [Int] {
    let range = value as? [String: Int] ?? [:]
    return [range["start"] ?? -1, range["end"] ?? -1]
  }

  /// Within 100 ms, and 50 more for a machine that has other things to do.
  private func isNear(_ found: [Int], _ truth: [Int]) -> Bool {
    found.count == truth.count && zip(found, truth).allSatisfy { abs($0 - $1) < 7200 }
  }

  @Test(.timeLimit(.minutes(2)))
  func `every key of a whole plan is in session.json, field by field`() throws {
    // The hour in eighteen seconds.
    let voice = [0.3...4.0, 4.4...4.9, 5.2...6.1, 6.9...7.3, 9.0...12.5]
    let live = try Live(
      ["--scale", "0.005", "--question", "Every key", "--no-check"], voice: voice, seconds: 20)
    var frames: [String: Int] = [:]
    for (key, name, seconds) in [
      ("\n", "1", 0.6), ("b", "0", 1.2), ("3", "2", 1.8), ("t", "mark", 2.4), ("m", "menu", 2.7),
      ("e", "undone", 3.0), ("u", "undo", 3.5), ("\t", "partner", 4.3), ("\t", "done", 5.0),
      ("p", "asked", 5.1), ("p", "over", 6.2), ("p", "answered", 7.6), ("h", "hold", 8.0),
      ("h", "resume", 8.6), (" ", "3", 9.2), ("q", "q", 9.8), ("\n", "no", 10.2),
      ("5", "4", 10.6), ("?", "help", 10.9), ("?", "help", 11.1), ("D", "D", 11.3),
      ("d", "d", 11.4), ("i", "i", 11.5), ("\u{1B}", "escape", 11.7), ("0", "5", 12.2),
    ] { frames[name] = live.press(key, at: seconds) }
    // Everything is in the journal before the end.
    live.wait(until: 12.6)
    let journal = try String(
      contentsOfFile: live.tool.session() + "/journal.jsonl", encoding: .utf8)
    let events = journal.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["event"]
        as? String
    }.filter { $0 != "checkpoint" }
    #expect(
      events == [
        "started", "phase", "phase", "phase", "mark", "mark", "unmark", "partner", "partner",
        "probe", "probe", "probe", "held", "hold", "phase", "phase", "phase",
      ])
    frames["end"] = live.press("q", at: 13)
    #expect(live.run.end() == 0)
    let session = try live.tool.json(live.tool.session() + "/session.json")
    #expect(session["question"] as? String == "Every key")
    #expect(session["end"] as? String == "finished")
    #expect(session["mode"] as? String == "full")
    #expect(session["schema"] as? Int == 1)
    #expect((session["plan"] as? [String: Any])?["scale"] as? Double == 0.005)
    #expect((session["device"] as? [String: Any])?["name"] as? String == "mic")
    let timeline = try live.timeline()
    // On the session's clock: without the hold.
    let held = (frames["resume"] ?? 0) - (frames["hold"] ?? 0)
    func at(_ names: String...) -> [Int] {
      names.map { (frames[$0] ?? 0) - ((frames[$0] ?? 0) > (frames["hold"] ?? 0) ? held : 0) }
    }
    let visits = timeline["visits"] as? [[String: Any]] ?? []
    #expect(visits.compactMap { $0["phaseIndex"] as? Int } == [0, 1, 0, 2, 3, 4, 5])
    #expect(
      isNear(visits.map { range($0["range"])[0] }, [0] + at("1", "0", "2", "3", "4", "5")),
      "\(visits) \(frames)")
    let marks = timeline["marks"] as? [[String: Any]] ?? []
    #expect(marks.compactMap { $0["id"] as? String } == ["trade-off"])
    #expect(isNear(marks.compactMap { $0["frame"] as? Int }, at("mark")))
    let partner = timeline["partner"] as? [Any] ?? []
    #expect(partner.count == 1 && isNear(range(partner[0]), at("partner", "done")))
    let probes = timeline["probes"] as? [[String: Any]] ?? []
    #expect(probes.count == 1 && isNear(range(probes[0]["asked"]), at("asked", "over")))
    #expect(isNear([probes[0]["answerEnd"] as? Int ?? -1], at("answered")))
    let holds = timeline["holds"] as? [[String: Int]] ?? []
    #expect(holds.count == 1 && isNear([holds[0]["frame"] ?? -1], [frames["hold"] ?? 0]))
    #expect(abs((holds[0]["heldFrames"] ?? 0) - held) < 4800)
    #expect((timeline["gaps"] as? [Any])?.isEmpty == true)
    #expect(isNear([timeline["frames"] as? Int ?? 0], [(frames["end"] ?? 0) - held]))
    #expect(
      try live.tool.samples(live.tool.session() + "/audio.wav").count == timeline["frames"] as? Int)
    // What the partner and the probe's voice said is not the speaker's.
    let analysis = try live.tool.json(live.tool.session() + "/analysis.json")
    let talk = (analysis["talk"] as? [String: Any])?["talkSeconds"] as? Double ?? 0
    let all = try live.tool.run([
      "analyze", live.tool.session() + "/audio.wav", "--format", "json",
    ]).out
    let segments =
      (try JSONSerialization.jsonObject(with: Data(all.utf8)) as? [String: Any])?[
        "speechSegments"] as? [[String: Double]] ?? []
    let others = [range(partner[0]), range(probes[0]["asked"])].map { $0.map { Double($0) / 48e3 } }
    let own = segments.reduce(0.0) { sum, segment in
      let (start, end) = (segment["start"] ?? 0, segment["end"] ?? 0)
      let cut = others.reduce(0.0) { $0 + max(0, min(end, $1[1]) - max(start, $1[0])) }
      return sum + end - start - cut
    }
    #expect(own > 2 && abs(talk - own) < 0.001, "\(talk) \(own)")
    let answer = (analysis["probes"] as? [[String: Any]])?.first
    // From where the key was noticed to where the voice begins.
    let latency = 6.9 - Double(range(probes[0]["asked"])[1]) / 48e3
    #expect(abs((answer?["latencySeconds"] as? Double ?? 0) - latency) < 0.1, "\(answer ?? [:])")
    #expect(abs((answer?["answerSeconds"] as? Double ?? 0) - 0.4) < 0.15)
    // What was on the screen meanwhile.
    for words in [
      "3/5 Architecture", ": trade-off named", "PARTNER SPEAKS", "A probe is being asked",
      "Answering a probe", "HELD", "Finish before the plan's least time", "going on",
      "Discard for good?", "not discarded", "Tab", "Open: questions",
    ] { #expect(live.run.screen.contains(words), "\(words)") }
    // The report of the file later is the same as that of the recording.
    let again = try live.tool.run(["report", "--format", "json"])
    #expect(
      try again.out
        == String(contentsOfFile: live.tool.session() + "/analysis.json", encoding: .utf8))
  }

  @Test func `a discarded session leaves nothing`() throws {
    let live = try Live(["--scale", "0.001"])
    for (index, key) in (["D"] + "discard".map(String.init) + ["\n"]).enumerated() {
      _ = live.press(key, at: 1 + Double(index) / 10)
    }
    #expect(live.run.end() == 0)
    #expect(live.tool.sessions == [])
    #expect(live.run.screen.contains("discarded; nothing was kept"))
  }

  /// How long the window keeps changing at least; a minute when faults are looked for.
  private static let resizeSeconds =
    ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1" ? 60.0 : 0

  @Test(.timeLimit(.minutes(3)))
  func `resizes and a megabyte of garbage lose no frame and no mark`() throws {
    let live = try Live(["--scale", "0.01"])
    var truth = [live.press("t", at: 0.5)]
    var generator = SeededGenerator(seed: 3)
    var garbage = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &generator) }
    // Keys that would do harm, and the beginning of a paste without its end.
    for index in stride(from: 7, to: garbage.count, by: 50) {
      garbage[index] = [0x71, 0x75, 0x44, 0x03, 0x0A][index / 50 % 5]
    }
    garbage += Array("\u{1B}[200~qqq".utf8)
    live.wait(until: 1)
    var rest = garbage[...]
    var nextResize = Tool.nowNanoseconds
    var resizes = 0
    var columns = 40
    // What is pressed within a moment after a paste is taken for a part of it.
    var nextMark = Int64.max
    while !rest.isEmpty || Tool.nowNanoseconds < live.start + Int64(Self.resizeSeconds * 1e9) {
      if !rest.isEmpty {
        rest = rest.dropFirst(live.run.terminal.paste(rest))
        if rest.isEmpty { nextMark = Tool.nowNanoseconds + 1_300_000_000 }
      } else if Tool.nowNanoseconds > nextMark {
        truth.append(Int(Double(live.run.terminal.press("t") - live.start) * 48e-6))
        nextMark += 5_000_000_000
      }
      live.run.look()
      if Tool.nowNanoseconds > nextResize {
        resizes += 1
        columns = columns == 40 ? 80 : 40
        live.run.terminal.resize(columns: columns, rows: columns == 40 ? 8 : 24)
        kill(live.run.process, SIGWINCH)
        nextResize += 100_000_000
      }
      usleep(1000)
    }
    let pasted = Double(Tool.nowNanoseconds - live.start) * 1e-9
    #expect(resizes >= Int(Self.resizeSeconds * 9))
    truth.append(live.press("a", at: pasted + 1.3))
    #expect(live.run.screen.contains("pasted text is ignored"))
    let end = live.press("q", at: pasted + 1.8)
    _ = live.press("q", at: pasted + 2.2)
    _ = live.press("q", at: pasted + 2.5)
    #expect(live.run.end() == 0)
    let timeline = try live.timeline()
    let marks = timeline["marks"] as? [[String: Any]] ?? []
    let ids = Array(repeating: "trade-off", count: truth.count - 1) + ["unsure"]
    #expect(marks.compactMap { $0["id"] as? String } == ids)
    #expect(isNear(marks.compactMap { $0["frame"] as? Int }, truth))
    #expect((timeline["gaps"] as? [Any])?.isEmpty == true)
    #expect((timeline["frames"] as? Int ?? 0) > end - 4800)
    #expect((timeline["visits"] as? [Any])?.count == 1)
  }

  @Test func `a terminal that closes ends the session with all of it`() throws {
    let live = try Live(["--scale", "0.01"])
    let mark = live.press("t", at: 0.6)
    live.wait(until: 1.2)
    let gone = Int(Double(Tool.nowNanoseconds - live.start) * 48e-6)
    close(live.run.terminal.slave)
    close(live.run.terminal.master)
    #expect(Tool.Running.waitForExit(of: live.run.process) == 75)
    let timeline = try live.timeline()
    let marks = timeline["marks"] as? [[String: Any]] ?? []
    #expect(isNear(marks.compactMap { $0["frame"] as? Int }, [mark]))
    #expect(isNear([timeline["frames"] as? Int ?? 0], [gone]))
  }

  @Test func `a terminal that nobody reads does not hold the recording up`() throws {
    let live = try Live(["--scale", "0.01"])
    let mark = live.press("t", at: 0.6)
    // Each size makes the whole screen new, until nothing more fits the terminal.
    for step in 0..<30 {
      usleep(100_000)
      live.run.terminal.resize(columns: 80, rows: step % 2 == 0 ? 30 : 24)
      kill(live.run.process, SIGWINCH)
    }
    let before = Tool.nowNanoseconds
    kill(live.run.process, SIGTERM)
    usleep(500_000)
    #expect(live.run.end() == 75)
    #expect(Tool.nowNanoseconds - before < 5_000_000_000)
    let marks = try live.timeline()["marks"] as? [[String: Any]] ?? []
    #expect(isNear(marks.compactMap { $0["frame"] as? Int }, [mark]))
  }

  @Test func `Ctrl-Z stops the program, and it goes on with its screen`() throws {
    let live = try Live(["--scale", "0.01"])
    _ = live.press("\u{1A}", at: 0.6)
    var status: Int32 = 0
    let process = live.run.process
    #expect(live.tool.wait { waitpid(process, &status, WNOHANG | WUNTRACED) == process })
    #expect(status & 0xFF == 0x7F)
    live.run.screen = ""
    usleep(300_000)
    kill(process, SIGCONT)
    let now = Double(Tool.nowNanoseconds - live.start) * 1e-9
    _ = live.press("t", at: now + 0.5)
    _ = live.press("q", at: now + 1)
    _ = live.press("q", at: now + 1.4)
    #expect(live.run.end() == 0)
    #expect(live.run.screen.components(separatedBy: "2 Approach and scope").count == 2)
    let marks = try live.timeline()["marks"] as? [[String: Any]] ?? []
    #expect(marks.compactMap { $0["id"] as? String } == ["trade-off"])
  }

  @Test func `in plain mode events are lines and nothing moves the cursor`() throws {
    let live = try Live(["--scale", "0.001", "--plain", "--duration", "2.4", "--no-check"])
    for (key, seconds) in [("t", 0.5), ("\n", 0.9), ("D", 1.2), ("x", 1.4), ("\n", 1.6)] {
      _ = live.press(key, at: seconds)
    }
    #expect(live.run.end() == 0)
    #expect(!live.run.screen.contains("\u{1B}"))
    for words in [
      "0:00  1/5 Requirements", "mark: trade-off named", "2/5 Approach", "Discard for good?",
      "not discarded, going on", "Enter next phase",
    ] { #expect(live.run.screen.contains(words), "\(words)") }
  }

  @Test(
    arguments: [
      ["--probes", "--phases-at", "1,2"], ["--probes", "--speak", "--phases-at", "1,2"],
      ["--mode", "probes", "--speak", "--phases-at", "1"],
    ])
  func `in a drill alone, probes are asked by themselves and listed`(options: [String]) throws {
    let isSpoken = options.contains("--speak")
    let voice = stride(from: 0.2, to: 9, by: 0.9).map { $0...($0 + 0.5) }
    let live = try Live(
      [
        "--scale", "0.01", "--seed", "7", "--duration", "8", "--no-check",
      ] + options, voice: voice, seconds: 10
    ) { tool in
      // A synthesizer that takes four tenths of a second for every question.
      let path = try tool.folder.write(
        "espeak-ng", "#!/bin/sh\necho \"$@\" >> \"$0.said\"\nsleep 0.4\n")
      chmod(path, 0o755)
      tool.environment["PATH"] = tool.folder.path + ":/usr/bin:/bin"
    }
    #expect(live.run.end() == 0)
    let probes = try live.timeline()["probes"] as? [[String: Any]] ?? []
    let ids = probes.compactMap { $0["id"] as? String }
    #expect(ids.count >= 3 && ids.count == probes.count && Set(ids).count == ids.count)
    for probe in probes.dropLast() {
      let asked = range(probe["asked"])
      // Never less than it took; a busy machine may notice the end late.
      let length = asked[1] - asked[0]
      #expect(isSpoken ? (16_800..<96_000).contains(length) : length == 0)
    }
    let said = try? String(
      contentsOfFile: live.tool.folder.path + "/espeak-ng.said", encoding: .utf8)
    // One may be asked at the very moment at which the recording ends.
    let spoken = (said ?? "").split(separator: "\n").count
    #expect(isSpoken ? probes.count...probes.count + 1 ~= spoken : spoken == 0)
    let analysis = try live.tool.json(live.tool.session() + "/analysis.json")
    let answers = analysis["probes"] as? [[String: Any]] ?? []
    #expect(answers.compactMap { $0["latencySeconds"] as? Double }.count >= 2, "\(answers)")
    #expect(live.run.screen.contains("Probe: "))
    let report = try live.tool.run(["report"]).out
    #expect(report.contains("Probes: \(probes.count) · answer latency median"))
    // What was asked, as far as a line goes.
    let asks = try Guide.probes().filter { ids.contains($0.id) }.map(\.ask)
    #expect(
      asks.count == ids.count && asks.allSatisfy { report.contains($0.prefix(60)) }, "\(report)")
  }

  @Test func `speaking needs a synthesizer, and says which`() throws {
    var tool = try Tool()
    tool.environment["PATH"] = tool.folder.path
    let result = try tool.start(
      ["record", "--device", "mic", "--probes", "--speak"], program: Tool.path
    )
    .wait()
    #expect(result.status == 64 && result.err.contains("sudo apt-get install espeak-ng"))
    #expect(tool.sessions == [])
  }
}
