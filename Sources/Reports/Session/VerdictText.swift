import AudioCore
import SessionModel
import SpeechAnalysis

extension PhasePacing {
  /// The time that the session's clock showed between the beginnings and the ends of the
  /// visits, so that the phases printed add up to the session printed; a dash without one.
  func clockText(at rate: SampleRate) -> String {
    visits.isEmpty ? "–" : Format.clock(shownSeconds(at: rate))
  }

  private func shownSeconds(at rate: SampleRate) -> Double {
    func shown(_ frame: Int) -> Double { Format.wholeSeconds(rate.seconds(frames: frame)) }
    return visits.reduce(0) { $0 + shown($1.end) - shown($1.start) }
  }

  /// The verdict in words, such as `over by 3.6 s`; empty for the open remainder.
  func verdictText(at rate: SampleRate) -> String {
    guard let verdict else { return "" }
    let (least, most) = (phase.budget.minimumSeconds, phase.budget.maximumSeconds)
    let (duration, shown) = (rate.seconds(frames: frames), shownSeconds(at: rate))
    switch verdict {
    case .within: return "within"
    case .notVisited: return "not visited"
    case .under: return "under by \(Format.difference(least - duration, onClock: (shown, least)))"
    case .over: return "over by \(Format.difference(duration - most, onClock: (most, shown)))"
    }
  }
}
