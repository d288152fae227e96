import AudioCore
public import InterviewGuide

/// What in a session's words may be worth hearing again.
///
/// Each place is one to listen to: found by its words, judged by nobody. What is not found may
/// have been said in other words, or lost in recognition.
public struct SpokenContent: Hashable, Sendable {
  /// A place where a category's words were heard.
  public struct Hit: Hashable, Sendable {
    /// The category's id.
    public let categoryID: String
    /// The words that were found, as indices of the transcript's.
    public let words: Range<Int>
    /// The number of its sentence.
    public let sentence: Int
    /// The id of the phase in which it lies; nil without a plan.
    public let phaseID: String?
  }

  /// A place where a point of the question was perhaps spoken of.
  public struct Mention: Hashable, Sendable {
    /// The point's place in the question's list, from 0.
    public let point: Int
    /// Whether one phrase alone tells it; else two weaker ones did.
    public let isSure: Bool
    /// The words that were found, as indices of the transcript's.
    public let words: Range<Int>
    /// The number of its sentence.
    public let sentence: Int
  }

  /// The transcript's sentences.
  public let sentences: [Sentence]
  /// Places by category, in order of time within each; at most one a sentence and category.
  public let hits: [Hit]
  /// Mentions of the question's points, in order of time within each point; where any is sure,
  /// only sure ones.
  public let mentions: [Mention]

  /// Looks for phrases.
  /// - Parameters:
  ///   - transcript: the session's words.
  ///   - categories: what to look for.
  ///   - points: the phrases of the points of the session's own question; none when not known.
  ///   - phaseID: the id of the phase at a frame; nil where there is none.
  public init(
    _ transcript: Transcript, categories: [EvidenceCategory], points: [PointPhrases],
    phaseID: (Int) -> String?
  ) {
    guard transcript.recognizer.isEnglish else {
      sentences = transcript.sentences
      hits = []
      mentions = []
      return
    }
    let text = SpokenText(transcript)
    sentences = text.sentences
    func words(_ place: Range<Int>) -> Range<Int> {
      text.wordOf[place.lowerBound]..<(text.wordOf[place.upperBound - 1] + 1)
    }
    hits = categories.flatMap { category in
      Self.places(of: category, in: text).compactMap { place -> Hit? in
        let words = words(place)
        let phase = phaseID(transcript.words[words.lowerBound].range.start)
        if let phases = category.phases, let phase, !phases.contains(phase) { return nil }
        return Hit(
          categoryID: category.id, words: words, sentence: text.sentenceOf[place.lowerBound],
          phaseID: phase)
      }
    }
    mentions = points.enumerated().flatMap { number, phrases -> [Mention] in
      func mention(_ place: Range<Int>, isSure: Bool) -> Mention {
        Mention(
          point: number, isSure: isSure, words: words(place),
          sentence: text.sentenceOf[place.lowerBound])
      }
      let sure = Self.firsts(phrases.sure.flatMap(text.places), in: text)
      if !sure.isEmpty { return sure.map { mention($0, isSure: true) } }
      return Self.pairs(phrases.any, in: text).map { mention($0, isSure: false) }
    }
  }

  /// One place a sentence, the first, in order.
  private static func firsts(_ places: [Range<Int>], in text: SpokenText) -> [Range<Int>] {
    var seen: Set<Int> = []
    return places.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
      .filter { seen.insert(text.sentenceOf[$0.lowerBound]).inserted }
  }

  private static func places(
    of category: EvidenceCategory, in text: SpokenText
  ) -> [Range<Int>] {
    var places = category.any.flatMap(text.places)
    for pair in category.near {
      let right = pair.right.flatMap(text.places).sorted { $0.lowerBound < $1.lowerBound }
      for left in pair.left.flatMap(text.places) {
        let first = right.partitionPoint { $0.lowerBound >= left.upperBound }
        guard first < right.count, right[first].lowerBound < left.upperBound + pair.words,
          text.sentenceOf[right[first].lowerBound] == text.sentenceOf[left.lowerBound]
        else { continue }
        places.append(left.lowerBound..<right[first].upperBound)
      }
    }
    guard !places.isEmpty else { return [] }
    let passedOver = Set(
      category.unless.flatMap(text.places).map { text.sentenceOf[$0.lowerBound] })
    return firsts(places, in: text).filter { place in
      let sentence = text.sentenceOf[place.lowerBound]
      return !passedOver.contains(sentence)
        && (!category.onlyQuestions || text.sentences[sentence].isQuestion)
    }
  }

  /// Where two different phrases stand in a sentence and the next: from the first of them.
  private static func pairs(_ phrases: [SpokenPhrase], in text: SpokenText) -> [Range<Int>] {
    var bySentence: [Int: [(phrase: Int, place: Range<Int>)]] = [:]
    for (number, phrase) in phrases.enumerated() {
      for place in text.places(of: phrase) {
        bySentence[text.sentenceOf[place.lowerBound], default: []].append((number, place))
      }
    }
    var found: [Range<Int>] = []
    var taken = -1
    for sentence in bySentence.keys.sorted() where sentence > taken {
      let own = bySentence[sentence] ?? []
      let both = own + (bySentence[sentence + 1] ?? [])
      guard let first = own.min(by: { $0.place.lowerBound < $1.place.lowerBound }),
        both.contains(where: { $0.phrase != first.phrase })
      else { continue }
      found.append(first.place)
      // The next sentence has had its part.
      taken = Set(own.map(\.phrase)).count > 1 ? sentence : sentence + 1
    }
    return found
  }
}
