import Foundation
import TestSupport
import Testing

/// Many commands on one archive at the same time, some of them killed.
///
/// In full with `make test-storms`, shortly with `make test-faults`.
@Suite(.enabled(if: Storm.isLong || Storm.isShort), .serialized)
struct StormTests {
  @Test(.timeLimit(.minutes(60)), arguments: [2, 6])
  func `forget killed again and again leaves a whole description`(processes: Int) throws {
    let rounds = Storm.isLong ? 1000 : 100
    let tool = try Tool()
    let id = try tool.importSession("2026-11-20T19:03", seconds: 8)
    let session = "\(tool.archive)/\(id)"
    let description = try Data(contentsOf: URL(fileURLWithPath: session + "/session.json"))
    let sound = try Data(contentsOf: URL(fileURLWithPath: session + "/audio.wav"))
    var generator = SeededGenerator(seed: UInt64(processes))
    var forgotten = 0
    for round in 0..<rounds {
      try description.write(to: URL(fileURLWithPath: session + "/session.json"))
      try sound.write(to: URL(fileURLWithPath: session + "/audio.wav"))
      let running = try (0..<processes).map { _ in try tool.start(["forget", id, "--yes"]) }
      usleep(UInt32.random(in: 3_000...50_000, using: &generator))
      for one in running { one.signal(SIGKILL) }
      for one in running { _ = try one.wait() }
      let left = try? tool.json(session + "/session.json")
      #expect(left?["id"] as? String == id, "round \(round)")
      if left?["audioForgotten"] as? Bool == true { forgotten += 1 }
      if left?["id"] == nil { return }
    }
    let recovered = try tool.run(["recover"])
    #expect(recovered.status == 0, "\(recovered.err)")
    let names = try FileManager.default.contentsOfDirectory(atPath: session).sorted()
    #expect(Set(names).isSubset(of: ["analysis.json", "audio.wav", "session.json"]), "\(names)")
    #expect(tool.hidden.isEmpty)
    print("\(rounds) rounds of \(processes): forgotten in \(forgotten)")
  }

  @Test(.timeLimit(.minutes(20)))
  func `twenty at work on one archive fail in nothing and damage nothing`() throws {
    let seconds = Storm.isLong ? 60.0 : 10
    var tool = try Tool()
    try tool.useSampleDevice(Synthesis.pcm16(Synthesis.voice([0.5...3], seconds: 4, rate: 48_000)))
    for day in 1...4 {
      try tool.importSession("2026-11-0\(day)T19:00", seconds: 8 + Double(day) / 8)
    }
    #expect(try tool.run(["programme", "start", "--level", "l4"]).status == 0)
    var generator = SeededGenerator(seed: 20)
    var number = 0
    /// Sessions to come, and what fails in spite of that.
    var (recorded, imported, ran) = (0, 0, 0)
    var failures: [String] = []

    func next() throws -> [String] {
      number += 1
      switch Int.random(in: 0..<10, using: &generator) {
      case 0:
        recorded += 1
        return ["record", "--device", "mic", "--duration", "2", "--question", "r\(number)"]
      case 1:
        imported += 1
        let sound = try tool.writeSound("n\(number).wav", seconds: 6 + Double(number) / 1000)
        return ["import", sound, "--date", "2026-11-10T10:00"]
      case 2: return ["report", "last", "--html"]
      case 3: return ["trend", "--html"]
      case 4: return ["list"]
      case 5:
        let ids = tool.sessions.filter {
          FileManager.default.fileExists(atPath: $0 + "/session.json")
        }.compactMap { $0.split(separator: "/").last.map(String.init) }
        guard let id = ids.randomElement(using: &generator) else { return ["list"] }
        return ["forget", id, "--yes"]
      case 6: return ["recover"]
      case 7: return ["programme", "start", "--level", "l6", "--replace"]
      case 8: return ["report", "last"]
      default: return ["export", "--format", "csv"]
      }
    }
    let end = Tool.nowNanoseconds + Int64(seconds * 1e9)
    var running: [(arguments: [String], process: Tool.Running)] = []
    while Tool.nowNanoseconds < end || !running.isEmpty {
      while running.count < 20, Tool.nowNanoseconds < end {
        let arguments = try next()
        running.append((arguments, try tool.start(arguments)))
      }
      let (arguments, process) = running.removeFirst()
      let result = try process.wait()
      ran += 1
      let isWarned = result.err.contains("warning") || result.err.contains("left out")
      if result.status != 0 || isWarned {
        failures.append("\(arguments.joined(separator: " ")): \(result.status) \(result.err)")
      }
    }
    #expect(failures == [])
    #expect(try tool.run(["recover"]).status == 0)
    #expect(tool.hidden.isEmpty)
    let sessions = tool.sessions.filter { !$0.hasSuffix(".html") }
    #expect(sessions.count == 4 + recorded + imported)
    for session in sessions {
      let description = try tool.json(session + "/session.json")
      let frames = (description["timeline"] as? [String: Any])?["frames"] as? Int
      #expect(frames ?? 0 > 0, "\(session)")
      #expect(try tool.json(session + "/analysis.json")["schema"] as? Int == 2)
      guard description["audioForgotten"] as? Bool != true else { continue }
      #expect(try tool.framesRead(session + "/audio.wav").sox == frames, "\(session)")
    }
    #expect(try tool.json(tool.archive + "/programme.json")["programme"] as? String != nil)
    print("\(ran) commands, \(recorded) recorded, \(imported) imported")
  }

  @Test(.timeLimit(.minutes(20)))
  func `programmes started and ticked by many are one of theirs`() throws {
    let tool = try Tool()
    for _ in 0..<(Storm.isLong ? 130 : 15) {
      let running = try ["l4", "l6", "l4"].map {
        try tool.start(["programme", "start", "--level", $0, "--replace"])
      }
      for one in running {
        let result = try one.wait()
        #expect(result.status == 0, "\(result.err)")
      }
      #expect(try tool.json(tool.archive + "/programme.json")["weeks"] as? Int != nil)
    }
  }
}
