public import InterviewGuide
public import SessionArchive
import SessionModel

extension SessionSummary {
  /// The session as counters see it; nil when its day cannot be read.
  public func practised(modes: [Mode]) -> PractisedSession? {
    guard let day = Day(start) else { return nil }
    var outcome: PassOutcome?
    if let plan, let rule = modes.first(where: { $0.id == mode })?.rule {
      var standings = phases.compactMap { phase in
        phase.verdict.map { PassRule.Standing(id: phase.id, name: phase.name, verdict: $0) }
      }
      if standings.isEmpty {
        standings = [PassRule.Standing(id: plan.id, name: plan.name, verdict: .notVisited)]
      }
      outcome = rule.outcome(seconds: durationSeconds, scale: plan.scale, phases: standings)
    }
    return PractisedSession(
      id: id, day: day, modeID: outcome == nil ? nil : mode, questionKey: questionKey,
      seconds: durationSeconds,
      // Before the plan was scaled: a try of three minutes is no conversation.
      leastSeconds: plan?.leastSeconds ?? 0, isPassed: outcome?.isPass ?? false,
      isComplete: outcome?.isComplete ?? false, isReviewed: review?.isListenedBack ?? false,
      loop: loop)
  }
}

extension Archive {
  /// All sessions as counters see them, oldest first.
  ///
  /// What cannot be read is left out: a damaged session must not stop an evening.
  public func practised(modes: [Mode]) throws -> [PractisedSession] {
    try SummaryReader(self).summaries.compactMap { $0.practised(modes: modes) }
  }
}
