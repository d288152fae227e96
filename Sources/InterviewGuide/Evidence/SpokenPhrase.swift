/// A phrase that is looked for in what was said.
///
/// | written | means |
/// |---|---|
/// | `word` | this word |
/// | `word*` | a word that begins so |
/// | `a\|b` | one of these words |
/// | `#` | a number of one to five words or figures |
/// | `_` | any word |
///
/// Words are compared as ``words(_:)`` writes them.
public struct SpokenPhrase: Hashable, Sendable {
  /// One word of a slot.
  public struct Term: Hashable, Sendable {
    /// Its letters.
    public let letters: String
    /// Whether more may follow.
    public let isPrefix: Bool
  }

  /// One place of a phrase.
  public enum Slot: Hashable, Sendable {
    /// One of these words.
    case terms([Term])
    /// A number of one to five words or figures.
    case number
    /// Any word.
    case any
  }

  /// As it is written.
  public let text: String
  /// Its places in order, at least one.
  public let slots: [Slot]

  /// The most words of a number.
  public static let mostNumberWords = 5
  private static let mostSlots = 12

  /// Reads a phrase.
  /// - Returns: nil when it is none.
  public init?(_ text: String) {
    let pieces = text.split(separator: " ")
    var slots: [Slot] = []
    for piece in pieces {
      switch piece {
      case "#": slots.append(.number)
      case "_": slots.append(.any)
      default:
        var terms: [Term] = []
        for alternative in piece.split(separator: "|", omittingEmptySubsequences: false) {
          let isPrefix = alternative.hasSuffix("*")
          let letters = String(isPrefix ? alternative.dropLast() : alternative)
          guard Self.words(letters) == [letters] else { return nil }
          terms.append(Term(letters: letters, isPrefix: isPrefix))
        }
        slots.append(.terms(terms))
      }
    }
    guard 1...Self.mostSlots ~= slots.count,
      slots.contains(where: { if case .terms = $0 { true } else { false } })
    else { return nil }
    self.text = text
    self.slots = slots
  }

  /// The words of a text as phrases are compared with: lower case, without apostrophes; hyphens,
  /// slashes and other signs part words, `%` is the word percent, a point within figures stays and
  /// a comma there goes.
  public static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    // Nearly all words of a transcript are plain.
    if !text.isEmpty, text.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) { return [text] }
    let characters = Array(text.lowercased())
    for (index, character) in characters.enumerated() {
      func isFigure(_ place: Int) -> Bool {
        characters.indices ~= place && characters[place].isASCII && characters[place].isNumber
      }
      switch character {
      case "'", "’", "‘", "ʼ": continue
      case "%":
        end()
        words.append("percent")
      case ",",
        "." where isFigure(index - 1) && isFigure(index + 1):
        if character == "." { word.append(character) }
      default:
        if character.isLetter || character.isNumber { word.append(character) } else { end() }
      }
    }
    end()
    return words
  }

  /// Whether a word of ``words(_:)`` is part of a number: figures or a number word, no year.
  public static func isNumber(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    if 0x30...0x39 ~= first {
      guard word.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }) else { return false }
      return !isYear(word)
    }
    return numberWords.contains(word)
  }

  private static func isYear(_ word: String) -> Bool {
    word.utf8.count == 4 && (word.hasPrefix("19") || word.hasPrefix("20"))
  }

  private static let numberWords: Set<String> = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions",
    "trillion", "dozen", "dozens", "half", "k",
  ]
}

extension SpokenPhrase {
  /// Reads the phrases of a content file's entry.
  static func read(_ nodes: [ContentNode]) throws -> [SpokenPhrase] {
    try nodes.map { node in
      let text = try node.text("a phrase")
      guard let phrase = SpokenPhrase(text) else {
        throw node.error(
          "'\(text)' is no phrase; write lower-case words without signs, with * at the end of a "
            + "word, a|b, # for a number or _ for any word")
      }
      return phrase
    }
  }
}
