import AudioCore
import InterviewGuide
import TestSupport
import Testing

@testable import Words

@Suite struct WordSearchTests {
  private func search(_ phrase: String, in transcript: Transcript) throws -> [WordSearch.Hit] {
    let search = WordSearch(try #require(SpokenPhrase(phrase)))
    return try #require(search.hits(in: transcript.json()))
  }

  @Test func `a search finds what decoding the transcript finds, with sentence and time`() throws {
    let transcript = SpokenContentTests.transcript(
      "We don’t lose \"writes\". The trade-off\\ is 100,000 writes / s, isn't it? A trade off again."
    )
    let hits = try search("trade off*", in: transcript)
    #expect(
      hits.map(\.sentence) == [
        #"The trade-off\ is 100,000 writes s, isn't it?"#, "A trade off again.",
      ])
    #expect(hits.map(\.place) == [1..<2, 1..<3])
    #expect(hits[0].range == FrameRange(start: 1250, end: 1500))
    #expect(hits[0].sentenceStart == 1000)
    for phrase in ["dont lose", "lose writes", "isnt", "100000 writes", "# writes", "again"] {
      let spoken = SpokenText(transcript)
      let found = try search(phrase, in: transcript).map(\.range.start)
      let places = spoken.places(of: try #require(SpokenPhrase(phrase)))
      #expect(
        found == places.map { transcript.words[spoken.wordOf[$0.lowerBound]].range.start },
        "\(phrase)")
      #expect(!found.isEmpty, "\(phrase)")
    }
    #expect(try search("nothing", in: transcript).isEmpty)
  }

  @Test func `what is no transcript is told, whatever its bytes`() throws {
    let search = WordSearch(try #require(SpokenPhrase("word")))
    for text in [
      "", "{}", #"{"sampleRate":1000,"words":[[1,2,"a"#, #"{"sampleRate":0,"words":[]}"#,
    ] {
      #expect(search.hits(in: Array(text.utf8)) == nil, "\(text)")
    }
    var mutator = ByteMutator(seed: 1)
    let json = try SpokenContentTests.transcript("A word. Another word, and a third.").json()
    for _ in 0..<3000 { _ = search.hits(in: mutator.mutate(json)) }
  }
}
