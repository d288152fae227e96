import AudioCore
import SessionModel

extension Measure {
  /// How far the mains stand above the room.
  public static let hum = Measure(
    id: "hum", name: "Mains hum",
    unit: .decibels,
    definition: "How far the strongest line at 50 or 60 Hz, or at one of the first five multiples, "
      + "stands above the frequencies around it, in the quietest seconds without speech. "
      + "Reports mention it from 10 dB on when it is louder than −60 dBFS; the level that they "
      + "give is that of all six lines together.",
    formula: "10·log10 of the largest power within 1 Hz of the line ÷ the median power 5 to 12 Hz "
      + "away",
    parameters: [
      "the quietest second of each half minute, when nobody speaks in it",
      "the twelve quietest of these, at least two",
    ],
    example: Example(
      "A line of −45 dBFS in white noise of −70 dBFS at 48 kHz, within 3 dB.", is: 67.04, within: 3
    ) { MainsHum(ExampleSound.humInNoise, sampleRate: .recording)?.excessDecibels },
    sources: ["Welch, IEEE Trans. Audio Electroacoustics 15 (1967): the spectrum"],
    limits: "Needs silences of more than a second. White noise reaches 10 dB by chance in one of "
      + "some 300 measurements of two seconds, and in hardly any of three.",
    phrases: [
      Phrase(.level, 4) { analysis in
        analysis.level.hum.flatMap { $0.isAudible ? "\($0.hertz) Hz hum" : nil }
      }
    ],
    figures: [
      Figure(.level, 5, "Hum") { analysis in
        analysis.level.hum.flatMap {
          $0.isAudible
            ? Figure.Content(value: Format.level($0.level), name: "Hum, \($0.hertz) Hz") : nil
        }
      }
    ])
}
