import AudioCore
import SessionModel
import SpeechAnalysis

/// The sessions that the examples of word measures speak of: words one behind the other, with a
/// pause of a second at some places.
enum ExampleWords {
  private static let rate = SampleRate(hertz: 1000)

  /// A session of words.
  /// - Parameters:
  ///   - text: the words, `|` for a pause of a second.
  ///   - secondsAWord: how long each word lasts.
  ///   - seconds: the length of the session.
  ///   - invented: how many words the recogniser wrote at its silent end.
  static func session(
    _ text: String, secondsAWord: Double = 0.5, seconds: Double, invented: Int = 0
  ) -> SpokenSession {
    var time = 0.0
    var words: [RecognizedWord] = []
    var segments: [FrameRange] = []
    for part in text.split(separator: "|") {
      let start = rate.frames(seconds: time)
      for word in part.split(separator: " ") {
        words.append(
          RecognizedWord(String(word), startSeconds: time, endSeconds: time + secondsAWord))
        time += secondsAWord
      }
      segments.append(FrameRange(start: start, end: rate.frames(seconds: time)))
      time += 1
    }
    for _ in 0..<invented {
      words.append(RecognizedWord("You", startSeconds: seconds - 0.2, endSeconds: seconds))
    }
    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: SessionTimeline(frames: rate.frames(seconds: seconds)), plan: nil,
      sounding: segments,
      level: LevelMeasures(
        activeSpeech: nil, peak: Decibels(-6), noiseFloor: nil, clippedSamples: 0, clippedRuns: 0,
        offset: 0, hum: nil))
    return SpokenSession(
      Aligner.align(
        RecognizedTranscript(words: words, formatID: "example"),
        recognizer: RecognizerIdentity(name: "example"), to: SpeechMap(analysis), sound: ""),
      analysis)
  }
}
