import SessionModel
public import SpeechAnalysis

/// A measure of words: everything about it, and how it is taken.
public struct WordMeasure: Sendable {
  /// What it means, its unit, its sources and limits, its example.
  public let measure: Measure
  /// Its value; nil where there is none.
  let value: @Sendable (SpokenSession) -> Double?

  /// All measures of words in the order of the report.
  public static let all = [
    placedWords, wordsPerMinute, wordsPerTalkMinute, pausesInsideSentences, pausesAtSentenceEnds,
    sentenceLength, sentenceLengthP90,
  ]

  /// Its number's key in records and tables.
  var key: String { measure.fields.first?.key ?? "" }

  /// The numbers of a session, rounded, by their keys: all of them, or that of placed words alone
  /// where too many have no place.
  static func values(_ transcript: Transcript, _ spoken: SpokenSession) -> [String: Double] {
    values(transcript.isUsable ? all : [placedWords], spoken)
  }

  /// The numbers of a phase, rounded, by their keys.
  static func phaseValues(_ transcript: Transcript, _ spoken: SpokenSession) -> [String: Double] {
    let ofPhases = all.filter { $0.measure.fields.first?.hasPhases == true }
    return values(transcript.isUsable ? ofPhases : [], spoken)
  }

  private static func values(
    _ measures: [WordMeasure], _ spoken: SpokenSession
  ) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: measures.compactMap { measure in
        guard let field = measure.measure.fields.first, let value = measure.value(spoken)
        else { return nil }
        return (field.key, value.rounded(digits: field.digits))
      })
  }

  /// Whether all of some numbers can be at all, by their keys.
  static func arePossible(_ values: [String: Double]) -> Bool {
    values.allSatisfy { key, value in possible[key]?.contains(value) ?? true }
  }

  private static let possible = Dictionary(
    uniqueKeysWithValues: all.map { ($0.key, $0.measure.unit.possible) })

  // MARK: What several of them say

  static let misheard =
    "Words that the recogniser misheard, lost or invented count as it wrote them; figures such as "
    + "100,000 are one word."
  static let punctuation =
    "Only where the recogniser writes punctuation, which is its own: commas of three in five "
    + "pauses at commas are missing, so that nothing is said of clauses."
}

extension Measure {
  /// The measures of words in the order of the report.
  public static let ofWords = WordMeasure.all.map(\.measure)
}
