import AudioCore

/// A stretch of words that belong together.
public struct Sentence: Hashable, Sendable {
  /// Indices of its words in the transcript, at least one.
  public let words: Range<Int>
  /// Whether it ends with a question mark.
  public let isQuestion: Bool
}

extension Transcript {
  /// Without punctuation, a silence of this length parts what was said, in seconds.
  private static let partingSeconds = 0.6
  /// Without punctuation, a sentence has at most so many words.
  private static let mostWordsUnmarked = 40

  /// What was said, sentence by sentence.
  ///
  /// Where the recogniser writes no punctuation, silences part it instead, and nothing is known
  /// of questions.
  public var sentences: [Sentence] {
    let parting = sampleRate.frames(seconds: Self.partingSeconds)
    let isPunctuated = isPunctuated
    var sentences: [Sentence] = []
    var start = 0
    for index in words.indices {
      let isLast = index == words.count - 1
      let ends =
        isPunctuated
        ? words[index].endsSentence
        : index + 1 - start >= Self.mostWordsUnmarked
          || (!isLast && words[index + 1].range.start - words[index].range.end >= parting)
      if ends || isLast {
        sentences.append(
          Sentence(
            words: start..<(index + 1), isQuestion: isPunctuated && words[index].endsQuestion))
        start = index + 1
      }
    }
    return sentences
  }

  /// Some of the words as a text.
  public func text(_ range: Range<Int>) -> String {
    words[range].map(\.text).joined(separator: " ")
  }
}
