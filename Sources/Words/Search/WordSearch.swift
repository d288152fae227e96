public import AudioCore
public import InterviewGuide

/// Looks for a phrase in transcripts as they lie on the disk.
///
/// Only words that may be part of the phrase are made into text, so that 500 hours are searched
/// in a fraction of the time that decoding them takes.
public struct WordSearch: Sendable {
  /// A place where the phrase was said.
  public struct Hit: Hashable, Sendable {
    /// The words of the phrase, on the session's clock.
    public let range: FrameRange
    /// The sentence that they stand in.
    public let sentence: String
    /// Where the words stand in the sentence: how many words are before them, and how many they are.
    public let place: Range<Int>
    /// Where the sentence begins, on the session's clock.
    public let sentenceStart: Int
  }

  private let phrase: SpokenPhrase
  /// The letters of each word of which one must be there.
  private let letters: [[UInt8]]

  /// Looks for a phrase; one without any fixed word is not looked for.
  public init(_ phrase: SpokenPhrase) {
    self.phrase = phrase
    // The longest word is the rarest, as a rule.
    let fixed = phrase.slots.compactMap { slot -> [[UInt8]]? in
      if case .terms(let terms) = slot { terms.map { Array($0.letters.utf8) } } else { nil }
    }
    letters = fixed.max { ($0.map(\.count).min() ?? 0) < ($1.map(\.count).min() ?? 0) } ?? []
  }

  /// The places of the phrase in a transcript, in order, one a sentence.
  /// - Parameter json: the bytes of `transcript.json`.
  /// - Returns: nil when they are none.
  public func hits(in json: [UInt8]) -> [Hit]? {
    guard let words = WordRows(json) else { return nil }
    let rows = words.rows
    let candidates = rows.indices.filter { index in
      letters.contains { words.mayHave($0, rows[index]) }
    }
    guard !candidates.isEmpty else { return [] }
    let ends = rows.count { words.mark($0) != nil }
    let sentences = Sentence.parted(
      rows.count, isPunctuated: Sentence.canBeTold(ends, of: rows.count),
      mark: { words.mark(rows[$0]) },
      silenceSeconds: { index in
        Double(rows[index + 1].start - rows[index].end) / Double(words.framesPerSecond)
      })
    var next = 0
    let meant = sentences.filter { sentence in
      while next < candidates.count, candidates[next] < sentence.words.lowerBound { next += 1 }
      return next < candidates.count && candidates[next] < sentence.words.upperBound
    }
    let text = SpokenText(meant) { words.text(rows[$0]) }
    var found: [Hit] = []
    var last = -1
    for place in text.places(of: phrase) {
      let number = text.sentenceOf[place.lowerBound]
      guard number != last else { continue }
      last = number
      let first = text.wordOf[place.lowerBound]
      let end = text.wordOf[place.upperBound - 1] + 1
      let sentence = meant[number].words
      guard rows[first].start <= rows[end - 1].end else { return nil }
      found.append(
        Hit(
          range: FrameRange(start: rows[first].start, end: rows[end - 1].end),
          sentence: sentence.map { words.text(rows[$0]) }.joined(separator: " "),
          place: (first - sentence.lowerBound)..<(end - sentence.lowerBound),
          sentenceStart: rows[sentence.lowerBound].start))
    }
    return found
  }
}
