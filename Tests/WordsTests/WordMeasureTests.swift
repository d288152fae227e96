import AudioCore
import SessionModel
import SpeechAnalysis
import Testing

@testable import Words

@Suite struct WordMeasureTests {
  @Test(arguments: WordMeasure.all.map(\.measure))
  func `the example of a measure of words is what its code gives`(measure: Measure) throws {
    let value = try #require(measure.example.computed())
    #expect(abs(value - measure.example.value) <= measure.example.tolerance, "\(measure.id)")
  }

  @Test func `every measure of words says all that it should, and no name is used twice`() {
    let all = Measure.all + Measure.ofWords
    #expect(Set(all.map(\.id)).count == all.count)
    let columns = all.flatMap(\.fields).compactMap(\.column)
    #expect(Set(columns.map(\.place)) == Set(0..<columns.count))
    #expect(Set(columns.map(\.name)).count == columns.count)
    for measure in Measure.ofWords {
      #expect(!measure.definition.isEmpty && !measure.formula.isEmpty && !measure.limits.isEmpty)
      #expect(!measure.sources.isEmpty && measure.fields.count == 1, "\(measure.id)")
      #expect(measure.shortName.count <= 24 || !measure.isCompared, "\(measure.id)")
      for word in [measure.id, measure.name.uppercased()] + measure.words {
        #expect(Measure.named(word, among: all) == measure, "\(word)")
      }
    }
  }

  /// A session of two phases: ten sentences of four words each, all in speech.
  private func analysed(invented: Int = 0) -> (Transcript, SessionAnalysis) {
    let rate = SampleRate(hertz: 1000)
    var words: [RecognizedWord] = []
    var segments: [FrameRange] = []
    for sentence in 0..<10 {
      let start = Double(sentence) * 3
      for index in 0..<4 {
        let begin = start + 0.5 * Double(index)
        words.append(
          RecognizedWord(
            index == 3 ? "end." : "word", startSeconds: begin, endSeconds: begin + 0.5))
      }
      segments.append(
        FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: start + 2)))
    }
    words += (0..<invented).map { _ in RecognizedWord("You", startSeconds: 39, endSeconds: 40) }
    let budget = TimeBudget(minimumSeconds: 1, maximumSeconds: 2)
    let plan = Plan(
      id: "p", name: "P", totalSeconds: 60,
      phases: ["one", "two"].map { Phase(id: $0, name: $0, budget: budget) })
    var timeline = SessionTimeline(frames: 40_000)
    timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 9000)),
      PhaseVisit(phaseIndex: 1, range: FrameRange(start: 9000, end: 40_000)),
    ]
    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: timeline, plan: plan, sounding: segments,
      level: LevelMeasures(
        activeSpeech: nil, peak: Decibels(-6), noiseFloor: nil, clippedSamples: 0, clippedRuns: 0,
        offset: 0, hum: nil))
    return (
      Aligner.align(
        RecognizedTranscript(words: words, formatID: "test"),
        recognizer: RecognizerIdentity(name: "test", model: "tiny", command: ["secret"]),
        to: SpeechMap(analysis), sound: ""), analysis
    )
  }

  @Test func `a record has the numbers of session and phases, and none of the words`() throws {
    let (transcript, analysis) = analysed()
    let record = WordsRecord(transcript, analysis)
    #expect(record.values["words.wordsPerMinute"] == 60)
    #expect(record.values["words.wordsPerTalkMinute"] == 120)
    #expect(record.values["words.placedShare"] == 1)
    #expect(record.phases["one"]?["words.wordsPerMinute"] == 80)
    #expect(record.phases["two"]?["words.sentenceMedianWords"] == 4)
    // Nine pauses are too few to say where they lie.
    #expect(record.values["words.pausesAtSentenceEndsShare"] == nil)
    let json = try record.json()
    let again = try WordsRecord(json)
    #expect(again == record)
    let text = String(decoding: json, as: UTF8.self)
    #expect(!text.contains("end.") && !text.contains("secret"))
  }

  @Test func `with too few words in speech, only that is said`() {
    let (transcript, analysis) = analysed(invented: 6)
    let record = WordsRecord(transcript, analysis)
    #expect(Array(record.values.keys) == ["words.placedShare"])
    #expect(!record.phases.values.contains { !$0.isEmpty })
  }

  @Test(arguments: [
    #"{"schema":9}"#, "", "[]",
    #"{"schema":1,"recognizer":{"name":"x"},"analyzer":1,"aligner":1,"counts":{"recognized":1,"placed":1,"notInSpeech":0,"otherVoice":0,"untimed":0},"values":{"words.placedShare":7},"phases":{}}"#,
  ])
  func `a record that cannot be is refused`(_ text: String) {
    #expect(throws: TranscriptError.self) { try WordsRecord(Array(text.utf8)) }
  }
}
