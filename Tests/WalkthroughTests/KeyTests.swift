import Foundation
import TestSupport
import Testing

/// Key presses in a pseudo-terminal, against a device whose clock is known.
@Suite struct KeyTests {
  @Test func `phases, marks and holds are within 100 ms of their key presses`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1")
    let run = try TerminalRun(tool, ["record", "--device", "mic", "--scale", "0.001"])
    let log = tool.folder.path + "/device.log"
    func started() -> Int64? {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      let line = text.split(separator: "\n").first { $0.contains(" start ") }
      return line?.split(separator: " ").first.flatMap { Int64($0.dropFirst(3)) }
    }
    #expect(tool.wait { started() != nil })
    let start = try #require(started())
    usleep(600_000)
    run.look()
    var moments: [Int64] = []
    for key in ["\n", " ", "b", "t", "h", "h", "q"] {
      moments.append(run.terminal.press(key))
      usleep(450_000)
      run.look()
    }
    #expect(run.end() == 0)
    // The device's clock, and without the hold between the fifth key and the sixth.
    let frames = moments.map { Int(Double($0 - start) * 48e-6) }
    let held = frames[5] - frames[4]
    let session = try tool.json(tool.session() + "/session.json")
    let timeline = try #require(session["timeline"] as? [String: Any])
    let visits = timeline["visits"] as? [[String: Any]] ?? []
    #expect(visits.compactMap { $0["phaseIndex"] as? Int } == [0, 1, 2, 1])
    let starts = visits.compactMap { ($0["range"] as? [String: Int])?["start"] }
    let mark = (timeline["marks"] as? [[String: Any]])?.first
    #expect(mark?["id"] as? String == "trade-off")
    let hold = (timeline["holds"] as? [[String: Any]])?.first
    let found =
      starts.dropFirst() + [
        mark?["frame"] as? Int ?? 0, hold?["frame"] as? Int ?? 0,
        (hold?["heldFrames"] as? Int ?? 0) + frames[4],
        (timeline["frames"] as? Int ?? 0) + held,
      ]
    for (one, truth) in zip(found, frames) {
      #expect(abs(one - truth) < 4800, "\(found) \(frames)")
    }
    // One screen, changed in place.
    #expect(run.screen.contains("Enter next"))
    #expect(run.screen.contains("1/5 Requirements") && run.screen.contains("3/5 Architecture"))
    #expect(run.screen.contains("HELD"))
  }

  @Test func `a dead microphone is mentioned once, with a bell, above the screen`() throws {
    var tool = try Tool()
    try tool.useSampleDevice([Int16](repeating: 0, count: 5 * 48_000))
    let run = try TerminalRun(tool, ["record", "--device", "mic", "--duration", "4"])
    #expect(run.end() == 0)
    let remarks = run.screen.components(separatedBy: "\u{7}").dropFirst()
    #expect(remarks.count == 1)
    let words =
      "the microphone cannot be used like this: it delivers nothing but digital silence. Unmute"
    #expect(remarks.allSatisfy { $0.hasPrefix(words) })
  }
}
