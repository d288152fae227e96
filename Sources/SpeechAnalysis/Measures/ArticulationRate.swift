import SessionModel

extension Measure {
  /// How fast somebody speaks while speaking.
  public static let articulationRate = Measure(
    id: "articulation-rate", name: "Articulation rate",
    words: ["rate"],
    unit: .syllablesPerSecond,
    definition: "How fast the speaker articulates while speaking: syllables in a second of talk, "
      + "pauses left out. A syllable is a peak of loudness in the bands of the vowels.",
    formula: "nuclei of syllables ÷ talk time",
    parameters: [
      "peaks that rise and fall by 5 %, the smoothing following the speaker's tempo", enough,
    ],
    example: Example(
      ExampleSession.description + " A syllable begins each quarter of a second of speech: 204.",
      is: 204 / 51.1
    ) { ExampleSession.analysis.rate.articulationRatePerSecond },
    sources: [
      "De Jong and Wempe, Behavior Research Methods 41 (2009): counting nuclei",
      "Morgan and Fosler-Lussier, Proc. ICASSP (1998): products of bands",
    ],
    norms: [
      Norm(
        value: "about 5.1 a second",
        population:
          "conversation in the United States, pauses left out; dialects up to 12 % away",
        source: "Jacewicz and others (2009)")
    ],
    limits: counting + ". Compare with your own sessions: longer utterances are faster, and "
      + "people differ by age and region.",
    fields: [
      Field(
        "rate.articulationRatePerSecond",
        column: ("articulationRatePerSecond", 10),
        everywhere: { $0.rate.articulationRatePerSecond }),
      Field("rate.syllables", everywhere: { Double($0.rate.syllables) }),
    ],
    isCompared: true,
    phrases: [
      Phrase(.talk, 2) {
        $0.rate.articulationRatePerSecond.map {
          "\(Format.decimal($0, digits: 1)) syllables per second of talk"
        }
      }
    ],
    figures: [
      Figure(.top, 2, "Articulation rate") {
        $0.rate.articulationRatePerSecond.map {
          Figure.Content(
            value: Format.decimal($0, digits: 1), note: "syllables per second")
        }
      },
      Figure(.voice, 0, "Articulation") {
        $0.rate.articulationRatePerSecond.map {
          Figure.Content(value: "\(Format.decimal($0, digits: 2)) per second")
        }
      },
    ])
}
