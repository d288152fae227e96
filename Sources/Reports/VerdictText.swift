import AudioCore
import PracticePlan
import SpeechAnalysis

extension PhasePacing {
  /// The verdict in words, such as `over by 3.6 s`; empty for the open remainder.
  func verdictText(at rate: SampleRate) -> String {
    guard let phase, let verdict else { return "" }
    let duration = rate.seconds(frames: frames)
    switch verdict {
    case .within: return "within"
    case .notVisited: return "not visited"
    case .under: return "under by \(Format.difference(phase.budget.minimumSeconds - duration))"
    case .over: return "over by \(Format.difference(duration - phase.budget.maximumSeconds))"
    }
  }
}
