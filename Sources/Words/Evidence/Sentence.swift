import AudioCore

/// A stretch of words that belong together.
public struct Sentence: Hashable, Sendable {
  /// Indices of its words in the transcript, at least one.
  public let words: Range<Int>
  /// Whether it ends with a question mark.
  public let isQuestion: Bool
}

extension Sentence {
  /// Without punctuation, a silence of this length parts what was said, in seconds.
  private static let partingSeconds = 0.6
  /// Without punctuation, a sentence has at most so many words.
  private static let mostWordsUnmarked = 40

  /// Whether sentences can be told: at least one mark that ends a sentence in 60 words.
  ///
  /// Recognisers that write no punctuation write none at all.
  static func canBeTold(_ ends: Int, of words: Int) -> Bool { ends > 0 && ends * 60 >= words }

  /// Parts words into sentences.
  ///
  /// Where the recogniser writes no punctuation, silences part them instead, and nothing is
  /// known of questions.
  /// - Parameters:
  ///   - count: how many words there are.
  ///   - isPunctuated: whether sentences can be told.
  ///   - mark: what ends a sentence behind a word; nil for nothing.
  ///   - silenceSeconds: the time from a word to the next.
  static func parted(
    _ count: Int, isPunctuated: Bool, mark: (Int) -> PlacedWord.Mark?,
    silenceSeconds: (Int) -> Double
  ) -> [Sentence] {
    var sentences: [Sentence] = []
    var start = 0
    for index in 0..<count {
      let isLast = index == count - 1
      let mark = isPunctuated ? mark(index) : nil
      let ends =
        isPunctuated
        ? mark != nil
        : index + 1 - start >= mostWordsUnmarked
          || (!isLast && silenceSeconds(index) >= partingSeconds)
      guard ends || isLast else { continue }
      sentences.append(Sentence(words: start..<(index + 1), isQuestion: mark == .question))
      start = index + 1
    }
    return sentences
  }
}

extension Transcript {
  /// What was said, sentence by sentence.
  public var sentences: [Sentence] {
    Sentence.parted(
      words.count, isPunctuated: isPunctuated, mark: { words[$0].mark },
      silenceSeconds: { index in
        sampleRate.seconds(frames: words[index + 1].range.start - words[index].range.end)
      })
  }

  /// Some of the words as a text.
  public func text(_ range: Range<Int>) -> String {
    words[range].map(\.text).joined(separator: " ")
  }
}
