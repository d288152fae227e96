import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing
import Words

@testable import Reports

/// What is said of a session's words, and how a terminal shows it.
@Suite struct WordsReportTests {
  private func sample(
    _ text: String = SpokenSample.text, language: String? = "en"
  ) throws -> SpokenSample {
    try SpokenSample(text, analysis: SpokenSample.analysis(), language: language)
  }

  @Test func `the transcript and its places are the golden ones`() throws {
    let report = try sample().report
    let style = TextStyle(columns: 80)
    let text =
      WordsText.transcript(report, name: "2026-11-20T1903-live-events", style: style) + "\n"
      + WordsText.evidence(report, name: "2026-11-20T1903-live-events", style: style)
    #expect(try text == golden("words.txt", text))
  }

  @Test func `each word stands in one paragraph, and a phase begins with a sentence near its key`()
    throws
  {
    let sample = try sample()
    let report = sample.report
    let words = report.transcript.words
    var next = 0
    let late = report.rate.frames(seconds: 1.5)
    for part in report.parts {
      let visit = try #require(
        sample.analysis.timeline.visits.last { $0.range.start <= part.start })
      for paragraph in part.paragraphs {
        #expect(paragraph.words.lowerBound == next && !paragraph.words.isEmpty)
        next = paragraph.words.upperBound
        #expect(
          words[paragraph.words].allSatisfy {
            visit.range.start - late <= $0.range.start && $0.range.start < visit.range.end + late
          })
        let inside = paragraph.pieces.flatMap { piece -> [Int] in
          if case .words(let range) = piece { Array(range) } else { [] }
        }
        #expect(inside == Array(paragraph.words))
      }
    }
    #expect(next == words.count && words.count > 80)

    // Sentences begin at 0.5, 3.4 and so on; the key for the second phase comes at 6.
    let firsts = try SpokenSample(
      String(repeating: "so it is. ", count: 20), analysis: SpokenSample.analysis()
    ).report.parts.map { part in
      report.rate.seconds(frames: part.start)
    }
    #expect(firsts == [0, 6, 14, 34, 45])
    let starts = try SpokenSample(
      String(repeating: "so it is. ", count: 20), analysis: SpokenSample.analysis()
    ).report.parts.compactMap { $0.paragraphs.first?.words.lowerBound }
    #expect(starts.allSatisfy { $0 % 3 == 0 } && starts.count == 5)
  }

  @Test func `pauses of a second and more stand where they were, shorter ones do not`() throws {
    func range(_ start: Double, _ end: Double) -> FrameRange {
      FrameRange(start: Int(start * 1000), end: Int(end * 1000))
    }
    let rate = SampleRate(hertz: 1000)
    let sounding = [range(1, 3), range(3.99, 6), range(7, 9), range(11.5, 13)]
    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: SessionTimeline(frames: 14_000), plan: nil, sounding: sounding,
      level: LevelMeasures(
        activeSpeech: nil, peak: Decibels(-3), noiseFloor: nil, clippedSamples: 0, clippedRuns: 0,
        offset: 0, hum: nil))
    // Two words a stretch; a sentence ends after the fourth.
    let sample = try SpokenSample("one two three four. five six seven eight", analysis: analysis)
    let report = sample.report
    #expect(report.parts.count == 1 && report.parts[0].name.isEmpty)
    let paragraphs = report.parts[0].paragraphs
    #expect(
      paragraphs.map(\.pieces) == [
        [.words(0..<4), .pause(1)], [.words(4..<6), .pause(2.5), .words(6..<8)],
      ])
    let text = WordsText.transcript(report, name: "x", style: TextStyle())
    #expect(text.contains("   0:01  one two three four. · 1.0 s ·\n"))
    #expect(text.contains("   0:07  five six · 2.5 s · seven eight\n"))
    let plain = WordsText.transcript(report, name: "x", style: TextStyle(isUnicode: false))
    #expect(plain.contains("four. [1.0s]\n") && plain.contains("six [2.5s] seven"))
    let now = WordsText.transcript(report, name: "x", at: 8000, style: TextStyle())
    #expect(now == text)
  }

  @Test func `an endless sentence is cut, and so is a long run of short ones`() throws {
    let endless = try sample(
      String(repeating: "word ", count: 600) + "end. " + String(repeating: "Go on. ", count: 300))
    let lengths = endless.report.parts.flatMap(\.paragraphs).map(\.words.count)
    #expect(lengths.allSatisfy { $0 <= 250 } && lengths.reduce(0, +) == 1201)
  }

  @Test(arguments: [40, 60, 100], [true, false])
  func `lines keep the width, and nothing of what was said rules the terminal`(
    columns: Int, isUnicode: Bool
  ) throws {
    let style = TextStyle(columns: columns, isUnicode: isUnicode)
    let nasty = TerminalTextTests.nasty.replacing(" ", with: "")
    let long = String(repeating: "実況中継", count: 30)
    let report = try sample(
      SpokenSample.text + " trade-off\(nasty) \(long) \u{202E}evil. The trade-off\u{1B}[2J is this."
    ).report
    let text =
      WordsText.transcript(report, name: nasty, style: style)
      + WordsText.evidence(report, name: nasty, style: style)
    for line in text.split(separator: "\n") {
      #expect(line.columns <= columns, "\(line)")
    }
    #expect(
      text.unicodeScalars.allSatisfy { scalar in
        scalar == "\n"
          || scalar.properties.generalCategory != .control
            && !(0x202A...0x202E ~= scalar.value) && !(0x2066...0x2069 ~= scalar.value)
      })
  }

  @Test func `points are mentioned, perhaps mentioned, or not heard, and that proves nothing`()
    throws
  {
    let report = try sample().report
    #expect(report.points.map(\.state) == [.mentioned, .perhaps, .notHeard])
    let text = WordsText.evidence(report, name: "x", style: TextStyle())
    #expect(text.contains("  3 Who may change a flag\n    not heard\n"))
    #expect(text.contains("judged by nobody") && text.contains("proves"))
    #expect(report.found.contains { $0.id == "trade-off-said" && $0.places.count == 1 })
  }

  @Test func `words of another sound or language are shown, and nothing is said of them`() throws {
    let other = try sample(language: "de").report
    #expect(other.found.isEmpty && other.points.isEmpty && other.warning != nil)
    #expect(other.parts.flatMap(\.paragraphs).count > 3)

    let analysis = try SpokenSample.analysis()
    let words = (0..<100).map { index in
      RecognizedWord(
        "trade-off", startSeconds: Double(index), endSeconds: Double(index) + 0.5)
    }
    let transcript = Aligner.align(
      RecognizedTranscript(words: words, formatID: "test"),
      recognizer: RecognizerIdentity(name: "test"), to: SpeechMap(analysis), sound: "")
    let share = try #require(transcript.placedShare)
    #expect(share < 0.9)
    let categories = try Guide.evidence()
    let report = WordsReport(
      SpokenWords(
        transcript: transcript,
        content: SpokenContent(transcript, categories: categories, points: []) { _ in nil },
        categories: categories, points: []), analysis: analysis)
    #expect(report.found.isEmpty)
    let text = WordsText.evidence(report, name: "x", style: TextStyle())
    #expect(text.contains("may belong") && !text.contains("trade-off"))
  }

  @Test func `as JSON, each place names its words`() throws {
    let sample = try sample()
    let bytes = try WordsDocument.json(sample.report, id: "x")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let words = try #require(object["words"] as? [[String: Any]])
    #expect(object["schema"] as? Int == 1 && words.count == sample.words.transcript.words.count)
    let evidence = try #require(object["evidence"] as? [[String: Any]])
    let found = try #require(evidence.first { $0["id"] as? String == "trade-off-said" })
    #expect(found["precision"] as? Double == 0.97)
    let place = try #require((found["places"] as? [[String: Any]])?.first)
    let range = try #require(place["words"] as? [Int])
    #expect(words[range[0]]["text"] as? String == "trade-off")
    #expect(place["start"] as? Double == words[range[0]]["start"] as? Double)
    #expect(
      (object["points"] as? [[String: Any]])?.map { $0["state"] as? String } == [
        "mentioned", "perhaps", "not heard",
      ])
  }
}
