import SpeechAnalysis

extension WordMeasure {
  private static let tauroza =
    "Tauroza and Allison, Applied Linguistics 11 (1990): words, syllables and minutes of speech"

  @Sendable private static func perMinute(_ session: SpokenSession) -> Double? {
    SpokenSession.perMinute(session.words.count, seconds: session.sessionSeconds)
  }

  @Sendable private static func perTalkMinute(_ session: SpokenSession) -> Double? {
    SpokenSession.perMinute(session.words.count, seconds: session.talkSeconds)
  }

  /// How fast words come, pauses and all.
  static let wordsPerMinute = WordMeasure(
    measure: Measure(
      id: "words-per-minute", name: "Words per minute", words: ["words per min"],
      unit: .wordsPerMinute,
      definition: "How many words are said in a minute of the session, pauses and all.",
      formula: "words ÷ the session without gaps, holds and a partner's time, in minutes",
      example: Measure.Example("150 words in 60 s.", is: 150) {
        perMinute(
          ExampleWords.session(
            Array(repeating: "word", count: 150).joined(separator: " "), secondsAWord: 0.4,
            seconds: 60))
      },
      sources: [tauroza],
      norms: [
        Measure.Norm(
          value: "140, 160, 190, 210 per min",
          population: "British speakers: lectures to learners, radio talks, interviews, "
            + "conversation", source: "Tauroza and Allison, Applied Linguistics 11 (1990)")
      ],
      limits: misheard + " Syllables, which need no recogniser, are the measure of rate; words per "
        + "minute stand beside it.",
      fields: [
        Field(
          elsewhere: "words.wordsPerMinute", digits: 2, column: ("wordsPerMinute", 19),
          hasPhases: true)
      ], isCompared: true),
    value: perMinute)

  /// How fast words come while there is speech.
  static let wordsPerTalkMinute = WordMeasure(
    measure: Measure(
      id: "words-per-talk-minute", name: "Words per minute of talk",
      shortName: "Words per talk minute", words: ["words per talk minute"], unit: .wordsPerMinute,
      definition: "How many words are said in a minute of talk, pauses left out.",
      formula: "words ÷ talk time in minutes",
      example: Measure.Example("150 words in 50 s of talk.", is: 180) {
        perTalkMinute(
          ExampleWords.session(
            Array(repeating: "word", count: 150).joined(separator: " "), secondsAWord: 1.0 / 3,
            seconds: 60))
      },
      sources: [tauroza],
      limits: misheard,
      fields: [
        Field(
          elsewhere: "words.wordsPerTalkMinute", digits: 2, column: ("wordsPerTalkMinute", 20),
          hasPhases: true)
      ]),
    value: perTalkMinute)
}
