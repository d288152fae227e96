import Foundation
import TestSupport
import Testing

/// A recorded session of 30 seconds and its page, for tests that look at it.
enum RecordedPage {
  static let question = "<script>window.injected = 1</script> \"quotes\" & 'more' &lt;b>"
  /// Where speech is, in seconds; the silences between are 0.6, 1.8, 0.7, 7, 0.6 and 1.3 s.
  static let voice = [
    0.5...2.3, 2.9...5.0, 6.8...9.0, 9.7...12.0, 19.0...21.2, 21.8...24.2, 25.5...28.0,
  ]

  /// A tool with one recorded session of 30 seconds, and that session's folder.
  static func recorded() throws -> (tool: Tool, session: String) {
    var tool = try Tool()
    try tool.useSampleDevice(
      Synthesis.pcm16(Synthesis.voice(voice, seconds: 30, rate: 48_000)))
    let result = try tool.run([
      "record", "--device", "mic", "--duration", "30", "--phases-at", "5,10,16,22",
      "--scale", "0.012", "--question", question, "--no-check",
    ])
    #expect(result.status == 0, "\(result.err)")
    let session = try tool.session()
    // Keys cannot be timed on a device that is faster than real time.
    let path = session + "/session.json"
    var description = try tool.json(path)
    var timeline = description["timeline"] as? [String: Any] ?? [:]
    timeline["marks"] = [["id": "trade-off", "frame": 720_000]]
    description["timeline"] = timeline
    try JSONSerialization.data(withJSONObject: description).write(to: URL(fileURLWithPath: path))
    return (tool, session)
  }

  static func path(_ tool: Tool, _ arguments: [String] = []) throws -> String {
    let result = try tool.run(["report", "--html"] + arguments)
    #expect(result.status == 0, "\(result.err)")
    return String(result.out.dropLast())
  }

  /// The starts of the pauses above 1 s, in seconds, in order.
  static func longPauses(_ tool: Tool, _ session: String) throws -> [Double] {
    let pauses = try tool.json(session + "/analysis.json")["pauses"] as? [String: Any]
    let longest = pauses?["longest"] as? [[String: Double]] ?? []
    let starts = longest.filter { ($0["end"] ?? 0) - ($0["start"] ?? 0) > 1 }
      .compactMap { $0["start"] }.sorted()
    #expect(starts.count == 3 && abs(starts[1] - 12) < 0.3)
    return starts
  }
}
