import AudioCore
import PracticeHistory
import SessionModel
import SpeechAnalysis

extension TimeBudget {
  /// How a phase compares with its budget, such as `over by 3.6 s`; empty for the open remainder.
  /// - Parameters:
  ///   - verdict: how it compares; nil for the open remainder.
  ///   - seconds: what the phase took.
  ///   - clockSeconds: what the session's clock showed of it.
  func text(_ verdict: Verdict?, seconds: Double, clockSeconds: Double) -> String {
    let (least, most) = (minimumSeconds, maximumSeconds)
    return switch verdict {
    case .within: "within"
    case .notVisited: "not visited"
    case .under: "under by \(Format.difference(least - seconds, onClock: (clockSeconds, least)))"
    case .over: "over by \(Format.difference(seconds - most, onClock: (most, clockSeconds)))"
    case nil: ""
    }
  }
}

extension PhasePacing {
  /// The time that the session's clock showed of it; a dash when it was not visited.
  func clockText(at rate: SampleRate) -> String {
    visits.isEmpty ? "–" : Format.clock(Format.clockSeconds(of: visits, at: rate))
  }

  /// The verdict in words; empty for the open remainder.
  func verdictText(at rate: SampleRate) -> String {
    phase.budget.text(
      verdict, seconds: rate.seconds(frames: frames),
      clockSeconds: Format.clockSeconds(of: visits, at: rate))
  }
}

extension PhaseSummary {
  /// The verdict in words; empty for the open remainder.
  var verdictText: String {
    budget.text(verdict, seconds: durationSeconds ?? 0, clockSeconds: clockSeconds ?? 0)
  }
}
