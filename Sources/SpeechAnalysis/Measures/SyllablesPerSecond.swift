import SessionModel

extension Measure {
  /// How many syllables a second of the session has.
  public static let speechRate = Measure(
    id: "speech-rate", name: "Speech rate",
    unit: .syllablesPerSecond,
    definition: "How many syllables a second of the session has, pauses included.",
    formula: "nuclei of syllables ÷ session time without what the device lost and what others said",
    parameters: ["as for articulation rate", enough],
    example: Example(
      ExampleSession.description + " A syllable begins each quarter of a second of speech: 204.",
      is: 3.4
    ) { ExampleSession.analysis.rate.speechRatePerSecond },
    sources: ["De Jong and Wempe, Behavior Research Methods 41 (2009)"],
    limits: "Falls with every pause, so it says less of the tempo than the articulation rate.",
    fields: [
      Field(
        "rate.speechRatePerSecond", column: ("speechRatePerSecond", 9),
        everywhere: { $0.rate.speechRatePerSecond })
    ],
    isCompared: true,
    figures: [
      Figure(.voice, 1, "Speech") {
        $0.rate.speechRatePerSecond.map {
          Figure.Content(value: "\(Format.decimal($0, digits: 2)) per second")
        }
      }
    ])
}
