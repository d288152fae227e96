import AudioCore
import InterviewGuide
import SessionModel
import SpeechAnalysis
import Words

@testable import Reports

/// What was said in a sample session: a text laid on the sounding stretches of its sound.
struct SpokenSample {
  let analysis: SessionAnalysis
  let words: SpokenWords

  static let text = """
    How many users are there? I would ask what the read write ratio is. It should answer within \
    two hundred milliseconds. We store every flag in a log, and a cache near each server reads \
    it. The trade-off here is that a reader may be behind by some seconds. We give up freshness \
    for speed. When we built this at my last company, the cache lost writes and we had to roll \
    back. I am not sure about the size of it. An alert fires when the copies fall behind.
    """

  /// Lays a text on speech, so many words a second.
  /// - Parameters:
  ///   - text: what was said.
  ///   - analysis: where speech is.
  ///   - language: what the recogniser says of it.
  ///   - points: of the question, each with a phrase that mentions it surely, and two that do perhaps.
  init(
    _ text: String = Self.text, analysis: SessionAnalysis, language: String? = "en",
    points: [(text: String, sure: [String], any: [String])] = Self.points
  ) throws {
    self.analysis = analysis
    let rate = analysis.sampleRate
    let texts = text.split(separator: " ").map(String.init)
    let all = analysis.sounding.reduce(0) { $0 + $1.count }
    // Each word gets its share of the talk.
    let recognized = texts.enumerated().map { index, word in
      func second(_ share: Double) -> Double {
        var rest = Int(share * Double(all))
        for range in analysis.sounding {
          if rest <= range.count { return rate.seconds(frames: range.start + rest) }
          rest -= range.count
        }
        return rate.seconds(frames: analysis.timeline.frames)
      }
      let count = Double(max(1, texts.count))
      return RecognizedWord(
        word, startSeconds: second(Double(index) / count),
        endSeconds: second((Double(index) + 0.9) / count))
    }
    let transcript = Aligner.align(
      RecognizedTranscript(words: recognized, language: language, formatID: "test"),
      recognizer: RecognizerIdentity(name: "listener", model: "tiny.en", language: language),
      to: SpeechMap(analysis), sound: "")
    let categories = try Guide.evidence()
    let phrases = points.map { point in
      PointPhrases(
        sure: point.sure.compactMap(SpokenPhrase.init), any: point.any.compactMap(SpokenPhrase.init)
      )
    }
    let content = SpokenContent(transcript, categories: categories, points: phrases) { frame in
      analysis.timeline.visits.first { $0.range.start <= frame && frame < $0.range.end }
        .flatMap { analysis.plan?.phase($0.phaseIndex).id }
    }
    words = SpokenWords(
      transcript: transcript, content: content, categories: categories, points: points.map(\.text))
  }

  /// A minute of a plan of five phases: two seconds of speech in each 2.9, one pause longer.
  static func analysis() throws -> SessionAnalysis {
    let rate = SampleRate(hertz: 16_000)
    func range(_ start: Double, _ end: Double) -> FrameRange {
      FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
    }
    let sounding = stride(from: 0.5, to: 58, by: 2.9).map { start in
      range(start, start + (19...21 ~= start ? 1.2 : 2.2))
    }
    var timeline = SessionTimeline(frames: 60 * rate.hertz)
    let bounds = [0.0, 6, 14, 34, 45, 60]
    timeline.visits = zip([0, 1, 2, 3, 5], zip(bounds, bounds.dropFirst())).map {
      PhaseVisit(phaseIndex: $0, range: range($1.0, $1.1))
    }
    return SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: timeline, plan: try PlanLibrary.plan(id: "netflix-l4").scaled(by: 0.02),
      sounding: sounding,
      level: LevelMeasures(
        activeSpeech: Decibels(-20), peak: Decibels(-3), noiseFloor: Decibels(-60),
        clippedSamples: 0, clippedRuns: 0, offset: 0, hum: nil))
  }

  static let points: [(text: String, sure: [String], any: [String])] = [
    ("How a flag reaches each server", ["cache near each server"], []),
    ("What happens when copies disagree", ["split brain"], ["behind", "freshness"]),
    ("Who may change a flag", ["audit trail"], ["permission*", "role*"]),
  ]

  var report: WordsReport { WordsReport(words, analysis: analysis) }
}
