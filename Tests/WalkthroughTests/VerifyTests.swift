import Foundation
import SessionArchive
import TestSupport
import Testing

/// `verify`: whether sounds are what was recorded.
@Suite struct VerifyTests {
  private func archive() throws -> (tool: Tool, sessions: [String]) {
    let tool = try Tool()
    let ids = try [
      tool.importSession("2026-11-20T19:03"), tool.importSession("2026-11-21T19:03", seconds: 14),
    ]
    return (tool, ids.map { tool.archive + "/" + $0 })
  }

  private func states(_ tool: Tool) throws -> [String: String] {
    let result = try tool.run(["verify", "--format", "json"])
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any])
    #expect(document["schema"] as? Int == 1)
    let rows = document["sessions"] as? [[String: Any]] ?? []
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap {
        guard let id = $0["id"] as? String, let state = $0["state"] as? String else { return nil }
        return (id, state)
      })
  }

  private func files(_ folder: String) throws -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: folder).map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
      })
  }

  @Test func `sounds that are what was recorded are called whole`() throws {
    var (tool, sessions) = try archive()
    try tool.useSampleDevice((0..<48_000).map { Int16(truncatingIfNeeded: $0 &* 7) })
    #expect(try tool.run(["record", "--device", "mic", "--duration", "2.5"]).status == 0)
    let result = try tool.run(["verify"])
    #expect(result.status == 0 && result.err.isEmpty, "\(result.err)")
    #expect(result.out == "3 sessions: 3 whole\n")
    let recorded = try #require(tool.sessions.first { !sessions.contains($0) })
    let sound = try tool.json(recorded + "/session.json")["sound"] as? [String: Any]
    #expect(sound?["frames"] as? Int == 120_000)
    // A tool that knows nothing of us finds the same.
    let sum = try tool.shell("tail -c +45 '\(recorded)/audio.wav' | sha256sum").out.prefix(64)
    #expect(sound?["sha256"] as? String == String(sum))
    #expect(try tool.run(["verify", "last"]).out.hasSuffix(": whole\n1 session: 1 whole\n"))
  }

  @Test func `a single bit is found, and nothing is changed`() throws {
    let (tool, sessions) = try archive()
    let path = sessions[0] + "/audio.wav"
    var sound = try Data(contentsOf: URL(fileURLWithPath: path))
    sound[100_001] ^= 1
    try sound.write(to: URL(fileURLWithPath: path))
    let before = try files(sessions[0])
    let result = try tool.run(["verify"])
    #expect(result.status == 65, "\(result.err)")
    let id = try #require(sessions[0].split(separator: "/").last)
    #expect(result.out.contains("\(id): DAMAGED: its sound is not what was recorded"))
    #expect(result.out.hasSuffix("2 sessions: 1 whole, 1 damaged\n"))
    #expect(try files(sessions[0]) == before)
    #expect(try tool.run(["verify", String(id)]).status == 65)
    #expect(try tool.run(["verify", "last"]).status == 0)
  }

  @Test func `a header that was made anew changes nothing`() throws {
    let (tool, sessions) = try archive()
    let path = sessions[0] + "/audio.wav"
    var sound = try Data(contentsOf: URL(fileURLWithPath: path))
    // Another program's header: more chunks before the samples.
    let list = Data("LIST".utf8) + Data([4, 0, 0, 0]) + Data("INFO".utf8)
    let size = UInt32(sound.count - 8 + list.count)
    sound.replaceSubrange(4..<8, with: (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) })
    sound.insert(contentsOf: list, at: 36)
    try sound.write(to: URL(fileURLWithPath: path))
    #expect(try tool.run(["verify"]).status == 0)
  }

  @Test(arguments: ["8000 Hz", "stereo", "shorter", "gone", "text"])
  func `what is no sound of the session is named`(what: String) throws {
    let (tool, sessions) = try archive()
    let audio = sessions[0] + "/audio.wav"
    let samples = [Int16](repeating: 9, count: 12 * 16_000)
    let (bytes, state): ([UInt8]?, String) =
      switch what {
      case "8000 Hz": (Synthesis.wav(samples, rate: 8000), "foreign")
      case "stereo": (Synthesis.wav(samples + samples, rate: 16_000, channels: 2), "foreign")
      case "shorter": (Synthesis.wav(Array(samples.prefix(16_000)), rate: 16_000), "damaged")
      case "gone": (nil, "missing")
      default: (Array("no sound".utf8), "foreign")
      }
    try FileManager.default.removeItem(atPath: audio)
    if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: audio)) }
    let result = try tool.run(["verify"])
    #expect(result.status == 65, "\(result.err)")
    let id = try String(#require(sessions[0].split(separator: "/").last))
    #expect(result.out.contains("\(id): \(state.uppercased()): "), "\(result.out)")
    #expect(try states(tool)[id] == state)
  }

  @Test func `sessions from before have no checksum, until one is added`() throws {
    let (tool, sessions) = try archive()
    let path = sessions[0] + "/session.json"
    let id = try String(#require(sessions[0].split(separator: "/").last))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let old = text.replacing(/,\n  "sound" : \{[^}]*\}/, with: "")
    #expect(old != text)
    try old.write(toFile: path, atomically: true, encoding: .utf8)
    let result = try tool.run(["verify"])
    #expect(result.status == 0 && result.out.contains("\(id): no checksum\n"), "\(result.out)")
    #expect(result.out.contains("1 without a checksum (walkthrough verify --add keeps one)"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == old)
    #expect(try tool.run(["verify", "--add"]).out.contains("\(id): no checksum; added\n"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(try tool.run(["verify"]).out == "2 sessions: 2 whole\n")
  }

  @Test func `what is forgotten, unfinished or cannot be read is said`() throws {
    let (tool, sessions) = try archive()
    #expect(try tool.run(["forget", "last", "--yes"]).status == 0)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: sessions[0] + "/session.json"))
    let killed = tool.archive + "/2026-11-22T1903-x"
    try FileManager.default.createDirectory(atPath: killed, withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(fileURLWithPath: killed + "/journal.jsonl"))
    let states = try states(tool)
    #expect(Set(states.values) == ["forgotten", "unreadable", "unfinished"])
    #expect(try tool.run(["verify"]).status == 65)
    #expect(try tool.run(["verify", "2030"]).status == 73)
  }
}
