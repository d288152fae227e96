import PracticeHistory
import SessionModel
import SpeechAnalysis

extension PhaseSummary {
  /// `within`, or by how much it was under or over; empty for the open remainder.
  var verdictText: String {
    let seconds = durationSeconds ?? 0
    let (least, most) = (budget.minimumSeconds, budget.maximumSeconds)
    return switch verdict {
    case .within: "within"
    case .under: "under by \(Format.difference(least - seconds, onClock: (seconds, least)))"
    case .over: "over by \(Format.difference(seconds - most, onClock: (most, seconds)))"
    case .notVisited: "not visited"
    case nil: ""
    }
  }
}
