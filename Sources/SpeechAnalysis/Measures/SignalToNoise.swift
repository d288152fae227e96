import AudioCore
import SessionModel

extension Measure {
  /// How far the voice stands above the room.
  public static let signalToNoise = Measure(
    id: "signal-to-noise", name: "Speech to noise",
    unit: .decibels,
    definition: "How far the voice stands above the room.",
    formula: "speech level − noise floor",
    example: Example("Speech of −20 dBFS in a room of −60 dBFS.", is: 40) {
      ExampleSession.speechInRoom.signalToNoise
    },
    sources: ["As its two parts."],
    limits: "From 20 dB on the figures of this tool can be trusted as its accuracy page says.",
    fields: [  // Of the rounded levels, so that what is read back gives the same.
      Field(
        "level.signalToNoiseDecibels", digits: 2,
        session: { analysis in
          analysis.level.activeSpeech.flatMap { speech in
            analysis.level.noiseFloor.map {
              speech.value.rounded(digits: 2) - $0.value.rounded(digits: 2)
            }
          }
        })
    ],
    figures: [Figure(.level, 3, "Speech to noise")])
}
