import Foundation
import TestSupport
import Testing

/// `analyze` on the files that people have.
@Suite struct AnalyzeTests {
  private let voice = Synthesis.pcm16(
    Synthesis.voice([0.5...2.2, 2.9...5.0, 6.4...9.0], seconds: 10, rate: 48_000))

  private func segments(_ output: String) throws -> [[Double]] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return (object?["speechSegments"] as? [[String: Double]] ?? []).map {
      [$0["start"] ?? 0, $0["end"] ?? 0]
    }
  }

  @Test(
    arguments: [
      "flac", "ogg", "mp3", "aiff", "24.wav -b 24", "float.wav -e float",
      "44.wav -r 44100", "11.wav -r 11025", "192.wav -r 192000", "stereo.wav -c 2", "five.wav -c 5",
    ])
  func `the same speech is found whatever the file's form`(form: String) throws {
    let tool = try Tool()
    let original = try tool.folder.write("voice.wav", Synthesis.wav(voice, rate: 48_000))
    let expected = try segments(tool.run(["analyze", original, "--format", "json"]).out)
    let words = form.split(separator: " ", maxSplits: 1)
    let file = "\(tool.folder.path)/copy.\(words[0])"
    let options = words.count > 1 ? String(words[1]) : ""
    // Without dither, which is different each time.
    let converted = try tool.shell("sox -D '\(original)' \(options) '\(file)'")
    #expect(converted.status == 0, "\(converted.err)")
    let result = try tool.run(["analyze", file, "--format", "json"])
    #expect(result.status == 0, "\(result.err)")
    let found = try segments(result.out)
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) {
      // Coders and band limits move a weak edge; the speech stays.
      #expect(abs(one[0] - other[0]) < 0.1 && abs(one[1] - other[1]) < 0.1, "\(one) \(other)")
    }
  }

  @Test func `eight bits, too coarse for the room, still hold the voice`() throws {
    let tool = try Tool()
    let demo = Tool.package + "/Recordings/demo/spoken.opus"
    #expect(try tool.run(["import", demo, "--date", "2026-11-01T19:00"]).status == 0)
    let original = try tool.session() + "/audio.wav"
    func talk(bits: Int) throws -> Double {
      let file = "\(tool.folder.path)/\(bits).wav"
      #expect(try tool.shell("sox -D '\(original)' -b \(bits) '\(file)'").status == 0)
      return try segments(tool.run(["analyze", file, "--format", "json"]).out)
        .reduce(0) { $0 + $1[1] - $1[0] }
    }
    let whole = try talk(bits: 16)
    #expect(whole > 150)
    #expect(try abs(talk(bits: 8) / whole - 1) < 0.1)
  }

  @Test func `marks give phases with their verdicts, in text and in JSON`() throws {
    let tool = try Tool()
    let sound = try tool.folder.write("voice.wav", Synthesis.wav(voice, rate: 48_000))
    let marks = try tool.folder.write(
      "marks.txt", "0 requirements\n0:02 scope\n0:04 trade-off\n0:06.4 architecture\n0:09 open\n")
    let arguments = ["analyze", sound, "--marks", marks, "--scale", "0.005"]
    let text = try tool.run(arguments)
    #expect(text.out.contains("trade-off named: gain and cost 1×"))
    #expect(text.out.contains("not visited"))
    let json = try tool.run(arguments + ["--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    let phases = object?["phases"] as? [[String: Any]] ?? []
    #expect(phases.compactMap { $0["durationSeconds"] as? Double } == [2, 4.4, 2.6, 0, 0, 1])
    #expect(
      phases.compactMap { $0["verdict"] as? String }
        == ["within", "over", "under", "notVisited", "notVisited", "open"])
  }
}
