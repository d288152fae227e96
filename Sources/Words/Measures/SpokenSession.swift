import AudioCore
import SessionModel
public import SpeechAnalysis

/// A session's words beside what its analysis knows of time: what measures of words are taken
/// from.
public struct SpokenSession: Sendable {
  /// A pause between two stretches of speech, and the words around it.
  struct PlacedPause {
    let range: FrameRange
    /// The last word of an earlier stretch.
    let before: PlacedWord
  }

  /// The words of the stretch that is measured, in order.
  let words: [PlacedWord]
  /// Talk time in seconds.
  let talkSeconds: Double
  /// Time without gaps, holds and others' speech, in seconds.
  let sessionSeconds: Double
  /// The pauses with a word before them, in order.
  let pauses: [PlacedPause]
  /// How many words each sentence has that ends with a mark, in order.
  let sentenceLengths: [Int]
  /// Whether sentences can be told.
  let isPunctuated: Bool
  /// The share of the session's words that have a place; nil for a phase.
  let placedShare: Double?

  /// The whole session.
  public init(_ transcript: Transcript, _ analysis: SessionAnalysis) {
    let rate = analysis.sampleRate
    self.init(
      transcript, analysis, talkSeconds: analysis.rate.talkSeconds,
      sessionSeconds: rate.seconds(frames: analysis.sessionFrames),
      placedShare: transcript.placedShare
    ) { _ in true }
  }

  /// One phase of it: what begins in the phase's visits.
  public init(_ transcript: Transcript, _ analysis: SessionAnalysis, phase: PhasePacing) {
    let rate = analysis.sampleRate
    let lost = phase.visits.reduce(0) { sum, visit in
      sum + analysis.timeline.excluded.reduce(0) { $0 + $1.overlap(visit) }
    }
    self.init(
      transcript, analysis, talkSeconds: phase.rate.talkSeconds,
      sessionSeconds: rate.seconds(frames: phase.frames - lost), placedShare: nil
    ) { frame in phase.visits.contains { $0.start <= frame && frame < $0.end } }
  }

  private init(
    _ transcript: Transcript, _ analysis: SessionAnalysis, talkSeconds: Double,
    sessionSeconds: Double, placedShare: Double?, isMeant: (Int) -> Bool
  ) {
    words = transcript.words.filter { isMeant($0.range.start) }
    self.talkSeconds = talkSeconds
    self.sessionSeconds = sessionSeconds
    self.placedShare = placedShare
    isPunctuated = transcript.isPunctuated
    pauses = analysis.silentPauses.filter { isMeant($0.range.start) }.compactMap { pause in
      let next = transcript.words.partitionPoint { $0.range.start >= pause.range.start }
      return next > 0 ? PlacedPause(range: pause.range, before: transcript.words[next - 1]) : nil
    }
    sentenceLengths = transcript.sentences.filter { sentence in
      let last = transcript.words[sentence.words.upperBound - 1]
      return last.endsSentence && isMeant(transcript.words[sentence.words.lowerBound].range.start)
    }.map(\.words.count)
  }

  /// Things per minute; nil without any time.
  static func perMinute(_ count: Int, seconds: Double) -> Double? {
    seconds > 0 ? Double(count) / (seconds / 60) : nil
  }
}
