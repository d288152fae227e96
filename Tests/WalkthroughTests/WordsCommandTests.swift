import Foundation
import Practice
import SessionArchive
import SpeechAnalysis
import SystemPackage
import TestSupport
import Testing
import Words

extension Tool {
  /// What somebody could have said in a session of some seconds.
  static let spokenText = """
    How many users are there? I would ask what the read write ratio is. The trade-off here is \
    that a reader may be behind by some seconds. We give up freshness for speed.
    """

  /// Writes down words for a session, each with its share of the talk.
  @discardableResult
  func writeWords(
    _ session: String, _ text: String = Self.spokenText, language: String? = "en"
  ) throws -> Transcript {
    let folder = SessionFolder(path: FilePath(session))
    let analysis = try SessionStore.numbers(folder, folder.readSession()).analysis
    let rate = analysis.sampleRate
    let texts = text.split(separator: " ").map(String.init)
    let all = analysis.sounding.reduce(0) { $0 + $1.count }
    func second(_ share: Double) -> Double {
      var rest = Int(share * Double(all))
      for range in analysis.sounding {
        if rest <= range.count { return rate.seconds(frames: range.start + rest) }
        rest -= range.count
      }
      return rate.seconds(frames: analysis.timeline.frames)
    }
    let words = texts.enumerated().map { index, word in
      RecognizedWord(
        word, startSeconds: second(Double(index) / Double(texts.count)),
        endSeconds: second((Double(index) + 0.9) / Double(texts.count)))
    }
    let transcript = Aligner.align(
      RecognizedTranscript(words: words, language: language, formatID: "test"),
      recognizer: RecognizerIdentity(name: "listener", model: "tiny.en", language: language),
      to: SpeechMap(analysis), sound: "")
    try Data(transcript.json()).write(to: URL(fileURLWithPath: session + "/transcript.json"))
    return transcript
  }
}

/// `walkthrough words`, and what reports and pages show of words.
@Suite struct WordsCommandTests {
  private func spoken() throws -> (tool: Tool, session: String) {
    let tool = try Tool()
    try tool.importSession("2026-11-01T19:00", question: "live-events")
    let session = try tool.session()
    try tool.writeWords(session)
    return (tool, session)
  }

  @Test func `words are shown by phase, about a time, and as JSON`() throws {
    let (tool, _) = try spoken()
    let all = try tool.run(["words"])
    #expect(all.status == 0, "\(all.err)")
    #expect(all.out.contains("33 words · heard by listener tiny.en"), "\(all.out)")
    #expect(all.out.contains("1 Requirements  0:00\n"), "\(all.out)")
    #expect(all.out.contains("How many users are there?"))
    let some = try tool.run(["words", "last", "--at", "0:01"])
    #expect(some.status == 0 && some.out.contains("How many users"))
    let json = try tool.run(["words", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any]
    #expect((object?["words"] as? [Any])?.count == 33)
    let places = try tool.run(["words", "--evidence"])
    #expect(places.status == 0 && places.out.contains("trade-off named · 1"), "\(places.out)")
    #expect(places.out.contains("Points of the question") && places.out.contains("not heard"))
  }

  @Test func `without words, the cure is named, and what does not go together is refused`() throws {
    let tool = try Tool()
    let id = try tool.importSession("2026-11-01T19:00")
    let missing = try tool.run(["words"])
    #expect(missing.status == 73 && missing.out.isEmpty)
    #expect(missing.err.contains("do it with: walkthrough transcribe \(id)"), "\(missing.err)")
    let session = try tool.session()
    try tool.writeWords(session)
    for arguments in [
      ["--at", "9:00"], ["--at", "0:01", "--evidence"], ["--format", "json", "--evidence"],
    ] {
      let result = try tool.run(["words"] + arguments)
      #expect(result.status == 64, "\(arguments): \(result.err)")
    }
    try "{".write(toFile: session + "/transcript.json", atomically: true, encoding: .utf8)
    let damaged = try tool.run(["words"])
    #expect(damaged.status == 73 && damaged.err.contains("transcript.json: cannot be understood"))
    // The report does without.
    let report = try tool.run(["report"])
    #expect(report.status == 0 && report.err.contains("without what was said"), "\(report.err)")
    try Data(#"{"schema":99}"#.utf8).write(
      to: URL(fileURLWithPath: session + "/transcript.json"))
    #expect(try tool.run(["words"]).err.contains("newer walkthrough"))
  }

  @Test func `the report says what was heard first when`() throws {
    let (tool, session) = try spoken()
    let with = try tool.run(["report"]).out
    try FileManager.default.removeItem(atPath: session + "/transcript.json")
    let without = try tool.run(["report"]).out
    #expect(with.hasPrefix(without) && with.contains("\nHeard: "), "\(with)")
    #expect(with.contains("trade-off named 0:0"))
    #expect(with.contains("Points of the question mentioned: "))
    try tool.writeWords(session, language: "de")
    let other = try tool.run(["report"]).out
    #expect(other.hasPrefix(without) && !other.contains("Heard: ") && other.contains("English"))
  }

  @Test func `pages hold words only when that is wished`() throws {
    let (tool, session) = try spoken()
    func page(_ arguments: [String]) throws -> String {
      let result = try tool.run(["report", "--html"] + arguments)
      #expect(result.status == 0, "\(result.err)")
      return try String(contentsOfFile: session + "/report.html", encoding: .utf8)
    }
    let plain = try page([])
    #expect(!plain.contains("trade-off") && !plain.contains("transcript"))
    #expect(try page(["--words"]).contains("<span>trade-off</span>"))
    #expect(try page([]) == plain)
    #expect(try tool.run(["settings", "words", "yes"]).status == 0)
    #expect(try page([]).contains("<span>trade-off</span>"))
    #expect(try page(["--no-words"]) == plain)
    #expect(try tool.run(["report", "--words"]).status == 64)
    // No other page has them.
    for arguments in [["trend", "--all"], ["compare", "last", "last"]] {
      let result = try tool.run(arguments + ["--html"])
      guard result.status == 0 else { continue }
      let html = try String(
        contentsOfFile: String(result.out.dropLast()), encoding: .utf8)
      #expect(!html.contains("freshness"))
    }
    try FileManager.default.removeItem(atPath: session + "/transcript.json")
    #expect(try page([]) == plain)
    let missing = try tool.run(["report", "--html", "--words"])
    #expect(missing.status == 73 && missing.err.contains("walkthrough transcribe"))
  }
}
