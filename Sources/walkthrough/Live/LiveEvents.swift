import AudioCore
import Recording
import Reports
import SessionModel
import SpeechAnalysis

/// What happens in a recording as lines of their own, for screen readers and for logs.
struct LiveEvents {
  private let plan: Plan
  private let sampleRate: SampleRate
  private let isBlind: Bool
  private var last: RecorderStatus?
  private var verdict: Verdict?

  init(plan: Plan, sampleRate: SampleRate, isBlind: Bool) {
    self.plan = plan
    self.sampleRate = sampleRate
    self.isBlind = isBlind
  }

  /// What is new since the last status.
  mutating func lines(_ status: RecorderStatus) -> [String] {
    let before = last ?? RecorderStatus()
    var events: [String] = []
    let entered =
      last == nil || status.phaseIndex != before.phaseIndex ? phase(status) : nil
    events += budget(status)
    if status.isHeld != before.isHeld {
      events.append(status.isHeld ? "held, nothing is recorded" : "recording goes on")
    }
    if status.markCount > before.markCount, let mark = status.lastMark {
      events.append("mark: \(plan.marks.first { $0.id == mark.id }?.name ?? mark.id)")
    } else if status.markCount < before.markCount {
      events.append("mark undone, \(status.markCount) left")
    }
    if status.isPartnerSpeaking != before.isPartnerSpeaking {
      events.append(status.isPartnerSpeaking ? "partner speaks" : "partner done")
    }
    if status.probeStage != before.probeStage {
      switch status.probeStage {
      case .asking: events.append("probe begins")
      case .answering: events.append("probe over, the answer begins")
      case .idle: events.append("answer over")
      }
    }
    last = status
    guard !isBlind else { return (entered.map { [$0] } ?? []) + events }
    func stamped(_ event: String, _ frames: Int) -> String {
      "\(Format.clock(sampleRate.seconds(frames: frames)))  \(event)"
    }
    // A phase began where its visit did, which may be some time ago.
    let index = status.phaseIndex
    let earlier = before.phaseTimes.indices.contains(index) ? before.phaseTimes[index] : 0
    let start = max(before.frames, status.frames - max(0, status.phaseFrames - earlier))
    return (entered.map { [stamped($0, start)] } ?? [])
      + events.map { stamped($0, status.frames) }
  }

  private mutating func phase(_ status: RecorderStatus) -> String {
    verdict = nil
    guard status.phaseIndex < plan.phases.count else { return "Open" }
    let phase = plan.phases[status.phaseIndex]
    let name = "\(status.phaseIndex + 1)/\(plan.phases.count) \(phase.name)"
    return isBlind
      ? name
      : "\(name), \(Format.clock(phase.budget.minimumSeconds)) to "
        + Format.clock(phase.budget.maximumSeconds)
  }

  /// The least and the most of a phase, each said once.
  private mutating func budget(_ status: RecorderStatus) -> [String] {
    guard !isBlind, status.phaseIndex < plan.phases.count else { return [] }
    let phase = plan.phases[status.phaseIndex]
    let now = phase.budget.verdict(seconds: sampleRate.seconds(frames: status.phaseFrames))
    defer { verdict = now }
    guard now != verdict, now != .under else { return [] }
    return ["\(phase.name): \(now == .over ? "past max" : "min reached")"]
  }
}
