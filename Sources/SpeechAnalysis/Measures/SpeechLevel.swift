import AudioCore
import SessionModel

extension Measure {
  /// How loud the voice is.
  public static let speechLevel = Measure(
    id: "speech-level", name: "Speech level",
    words: ["level"],
    unit: .dBFS,
    definition: "How loud the voice is while somebody speaks.",
    formula: "10·log10 of the mean square in sounding intervals, the offset taken off",
    parameters: [fullScale],
    example: Example("A sine of half of full scale.", is: -9.031) {
      ExampleSession.level(ExampleSound.sine).activeSpeech?.value
    },
    sources: [
      "ITU-T P.56 (2011): active speech level, with this tool's own decision of what "
        + "is active"
    ],
    norms: [
      Norm(
        value: "−23 to −18 dBFS", population: "finished audio books",
        source: "ACX, requirements for submission"),
      Norm(
        value: "−26 dBov", population: "convention for tests of speech codecs",
        source: "ITU-T P.56 (2011)"),
    ],
    limits: "Moves with the distance to the microphone more than with the voice.",
    fields: [
      Field(
        "level.activeSpeechDBFS", digits: 2,
        column: ("activeSpeechDBFS", 15),
        session: { $0.level.activeSpeech?.value })
    ],
    isCompared: true,
    phrases: [Phrase(.level, 0, "speech level ")],
    figures: [
      Figure(.top, 4, "Speech level") { analysis in
        analysis.level.activeSpeech.map {
          Figure.Content(
            value: Format.decimal($0.value, digits: 1),
            note: "dBFS, " + (analysis.level.clippedSamples == 0 ? "no clipping" : "clipped"))
        }
      },
      Figure(.level, 0, "Speech"),
    ])
}
