import SpeechAnalysis

extension WordMeasure {
  /// The fewest pauses that say something of where a person pauses.
  static let fewestPauses = 20

  private static let rules = [
    "pauses as elsewhere, from the threshold on",
    "the word before a pause is the last one of the speech before it",
    "at least \(fewestPauses) pauses with a word before them",
  ]
  private static let sentenceEnds =
    "Against the text, 35 of 37 pauses at sentence ends found by whisper's tiny.en were right, and "
    + "35 of 36 true ones were found, in read sentences of five native voices."

  private static func pauses(_ session: SpokenSession) -> [SpokenSession.PlacedPause]? {
    session.isPunctuated && session.pauses.count >= fewestPauses ? session.pauses : nil
  }

  /// Five sentences of five words, each with pauses behind its first words and its end.
  private static let example = Array(repeating: "a | b | c | d | e. |", count: 5)
    .joined(separator: " ")

  @Sendable private static func inside(_ session: SpokenSession) -> Double? {
    pauses(session).flatMap { pauses in
      SpokenSession.perMinute(
        pauses.count { !$0.before.endsSentence }, seconds: session.talkSeconds)
    }
  }

  @Sendable private static func atEnds(_ session: SpokenSession) -> Double? {
    pauses(session).map { pauses in
      Double(pauses.count { $0.before.endsSentence }) / Double(pauses.count)
    }
  }

  /// How often speech stops inside a sentence.
  static let pausesInsideSentences = WordMeasure(
    measure: Measure(
      id: "pauses-inside-sentences", name: "Pauses inside sentences per minute of talk",
      shortName: "Pauses inside sentences", words: ["pauses inside sentences"], unit: .perMinute,
      definition: "How often speech stops before a sentence has ended.",
      formula: "pauses whose word before does not end in . ? or ! ÷ talk time in minutes",
      parameters: rules,
      example: Measure.Example(
        "25 words of half a second, each with a pause behind it, in five sentences of five words; "
          + "none is behind the last.", is: 20 / (12.5 / 60)
      ) { inside(ExampleWords.session(example, seconds: 40)) },
      sources: [
        "De Jong, International Review of Applied Linguistics 54 (2016): where learners pause",
        "Kahng, Applied Psycholinguistics 39 (2018): pauses inside clauses sound disfluent",
      ],
      limits: punctuation + " An upper bound of pauses inside clauses. " + sentenceEnds,
      fields: [
        Field(
          elsewhere: "words.pausesInsideSentencesPerTalkMinute", digits: 4,
          column: ("pausesInsideSentencesPerTalkMinute", 21), hasPhases: false)
      ], isCompared: true),
    value: inside)

  /// How many of the pauses lie where a sentence has ended.
  static let pausesAtSentenceEnds = WordMeasure(
    measure: Measure(
      id: "pauses-at-sentence-ends", name: "Share of pauses at sentence ends",
      shortName: "Pauses at sentence ends", words: ["pauses at sentence ends"], unit: .share,
      definition: "How many of the pauses lie where a sentence has ended.",
      formula: "pauses whose word before ends in . ? or ! ÷ pauses with a word before them",
      parameters: rules,
      example: Measure.Example(
        "25 words, each with a pause behind it but the last, in five sentences of five words.",
        is: 4.0 / 24
      ) { atEnds(ExampleWords.session(example, seconds: 40)) },
      sources: [
        "De Jong, International Review of Applied Linguistics 54 (2016): where learners pause"
      ],
      limits: punctuation + " " + sentenceEnds,
      fields: [
        Field(
          elsewhere: "words.pausesAtSentenceEndsShare", digits: 4,
          column: ("pausesAtSentenceEndsShare", 22), hasPhases: false)
      ]),
    value: atEnds)
}
