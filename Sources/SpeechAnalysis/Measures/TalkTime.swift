import AudioCore
import SessionModel

extension Measure {
  /// How long somebody spoke.
  public static let talkTime = Measure(
    id: "talk-time", name: "Talk time",
    unit: .clock,
    definition: "The time in which somebody speaks: phonation time, in the terms of phonetics. "
      + "Breaths, typing and people far away are not speech.",
    formula: "sum of the sounding intervals",
    parameters: [
      "hops of 10 ms, log odds of speech from a small network that sees 1.24 s to either side",
      "a regression that these teach what this session's speech sounds like, in groups of 40 ms",
      "more evidence, by up to 1.5 in log odds, where the room keeps the level from falling by "
        + "22 dB within 120 ms",
      "two-state decoding with costs for each change; silences below "
        + "\(AnalysisParameters().shortestSilenceSeconds) s are closed",
    ],
    example: Example(ExampleSession.description, is: 51.1) {
      ExampleSession.analysis.rate.talkSeconds
    },
    sources: [
      "Forney, Proc. IEEE 61 (1973): the decoder",
      "Bai, Kolter and Koltun, arXiv:1803.01271 (2018): the form of the network",
      "Scudder, IEEE Trans. Information Theory 11 (1965): learning from one's own decisions",
      "Schroeder, J. Acoust. Soc. Am. 37 (1965): the decay of sound in rooms",
    ],
    limits: "Everybody near the microphone counts. In noise as loud as the voice some speech is "
      + "missed, and music may be taken for it; the accuracy page has the figures.",
    fields: [
      Field("talk.talkSeconds", column: ("talkSeconds", 0), everywhere: { $0.rate.talkSeconds }),
      Field("talk.sessionSeconds", session: { $0.sampleRate.seconds(frames: $0.sessionFrames) }),
    ],
    phrases: [
      Phrase(.talk, 0) { "Talk time \(Format.clock($0.sampleRate.seconds(frames: $0.talkFrames)))" }
    ],
    figures: [
      Figure(.top, 1, "Talk time") { analysis in
        analysis.phonationRatio.map {
          Figure.Content(
            value: Format.clock(analysis.sampleRate.seconds(frames: analysis.talkFrames)),
            note: "\(Format.percent($0)) of the session")
        }
      }
    ])
}
