import Foundation
import TestSupport
import Testing

/// What `walkthrough` alone proposes, and the keys at its prompt.
@Suite struct TonightCommandTests {
  @Test func `alone, it says what tonight's practice is, and leaves it at that`() throws {
    let tool = try Tool()
    let first = try tool.run([])
    #expect(first.status == 0 && first.out.contains("Tonight: Walkthrough aloud"))
    #expect(first.out.contains("No programme yet"))
    _ = try tool.run([
      "programme", "start", "--level", "l6", "--from", "2026-11-23", "--on", "2026-11-23",
    ])
    let second = try tool.run(["--on", "2026-11-24"])
    #expect(second.out.contains("Tonight: Full design in under 20 · 20 min"))
    #expect(second.out.contains("week 1 of 10"))
    #expect(second.out.contains("walkthrough record --mode sprint --plan netflix-l6 --question"))
    #expect(tool.sessions.isEmpty)
  }

  @Test func `alone in a terminal, one Enter records tonight's practice`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1", device: "default")
    let run = try TerminalRun(tool, [])
    #expect(run.sees("Enter records it now"))
    run.press("\n")
    #expect(run.sees("REC"))
    run.press("q")
    #expect(run.sees("q finishes"))
    run.press("q")
    #expect(run.end() == 0)
    let session = try tool.json(tool.session() + "/session.json")
    #expect(session["mode"] as? String == "aloud")
    #expect(session["questionID"] as? String != nil)
  }

  @Test func `another question, a shorter practice and leaving are one key each`() throws {
    var tool = try Tool()
    try tool.useFaultyDevice("rate 48000 channels 1 speed 1", device: "default")
    // An hour with a friend.
    _ = try tool.run([
      "programme", "start", "--level", "l4", "--from", "2026-11-02", "--on", "2026-11-02",
    ])
    let run = try TerminalRun(tool, ["--on", "2026-12-12"])
    #expect(run.sees("n and Enter for another question"))
    #expect(run.sees("s for 20 minutes only: Walkthrough aloud"))
    let first = try tool.run(["--on", "2026-12-12"]).out
    run.press("x\n")
    #expect(run.sees("'x' is none of these"))
    run.press("n\n")
    #expect(
      tool.wait {
        run.look()
        return run.screen.components(separatedBy: "q ends.").count == 3
      })
    run.press("s\n")
    #expect(run.sees("REC"))
    run.press("q")
    #expect(run.sees("q finishes"))
    run.press("q")
    #expect(run.end() == 0)
    let session = try tool.json(tool.session() + "/session.json")
    let id = try #require(session["questionID"] as? String)
    #expect(session["mode"] as? String == "aloud" && !first.contains("--question \(id)"))
    let leaving = try TerminalRun(tool, [])
    #expect(leaving.sees("q ends."))
    leaving.press("q\n")
    #expect(leaving.end() == 0 && tool.sessions.count == 1)
  }
}
