import Foundation
import TestSupport
import Testing

/// What lies where a session's sound should, and is not the session's sound: numbers that
/// were kept stay, and every command shows the same.
@Suite struct ForeignSoundTests {
  private let commands = [
    ["report"], ["report", "--format", "json"], ["compare", "last~1", "last"], ["list"],
    ["trend"], ["export", "--format", "json"], ["export", "--format", "rttm"],
    ["list", "--format", "csv"],
  ]

  /// Two sessions, the last one's folder, and what all commands print of them.
  private func archive() throws -> (tool: Tool, session: String, shown: [String]) {
    let tool = try Tool()
    try tool.importSession("2026-11-20T19:03")
    let id = try tool.importSession("2026-11-21T19:03", seconds: 14)
    return (tool, tool.archive + "/" + id, try shown(tool))
  }

  private func shown(_ tool: Tool) throws -> [String] {
    try commands.map {
      let result = try tool.run($0)
      #expect(result.status == 0, "\($0): \(result.err)")
      return result.out
    }
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  @Test(arguments: ["cut", "shorter", "longer", "rate", "text", "gone", "unreadable"])
  func `with another sound the kept numbers stay, and the report says why`(what: String) throws {
    let (tool, session, before) = try archive()
    let audio = URL(fileURLWithPath: session + "/audio.wav")
    let numbers = try bytes(session + "/analysis.json")
    let sound = try Data(contentsOf: audio)
    func other(_ seconds: Double, rate: Int = 16_000) throws -> Data {
      try bytes(tool.writeSound("other.wav", seconds: seconds, rate: rate))
    }
    let (found, reason): (Data?, String) =
      switch what {
      case "cut": (sound.prefix(sound.count / 2), "is cut short")
      case "shorter": (try other(7), "is cut short: 112000 of the session's 224000 frames")
      case "longer": (try other(20), "is another sound: it is 0:20 long, the session 0:14")
      // As many frames as the session has, twice as fast.
      case "rate": (try other(7, rate: 32_000), "it has 32000 frames per second, the session 16000")
      case "text": (Data("no sound".utf8), "audio.wav")
      case "gone": (nil, "is missing")
      default: (sound, "audio.wav")
      }
    try FileManager.default.removeItem(at: audio)
    try found?.write(to: audio)
    if what == "unreadable" {
      try FileManager.default.removeItem(at: audio)
      try FileManager.default.createDirectory(at: audio, withIntermediateDirectories: false)
    }
    let report = try tool.run(["report"])
    #expect(report.err.contains(reason), "\(report.err)")
    #expect(report.err.contains("the numbers are those of its last analysis"))
    #expect(try shown(tool) == before)
    #expect(try bytes(session + "/analysis.json") == numbers)
    let page = try tool.run(["report", "--html"])
    #expect(page.status == 0, "\(page.err)")
    let review = try tool.run(["review", "--plain", "--no-sound"])
    #expect(review.status == 0, "\(review.err)")
    #expect(try bytes(session + "/analysis.json") == numbers)
  }

  @Test func `without numbers, another sound is measured by no command, and the cure is named`()
    throws
  {
    let (tool, session, _) = try archive()
    try FileManager.default.removeItem(atPath: session + "/analysis.json")
    let audio = URL(fileURLWithPath: session + "/audio.wav")
    let sound = try Data(contentsOf: audio)
    try sound.prefix(sound.count / 2).write(to: audio)
    let report = try tool.run(["report"])
    #expect(report.status == 73 && report.out.isEmpty, "\(report.err)")
    #expect(report.err.contains("is cut short") && report.err.contains("walkthrough analyze"))
    let compared = try tool.run(["compare", "last~1", "last"])
    #expect(compared.status == 0 && compared.err.contains("is cut short"), "\(compared.err)")
    #expect(!FileManager.default.fileExists(atPath: session + "/analysis.json"))
    let forgotten = try tool.run(["forget", "last", "--yes"])
    #expect(forgotten.status != 0 && forgotten.err.contains("its sound was left"))
    #expect(FileManager.default.fileExists(atPath: audio.path))
    #expect(try tool.run(["analyze", audio.path]).status == 0)
    try sound.write(to: audio)
    #expect(try tool.run(["report"]).status == 0)
  }

  @Test(arguments: [
    (#""speechSegments" : \["#, #""speechSegments" : null, "was" : ["#),
    (#""start" : 0.[0-9]+"#, #""start" : -7, "end" : 1e7"#),
    (#""gaps" : \["#, #""gaps" : "x", "had" : ["#), (#""peakDBFS""#, #""peak""#),
    (#""schema" : 2"#, #""schema" : 1"#),
  ])
  func `numbers that only look readable are made anew before the sound goes`(
    part: String, damaged: String
  ) throws {
    let (tool, session, before) = try archive()
    let path = session + "/analysis.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = text.replacing(try Regex(part), with: damaged, maxReplacements: 1)
    #expect(changed != text)
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    let forgotten = try tool.run(["forget", "last", "--yes"])
    #expect(forgotten.status == 0, "\(forgotten.err)")
    #expect(try shown(tool).prefix(3) == before.prefix(3))
  }

  @Test func `a record of a newer version is never replaced, and keeps the sound`() throws {
    let (tool, session, before) = try archive()
    let path = session + "/analysis.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for newer in [
      text.replacing(#""schema" : 2"#, with: #""schema" : 99"#),
      text.replacing(/"version" : [0-9]+/, with: #""version" : 999"#),
    ] {
      #expect(newer != text)
      try newer.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try tool.run(["report"]).out == before[0])
      #expect(try tool.run(["compare", "last~1", "last"]).out == before[2])
      let forgotten = try tool.run(["forget", "last", "--yes"])
      #expect(forgotten.status == 73 && forgotten.err.contains("newer"), "\(forgotten.err)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == newer)
      #expect(FileManager.default.fileExists(atPath: session + "/audio.wav"))
    }
  }

  @Test func `a session that another process changes shows what was measured everywhere`() throws {
    let (tool, session, before) = try archive()
    let path = session + "/analysis.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let older = text.replacing(/"version" : [0-9]+/, with: #""version" : 0"#)
      .replacing(/"phonationRatio" : 0\.[0-9]+/, with: #""phonationRatio" : 0.011"#)
    for older in [older, "{}"] {
      try older.write(toFile: path, atomically: true, encoding: .utf8)
      let locked = "flock \(session) \(Tool.path)"
      let exported = try tool.shell("\(locked) export --format json")
      #expect(exported.out == before[5], "\(exported.err)")
      #expect(try tool.shell("\(locked) export --format rttm").out == before[6])
      #expect(try tool.shell("\(locked) compare last~1 last").out == before[2])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == older)
    }
    try FileManager.default.createDirectory(
      atPath: session + "/report.html", withIntermediateDirectories: false)
    let page = try tool.run(["report", "--html"])
    #expect(page.status == 73 && page.err.contains("--output FILE.html"), "\(page.err)")
  }

  @Test func `phases that were edited have their numbers in every command`() throws {
    let (tool, session, before) = try archive()
    let path = session + "/session.json"
    let edited = try String(contentsOfFile: path, encoding: .utf8).replacing("48000", with: "64000")
    try edited.write(toFile: path, atomically: true, encoding: .utf8)
    let csv = try tool.run(["list", "--format", "csv"]).out
    let record = try #require(
      JSONSerialization.jsonObject(with: Data(tool.run(["export"]).out.utf8)) as? [String: Any])
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(tool.run(["report", "--format", "json"]).out.utf8))
        as? NSDictionary)
    #expect(record["analysis"] as? NSDictionary == report)
    #expect(csv == before[7])
    let phases = try #require(report["phases"] as? [[String: Any]])
    #expect(phases.map { $0["frames"] as? Int } != [48_000])
    #expect(phases.first?["frames"] as? Int == 64_000)
    // Without the sound, too.
    try FileManager.default.removeItem(atPath: session + "/audio.wav")
    let text = try tool.run(["report", "--format", "json"]).out
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary == report)
    #expect(try tool.run(["list", "--format", "csv"]).out == before[7])
  }
}
