import AudioCore

extension Measure {
  /// How loud the room is.
  public static let noiseFloor = Measure(
    id: "noise-floor", name: "Noise floor",
    words: ["noise"],
    unit: .dBFS,
    definition: "How loud the room is while nobody speaks.",
    formula: "median power of the silent 10 ms hops at least 0.1 s away from speech, outside "
      + "gaps, the offset taken off; digital silence counts only with less than 1 s of others",
    parameters: [fullScale],
    example: Example("Silence with a square wave of a hundredth of full scale.", is: -40) {
      ExampleSession.level(ExampleSound.square(0.01, frames: 16_000), isSpeech: false)
        .noiseFloor?.value
    },
    sources: ["Its definition; the median, so that a knock or a missed word does not count."],
    norms: [
      Norm(
        value: "−60 dBFS or less", population: "finished audio books",
        source: "ACX, requirements for submission")
    ],
    limits: "Needs pauses. Some microphones and calls mute what they take for silence: then it "
      + "is that of the mute.",
    fields: [
      Field(
        "level.noiseFloorDBFS", digits: 2,
        column: ("noiseFloorDBFS", 16),
        session: { $0.level.noiseFloor?.value })
    ],
    phrases: [Phrase(.level, 2, "noise floor ")],
    figures: [Figure(.level, 2, "Noise floor")])
}
