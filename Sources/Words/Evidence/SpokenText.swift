import AudioCore
import InterviewGuide

/// What was said as phrases see it: plain words, sentence by sentence, with the places of each.
struct SpokenText {
  /// The transcript's sentences.
  let sentences: [Sentence]
  /// The plain words of all sentences, as numbers of the vocabulary.
  let tokens: [Int]
  /// The transcript's word that each plain word comes from.
  let wordOf: [Int]
  /// The plain words of each sentence.
  let tokensOf: [Range<Int>]
  /// The sentence of each plain word.
  let sentenceOf: [Int]
  /// The different words, in order.
  let vocabulary: [String]
  /// Where each of the vocabulary stands.
  let places: [[Int]]
  /// Which of the vocabulary are parts of numbers.
  let isNumber: [Bool]

  init(_ transcript: Transcript) {
    self.init(transcript.sentences) { transcript.words[$0].text }
  }

  /// Takes sentences apart.
  /// - Parameters:
  ///   - sentences: those that are looked at.
  ///   - word: the text of a word.
  init(_ sentences: [Sentence], word: (Int) -> String) {
    self.sentences = sentences
    var texts: [String] = []
    var wordOf: [Int] = []
    var tokensOf: [Range<Int>] = []
    var sentenceOf: [Int] = []
    for (number, sentence) in sentences.enumerated() {
      let start = texts.count
      for index in sentence.words {
        for word in SpokenPhrase.words(word(index)) {
          texts.append(word)
          wordOf.append(index)
          sentenceOf.append(number)
        }
      }
      tokensOf.append(start..<texts.count)
    }
    vocabulary = Set(texts).sorted()
    let numbers = Dictionary(
      uniqueKeysWithValues: vocabulary.enumerated().map { ($0.element, $0.offset) })
    tokens = texts.map { numbers[$0] ?? 0 }
    var places = [[Int]](repeating: [], count: vocabulary.count)
    for (index, token) in tokens.enumerated() { places[token].append(index) }
    self.places = places
    isNumber = vocabulary.map(SpokenPhrase.isNumber)
    self.wordOf = wordOf
    self.tokensOf = tokensOf
    self.sentenceOf = sentenceOf
  }

  /// Where a phrase stands: ranges of plain words, in order, each within one sentence.
  func places(of phrase: SpokenPhrase) -> [Range<Int>] {
    let slots = phrase.slots.map(matching)
    // The rarest place of the phrase is looked at first; numbers are of several words, so that
    // the search begins at the first place whose distance from the start is known.
    guard let anchor = slots.firstIndex(where: { $0.words != nil }) else { return [] }
    let isFixed = phrase.slots[..<anchor].allSatisfy { $0 != .number }
    var found: [Range<Int>] = []
    for place in (slots[anchor].words ?? []).flatMap({ places[$0] }).sorted() {
      let sentence = tokensOf[sentenceOf[place]]
      let starts =
        isFixed
        ? [place - anchor]
        : Array(max(sentence.lowerBound, place - anchor * SpokenPhrase.mostNumberWords)..<place)
      for start in starts where start >= sentence.lowerBound {
        guard found.last.map({ $0.lowerBound < start }) ?? true,
          let end = end(of: slots[...], from: start, in: sentence)
        else { continue }
        // A number is taken whole, from its first word.
        if case .number = phrase.slots[0], start > sentence.lowerBound, isNumber[tokens[start - 1]]
        {
          continue
        }
        found.append(start..<end)
        break
      }
    }
    return found
  }

  private struct Matching {
    /// The words of the vocabulary that fit; nil for a number or any word.
    let words: Set<Int>?
    let isNumber: Bool
  }

  private func matching(_ slot: SpokenPhrase.Slot) -> Matching {
    switch slot {
    case .number: return Matching(words: nil, isNumber: true)
    case .any: return Matching(words: nil, isNumber: false)
    case .terms(let terms):
      var words: Set<Int> = []
      for term in terms {
        let first = vocabulary.partitionPoint { $0 >= term.letters }
        if term.isPrefix {
          var index = first
          while index < vocabulary.count, vocabulary[index].hasPrefix(term.letters) {
            words.insert(index)
            index += 1
          }
        } else if first < vocabulary.count, vocabulary[first] == term.letters {
          words.insert(first)
        }
      }
      return Matching(words: words, isNumber: false)
    }
  }

  /// The end of a phrase that begins at a place; nil when it does not stand there.
  private func end(
    of slots: ArraySlice<Matching>, from place: Int, in sentence: Range<Int>
  ) -> Int? {
    guard let slot = slots.first else { return place }
    guard sentence.contains(place) else { return nil }
    let rest = slots.dropFirst()
    if slot.isNumber {
      var length = 0
      while length < SpokenPhrase.mostNumberWords, sentence.contains(place + length),
        isNumber[tokens[place + length]]
      {
        length += 1
      }
      // The longest that lets the rest follow.
      while length > 0 {
        if let end = end(of: rest, from: place + length, in: sentence) { return end }
        length -= 1
      }
      return nil
    }
    guard slot.words?.contains(tokens[place]) ?? true else { return nil }
    return end(of: rest, from: place + 1, in: sentence)
  }
}
