import Testing
import Words

@Suite struct RecognizedTranscriptTests {
  @Test func `a time that is no number is no time`() {
    let word = RecognizedWord("so", startSeconds: .nan, endSeconds: .infinity)
    #expect(word.startSeconds == nil && word.endSeconds == nil)
    #expect(RecognizedWord("so", startSeconds: -1, endSeconds: 2).startSeconds == -1)
  }
}
