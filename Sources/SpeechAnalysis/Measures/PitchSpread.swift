import SessionModel

extension Measure {
  /// How much the melody moves over the session.
  public static let pitchSpread = Measure(
    id: "pitch-spread", name: "Pitch spread",
    unit: .semitones,
    definition: "How much the melody of the voice moves over the whole session.",
    formula: "standard deviation of 12·log2 of the fundamental frequency of the voiced hops",
    parameters: melodyParameters,
    example: Example("A voice of 100 Hz in half of its hops and of 200 Hz in the others.", is: 6) {
      ExampleSession.pitch.spreadSemitones
    },
    sources: [
      "Boersma, Proc. Institute of Phonetic Sciences 17 (1993): choosing between octaves",
      "Noll, J. Acoust. Soc. Am. 41 (1967): the lag at which the spectrum repeats",
    ],
    limits: melodyLimits + " A voice without any melody reads up to 1.",
    fields: [
      Field(
        "pitch.spreadSemitones", digits: 3,
        column: ("pitchSpreadSemitones", 12),
        session: { $0.pitch.spreadSemitones })
    ],
    isCompared: true,
    phrases: [  // The height of a voice is nobody's business; how it moves is.
      Phrase(.runs, 2, "pitch spread ")
    ],
    figures: [
      Figure(.voice, 2, "Pitch spread") {
        $0.pitch.spreadSemitones.map {
          Figure.Content(value: "\(Format.decimal($0, digits: 1)) semitones")
        }
      }
    ])

  static let melodyParameters = [
    "hops of 10 ms, 55 to 500 Hz, within an octave of the median",
    "a hop is voiced where its best match in the course reaches about a third of a perfect one",
    "at least 2 s of voice",
  ]
  static let melodyLimits =
    "Creaky and whispered voice have no pitch, and a voice whose median is below 60 Hz has none. "
    + "In noise single hops are an octave off."
}
