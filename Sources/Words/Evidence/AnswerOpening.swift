import AudioCore
import SessionModel
public import SpeechAnalysis

extension Transcript {
  /// How many words of an answer are its opening.
  public static let openingWords = 12

  /// The words that an answer begins with, in quotes; empty without an answer or words of it.
  ///
  /// - Parameter answer: to a probe, as the session's analysis found it.
  public func opening(of answer: ProbeAnswer) -> String {
    guard let latency = answer.latencyFrames, let length = answer.answerFrames else { return "" }
    let start = answer.probe.asked.end + latency
    // A word that runs into the answer's first frames belongs to it.
    let first = words.partitionPoint { $0.range.end > start }
    let end = words.partitionPoint { $0.range.start >= start + length }
    guard first < end else { return "" }
    let last = min(end, first + Self.openingWords)
    return "“\(text(first..<last))\(last < end ? " …" : "")”"
  }
}
