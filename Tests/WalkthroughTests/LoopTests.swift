import Foundation
import TestSupport
import Testing

/// Several rounds back to back.
@Suite struct LoopTests {
  @Test func `three rounds back to back give one view, then and later`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0")
    let loop = try tool.run([
      "record", "--device", "mic", "--loop", "l6-onsite", "--rest", "0", "--duration", "2",
      "--question", "capacity", "--scale", "0.001",
    ])
    #expect(loop.status == 0, "\(loop.err)")
    #expect(loop.out.contains("3 of 3 rounds, back to back"))
    let words = loop.err.split(separator: "\n")
    for (index, line) in words.enumerated() where line.hasPrefix("round ") {
      #expect(words[index + 2].hasPrefix("  "), "what is asked: \(words[index + 2])")
    }
    #expect(loop.out.contains("Loop: missed · 3 rounds that do not count"))
    #expect(tool.sessions.count == 3)
    let sessions = try tool.sessions.map { try tool.json($0 + "/session.json") }
    let loops = sessions.compactMap { $0["loop"] as? [String: Any] }
    #expect(Set(loops.compactMap { $0["id"] as? String }).count == 1)
    #expect(Set(loops.compactMap { $0["round"] as? Int }) == [1, 2, 3])
    let modes = sessions.compactMap { $0["mode"] as? String }.sorted()
    #expect(modes == ["executive", "full", "full"])
    let questions = sessions.compactMap { $0["questionID"] as? String }
    #expect(Set(questions).count == 3 && questions.contains("capacity"))
    #expect(try tool.run(["loops", "stamina"]).out == loop.out)
    #expect(try tool.run(["loops", "stamina", "last"]).out == loop.out)
  }

  @Test func `the mid-level day is a design and three different stories`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0")
    let loop = try tool.run([
      "record", "--device", "mic", "--loop", "l4-onsite", "--rest", "0", "--duration", "1",
      "--scale", "0.001",
    ])
    #expect(loop.status == 0, "\(loop.err)")
    #expect(loop.out.contains("4 of 4 rounds, back to back"))
    #expect(loop.out.contains("Rate: articulation, in syllables per second of talk."))
    let sessions = try tool.sessions.map { try tool.json($0 + "/session.json") }
    let modes = sessions.compactMap { $0["mode"] as? String }.sorted()
    #expect(modes == ["full", "story", "story", "story"])
    #expect(Set(sessions.compactMap { $0["questionID"] as? String }).count == 4)
    let plans = sessions.compactMap { ($0["plan"] as? [String: Any])?["id"] as? String }
    #expect(plans.sorted() == ["netflix-l4"] + Array(repeating: "netflix-l4-story", count: 3))
    let unknown = try tool.run(["record", "--loop", "l5-onsite"])
    #expect(unknown.status == 64 && unknown.err.contains("l4-onsite"))
  }

  @Test func `a rest ends with a line, and a signal in it ends the loop`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0")
    let running = try tool.start([
      "record", "--device", "mic", "--mode", "loop", "--duration", "1", "--scale", "0.001",
    ])
    #expect(tool.wait { running.err.contains("then round 2") })
    running.send("go")
    #expect(tool.wait { running.err.contains("then round 3") })
    running.signal(SIGTERM)
    let result = try running.wait()
    #expect(result.status == 75, "\(result.err)")
    #expect(result.err.contains("rest: 10:00, then round 2"))
    #expect(result.out.contains("2 of 3 rounds"))
    #expect(result.out.contains("1 round not recorded"))
  }

  @Test func `a signal as a round ends by itself ends the loop`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0")
    let running = try tool.start([
      "record", "--device", "mic", "--mode", "loop", "--duration", "1", "--scale", "0.001",
      "--rest", "2",
    ])
    #expect(tool.wait { tool.sessions.count == 1 })
    running.signal(SIGTERM)
    let result = try running.wait()
    #expect(result.status == 75, "\(result.err)")
    // None when the signal came before the first frame.
    #expect(tool.sessions.count <= 1)
  }

  @Test func `a device that is gone before the second round leaves the first one's view`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 0", script: "at 24000 open busy\n")
    let result = try tool.run([
      "record", "--device", "mic", "--mode", "loop", "--duration", "1", "--scale", "0.001",
      "--rest", "0",
    ])
    #expect(result.status == 69, "\(result.err)")
    #expect(result.err.contains("the loop ended early"))
    #expect(result.out.contains("1 of 3 rounds") && result.out.contains("2 rounds not recorded"))
    #expect(tool.sessions.count == 1)
  }
}
