public import InterviewGuide
import SessionModel
import SpeechAnalysis

/// Whether a session passed its mode, in one sentence.
public enum ModeLine {
  /// The verdict and the length, then what was missed.
  /// - Parameters:
  ///   - outcome: whether the mode was passed, and what was missed.
  ///   - mode: the mode's id.
  public static func text(_ outcome: PassOutcome, mode: String) -> String {
    var parts = ["Mode \(mode): \(outcome.isPass ? "pass" : "missed")"]
    parts.append(Format.clock(outcome.seconds))
    var missing: [String] = []
    var short: [String] = []
    var long: [String] = []
    for miss in outcome.misses {
      switch miss {
      case .tooShort(let least): parts.append("shorter than \(Format.clock(least))")
      case .tooLong(let most): parts.append("not within \(Format.clock(most))")
      case .notVisited(let phase): missing.append(phase)
      case .phaseTooShort(let phase): short.append(phase)
      case .phaseTooLong(let phase): long.append(phase)
      }
    }
    for (what, phases) in [("without", missing), ("too short:", short), ("too long:", long)]
    where !phases.isEmpty {
      parts.append("\(what) \(phases.joined(separator: ", "))")
    }
    return parts.joined(separator: " · ")
  }
}
