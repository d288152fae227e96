import Foundation
import TestSupport
import Testing

/// The demo, heard by a real recogniser: whisper-ctranslate2 with its smallest model.
///
/// `make test` puts both into `.build/recognizer`; without them this is skipped, and says so.
@Suite struct RealRecognizerTests {
  private static let folder = BuiltProduct.package + "/.build/recognizer"
  private static let model = folder + "/models/tiny.en"
  private static let isThere = FileManager.default.fileExists(atPath: folder + "/ready")
  private static let canTrace = FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")

  /// The words of the demo's text, and which of them end a sentence.
  private func spoken() throws -> [WordErrors.Word] {
    try String(
      contentsOfFile: BuiltProduct.package + "/Recordings/demo/spoken.txt", encoding: .utf8
    ).split(separator: "\n").filter {
      !$0.hasPrefix("#") && !$0.hasPrefix("phase ") && Double($0) == nil
    }.flatMap { WordErrors.words($0) }
  }

  @Test(.enabled(if: isThere, "SKIPPED: whisper-ctranslate2 could not be installed by make"))
  func `the demo is heard, its words lie in speech, and its sentences end at its pauses`() throws {
    var tool = try Tool()
    tool.environment["PATH"] = Self.folder + "/bin:" + (tool.environment["PATH"] ?? "")
    #expect(try tool.run(["demo"]).status == 0)
    let trace = tool.folder.path + "/trace"
    let traced = Self.canTrace ? "strace -f -qq -e trace=%network -o '\(trace)' " : ""
    let result = try tool.shell("\(traced)'\(Tool.path)' transcribe --model '\(Self.model)'")
    #expect(result.status == 0, "\(result.err)")
    #expect(result.out.contains("(whisper-ctranslate2 tiny.en)"), "\(result.out)")
    if Self.canTrace {
      let calls = try String(contentsOfFile: trace, encoding: .utf8)
      #expect(!calls.contains("AF_INET"), "\(calls.prefix(2000))")
    }
    let session = try tool.session()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session).sorted()
        == ["analysis.json", "audio.wav", "session.json", "transcript.json"])

    let transcript = try tool.json(session + "/transcript.json")
    let rate = try #require(transcript["sampleRate"] as? Double)
    let words = (transcript["words"] as? [[Any]] ?? []).compactMap {
      row -> (start: Double, end: Double, text: String)? in
      guard row.count == 3, let start = row[0] as? Double, let end = row[1] as? Double,
        let text = row[2] as? String
      else { return nil }
      return (start / rate, end / rate, text)
    }
    let dropped = (transcript["dropped"] as? [Any] ?? []).count
    let placedShare = Double(words.count) / Double(words.count + dropped)
    #expect(placedShare >= 0.95)

    // What was heard beside what was said; a placed word may be several, as "roll-out" is.
    let heard = words.enumerated().flatMap { index, word in
      WordErrors.words(Substring(word.text)).map { (word: $0, placed: index) }
    }
    let errors = WordErrors(said: try spoken(), heard: heard.map(\.word))
    #expect(errors.rate < 0.10)

    // Each pause, with the word before it: does a sentence end there, and is it told so?
    let analysis = try tool.json(session + "/analysis.json")
    let segments = (analysis["speechSegments"] as? [[String: Any]] ?? []).compactMap {
      segment -> (start: Double, end: Double)? in
      guard let start = segment["start"] as? Double, let end = segment["end"] as? Double else {
        return nil
      }
      return (start, end)
    }
    var (right, invented, missed) = (0, 0, 0)
    for (before, after) in zip(segments, segments.dropFirst())
    where after.start - before.end >= 0.25 {
      guard let placed = words.lastIndex(where: { $0.start < before.end }),
        let index = heard.lastIndex(where: { $0.placed <= placed }),
        let isEnd = errors.said(at: index)?.endsSentence
      else { continue }
      switch (isEnd, heard[index].word.endsSentence) {
      case (true, true): right += 1
      case (false, true): invented += 1
      case (true, false): missed += 1
      case (false, false): break
      }
    }
    let precision = Double(right) / Double(right + invented)
    let recall = Double(right) / Double(right + missed)
    #expect(right + missed > 30)
    #expect(precision >= 0.92)
    #expect(recall >= 0.92)
    // The documentation has these figures.
    print(
      "real recogniser: word errors \(errors.rate), placed \(placedShare), "
        + "sentence ends at pauses: precision \(precision) of \(right + invented), "
        + "recall \(recall) of \(right + missed)")
  }
}
