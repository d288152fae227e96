import AudioCore
import TestSupport
import Testing
import Words

@Suite struct AlignerTests {
  private let rate = SampleRate(hertz: 1000)

  private func map(
    _ segments: [(Double, Double)], nuclei: [Double] = [], others: [(Double, Double)] = [],
    seconds: Double = 10
  ) -> SpeechMap {
    func frame(_ seconds: Double) -> Int { rate.frames(seconds: seconds) }
    func ranges(_ list: [(Double, Double)]) -> [FrameRange] {
      list.map { FrameRange(start: frame($0.0), end: frame($0.1)) }
    }
    return SpeechMap(
      sampleRate: rate, frames: frame(seconds), segments: ranges(segments),
      nuclei: nuclei.map(frame), otherVoices: ranges(others))
  }

  private func align(_ words: [RecognizedWord], _ map: SpeechMap) -> Transcript {
    Aligner.align(
      RecognizedTranscript(words: words, formatID: "test"),
      recognizer: RecognizerIdentity(name: "test"), to: map, sound: "")
  }

  private func word(_ text: String, _ start: Double?, _ end: Double?) -> RecognizedWord {
    RecognizedWord(text, startSeconds: start, endSeconds: end)
  }

  private func times(_ transcript: Transcript) -> [[Double]] {
    transcript.words.map { [$0.range.start, $0.range.end].map { rate.seconds(frames: $0) } }
  }

  private var twoSegments: SpeechMap { map([(1, 2), (3, 4)]) }

  @Test(arguments: [
    (0.40, 1.30, "so", [1.00, 1.30]), (1.90, 3.30, "the", [3.00, 3.30]),
    (2.45, 2.55, "x", [1.90, 2.00]),
  ])
  func `a word goes into the stretch that it overlaps most, or the nearest`(
    start: Double, end: Double, text: String, expected: [Double]
  ) {
    #expect(times(align([word(text, start, end)], twoSegments)) == [expected])
  }

  @Test func `a word far from all speech has no place, and is kept`() {
    let transcript = align([word("you", 9.0, 9.5)], twoSegments)
    #expect(transcript.words.isEmpty)
    #expect(transcript.dropped.map(\.text) == ["you"])
    #expect(transcript.dropped.map(\.reason) == [.notInSpeech])
    #expect(transcript.placedShare == 0)
    let silent = align([word("You", 1, 2)], map([]))
    #expect(silent.count(.notInSpeech) == 1)
  }

  @Test func `what a partner said is none of the speaker's words, and not missing either`() {
    let transcript = align(
      [word("why", 5.0, 5.4), word("because", 6.1, 6.9)],
      map([(6, 7)], others: [(4.9, 5.8)]))
    #expect(transcript.words.map(\.text) == ["because"])
    #expect(transcript.count(.otherVoice) == 1)
    #expect(transcript.placedShare == 1)
  }

  @Test func `signs without letters or digits are no words`() {
    let transcript = align([word(".", 1.1, 1.2), word("♪", 1.2, 1.4)], twoSegments)
    #expect(transcript.words.isEmpty && transcript.placedShare == nil)
    #expect(transcript.count(.notAWord) == 2)
  }

  @Test func `stretches never go back`() {
    let transcript = align([word("a", 2.9, 3.5), word("b", 2.95, 3.0)], twoSegments)
    #expect(transcript.words.allSatisfy { $0.range.start >= 3000 })
  }

  @Test func `the first and the last word of a stretch reach its edges`() {
    let transcript = align(
      [word("one", 1.2, 1.4), word("two", 1.4, 1.6), word("three", 1.6, 1.8)],
      map([(1, 2)]))
    #expect(times(transcript) == [[1, 1.4], [1.4, 1.6], [1.6, 2]])
  }

  @Test func `words without times share what lies between their neighbours, by letters`() {
    let transcript = align(
      [word("one", 1.0, 1.1), word("a", nil, nil), word("bcd", .nan, nil), word("end", 1.9, 2.0)],
      map([(1, 2)]))
    #expect(times(transcript) == [[1, 1.1], [1.1, 1.3], [1.3, 1.9], [1.9, 2]])
    #expect(transcript.untimedCount == 2)
  }

  @Test func `a time that is missing is the neighbour's`() {
    let transcript = align(
      [word("one", 1.0, nil), word("two", 1.4, 1.2), word("three", -3, 1.8), word("four", 1.8, 9)],
      map([(1, 2)]))
    #expect(transcript.words.map(\.text) == ["one", "two", "three", "four"])
    #expect(transcript.untimedCount == 3)
    #expect(times(transcript).first?.first == 1 && times(transcript).last?.last == 2)
  }

  @Test func `a shift is learnt from syllables, for a hundred words and more`() {
    // A syllable each quarter of a second; the recogniser is a tenth of a second late.
    func words(_ count: Int) -> [RecognizedWord] {
      (0..<count).map { index in
        let start = 1 + 0.25 * Double(index) + 0.12
        return word("go", start, start + 0.24)
      }
    }
    func shift(_ count: Int) -> Int {
      let nuclei = (0..<count).map { 1.02 + 0.25 * Double($0) }
      let end = 1 + 0.25 * Double(count)
      return align(words(count), map([(1, end)], nuclei: nuclei, seconds: end + 5)).shiftFrames
    }
    #expect(shift(120) == -100)
    #expect(shift(99) == 0)
  }

  @Test func `the words of a cue lie in its speech, in proportion to their letters`() {
    let cue = ["aa", "bb", "cccc"].map {
      RecognizedWord($0, startSeconds: 1, endSeconds: 5, cue: 0)
    }
    let transcript = align(cue, map([(1.0, 1.4), (3, 3.4)]))
    #expect(times(transcript) == [[1, 1.2], [1.2, 1.4], [3, 3.4]])
    #expect(transcript.isPlacedByCue)
  }

  @Test func `the same words lie elsewhere on other speech, without the recogniser`() {
    let transcript = align([word("so", 0.4, 1.3), word("you", 9, 9.5)], twoSegments)
    let again = Aligner.realign(transcript, to: map([(0.5, 2), (9, 9.6)]))
    #expect(times(again) == [[0.5, 1.3], [9, 9.6]])
    #expect(Aligner.realign(again, to: twoSegments) == transcript)
  }

  @Test func `a transcript is read as it was written`() throws {
    let given = [
      word("so", 0.4, 1.3), word("…", nil, 1.35), word("the", 1.9, nil), word("you", 9, 9.5),
    ]
    let transcript = align(given, twoSegments)
    let json = try transcript.json()
    #expect(try Transcript(json) == transcript)
    #expect(json == (try Transcript(json).json()))
    let cues = align(
      given.map { RecognizedWord($0.text, startSeconds: 1, endSeconds: 4, cue: 3) }, twoSegments)
    #expect(try Transcript(cues.json()) == cues)
  }

  @Test(arguments: [
    #"{}"#, #"{"schema":2}"#, "[", "",
    #"{"schema":1,"sampleRate":1000,"frames":10,"recognizer":{"name":"x"},"sound":"","analyzer":1,"aligner":1,"shiftFrames":0,"words":[[5,20,"a"]],"recognized":[[0,0,0]],"dropped":[]}"#,
    #"{"schema":1,"sampleRate":1000,"frames":10,"recognizer":{"name":"x"},"sound":"","analyzer":1,"aligner":1,"shiftFrames":0,"words":[[5,6,"a"],[2,3,"b"]],"recognized":[[0,0,0],[1,0,0]],"dropped":[]}"#,
    #"{"schema":1,"sampleRate":1000,"frames":10,"recognizer":{"name":"x"},"sound":"","analyzer":1,"aligner":1,"shiftFrames":0,"words":[],"recognized":[],"dropped":[[7,0,0,"a","notInSpeech"]]}"#,
  ])
  func `a transcript that cannot be is refused`(_ text: String) {
    #expect(throws: TranscriptError.self) { try Transcript(Array(text.utf8)) }
  }

  @Test func `whatever the times, words are in order, in speech, and none is lost`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<300 {
      var frame = 0
      let segments = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        let start = frame + Int.random(in: 1...2000, using: &generator)
        frame = start + Int.random(in: 1...1500, using: &generator)
        return FrameRange(start: start, end: frame)
      }
      let speech = SpeechMap(sampleRate: rate, frames: frame + 500, segments: segments)
      func time() -> Double? {
        Int.random(in: 0..<8, using: &generator) == 0
          ? nil : Double.random(in: -1...14, using: &generator)
      }
      let words = (0..<Int.random(in: 0...40, using: &generator)).map { index in
        RecognizedWord(
          ["a", "word", "", "…", "longer words"][index % 5], startSeconds: time(),
          endSeconds: time(), cue: index % 3 == 0 ? nil : index / 4)
      }
      let transcript = align(words, speech)
      #expect(transcript.recognized.count == words.count)
      #expect(transcript.words.count + transcript.dropped.count == words.count)
      var end = 0
      for word in transcript.words {
        #expect(word.range.start >= end)
        end = word.range.end
        #expect(
          segments.contains { $0.start <= word.range.start && word.range.end <= $0.end },
          "\(word.range)")
      }
      #expect(Aligner.realign(transcript, to: speech) == transcript)
    }
  }
}
