import AudioCore
import InterviewGuide
import Testing

@testable import Words

@Suite struct SpokenContentTests {
  /// A transcript of a text, a word each quarter of a second.
  static func transcript(_ text: String, language: String? = "en") -> Transcript {
    let rate = SampleRate(hertz: 1000)
    let words = text.split(separator: " ").enumerated().map { index, word in
      RecognizedWord(
        String(word), startSeconds: 0.25 * Double(index), endSeconds: 0.25 * Double(index + 1))
    }
    let frames = 250 * max(1, words.count)
    return Aligner.align(
      RecognizedTranscript(words: words, formatID: "test"),
      recognizer: RecognizerIdentity(name: "test", language: language),
      to: SpeechMap(
        sampleRate: rate, frames: frames, segments: [FrameRange(start: 0, end: frames)]),
      sound: "")
  }

  private func places(_ phrase: String, in text: String) throws -> [String] {
    let transcript = Self.transcript(text)
    let spoken = SpokenText(transcript)
    return try spoken.places(of: #require(SpokenPhrase(phrase))).map { place in
      transcript.text(spoken.wordOf[place.lowerBound]..<(spoken.wordOf[place.upperBound - 1] + 1))
    }
  }

  @Test(arguments: [
    ("trade off*", "There are trade-offs here.", ["trade-offs"]),
    ("dont give up", "We don’t give up.", ["don’t give up."]),
    ("# milliseconds", "Within two hundred and fifty milliseconds.", ["fifty milliseconds."]),
    (
      "# milliseconds", "Within two hundred fifty milliseconds.",
      ["two hundred fifty milliseconds."]
    ),
    ("# requests", "Some 100,000 requests.", ["100,000 requests."]),
    ("# requests", "In 2019 requests fell.", []),
    ("# percent of requests", "5% of requests fail.", ["5% of requests"]),
    ("99.99", "We promise 99.99% of it.", ["99.99%"]),
    ("# _ per second", "That is 40 writes per second.", ["40 writes per second."]),
    ("how fast must|should|does", "How fast should it be?", ["How fast should"]),
    ("i|we built", "I built it. We built it. You built it.", ["I built", "We built"]),
    ("open connect*", "They open connections now.", ["open connections"]),
    ("log before", "It is in the log. Before that, nothing.", []),
    ("cost", "costs costly cost.", ["cost."]),
    ("read your writes", "read/your writes", ["read/your writes"]),
  ])
  func `a phrase stands where its words do`(
    phrase: String, text: String, expected: [String]
  ) throws {
    #expect(try places(phrase, in: text) == expected)
  }

  @Test(arguments: ["", "#", "_", "Don't", "a||b", "*", "c++", "UPPER"])
  func `what is no phrase is refused`(_ text: String) {
    #expect(SpokenPhrase(text) == nil)
  }

  private func hits(_ yaml: String, _ text: String, phase: String? = nil) throws -> [String] {
    let transcript = Self.transcript(text)
    let categories = try Guide.$own.withValue([.evidence: yaml]) {
      try Guide.evidence().filter { $0.id == "own" }
    }
    let content = SpokenContent(
      transcript, categories: categories, points: [], phaseID: { _ in phase })
    return content.hits.map { transcript.text(content.sentences[$0.sentence].words) }
  }

  @Test func `a category is found by a phrase or a pair, once a sentence`() throws {
    let near = "- id: own\n  name: own\n  near: [[[\"how many\"], [\"users\"], 3]]"
    #expect(
      try hits(near, "How many users? How many of all the users? How many big happy users?")
        == ["How many users?", "How many big happy users?"])
    let any = "- id: own\n  name: own\n  any: [cost*]\n  unless: [\"at any cost\"]"
    #expect(try hits(any, "It costs cost. Not at any cost.") == ["It costs cost."])
  }

  @Test func `questions and phases narrow a category`() throws {
    let question = "- id: own\n  name: own\n  question: true\n  any: [latency]"
    #expect(try hits(question, "What latency? The latency is low.") == ["What latency?"])
    let phase = "- id: own\n  name: own\n  phases: [scope]\n  any: [latency]"
    #expect(try hits(phase, "What latency?", phase: "scope").count == 1)
    #expect(try hits(phase, "What latency?", phase: "depth").isEmpty)
    #expect(try hits(phase, "What latency?", phase: nil).count == 1)
  }

  @Test func `a point is mentioned surely by one phrase, perhaps by two weaker ones`() throws {
    func mentions(_ text: String) throws -> [String] {
      let phrases = PointPhrases(
        sure: try [#require(SpokenPhrase("write ahead"))],
        any: try ["log*", "append*", "before"].map { try #require(SpokenPhrase($0)) })
      let transcript = Self.transcript(text)
      return SpokenContent(
        transcript, categories: [], points: [phrases], phaseID: { _ in nil }
      ).mentions.map { ($0.isSure ? "sure: " : "perhaps: ") + transcript.text($0.words) }
    }
    #expect(try mentions("A write-ahead log. We append to logs.") == ["sure: write-ahead"])
    #expect(try mentions("We append it. That is before all.") == ["perhaps: append"])
    #expect(try mentions("We append it. Then more. That is before all.").isEmpty)
    #expect(try mentions("Logs and logs. More logs.").isEmpty)
  }

  @Test func `other languages have no English phrases`() {
    let transcript = Self.transcript("Das trade-off latency.", language: "de")
    let content = SpokenContent(
      transcript, categories: (try? Guide.evidence()) ?? [], points: [], phaseID: { _ in nil })
    #expect(content.hits.isEmpty && content.sentences.count == 1)
  }

  @Test func `without punctuation, silences part sentences, and nothing is a question`() {
    let rate = SampleRate(hertz: 1000)
    let words = [("how", 0.0, 0.4), ("so", 0.4, 1.0), ("many", 2.0, 2.5)].map {
      RecognizedWord($0.0, startSeconds: $0.1, endSeconds: $0.2)
    }
    let transcript = Aligner.align(
      RecognizedTranscript(words: words, formatID: "test"),
      recognizer: RecognizerIdentity(name: "test"),
      to: SpeechMap(
        sampleRate: rate, frames: 3000,
        segments: [FrameRange(start: 0, end: 1000), FrameRange(start: 2000, end: 2500)]),
      sound: "")
    #expect(!transcript.isPunctuated)
    #expect(transcript.sentences.map(\.words) == [0..<2, 2..<3])
    #expect(transcript.sentences.allSatisfy { !$0.isQuestion })
  }

  @Test func `all that comes with the program can be looked for`() throws {
    let categories = try Guide.evidence()
    #expect(categories.count == 21)
    #expect(categories.allSatisfy { $0.precision != nil })
    let phrases = try Guide.pointPhrases()
    let questions = try Guide.questions()
    #expect(questions.count == 19)
    for question in questions {
      #expect(phrases[question.id]?.count == question.points.count, "\(question.id)")
    }
    #expect(phrases.values.reduce(0) { $0 + $1.count } == 82)
    let levels = try Set(Guide.levels())
    #expect(categories.compactMap(\.level).allSatisfy(levels.contains))
  }
}
