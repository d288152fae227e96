public import InterviewGuide
public import SessionArchive
import SessionModel
import SpeechAnalysis

extension SessionSummary {
  /// What it comes to.
  /// - Parameter modes: all modes that are known; without them, only whether it counts is.
  public func standing(modes: [Mode]) -> SessionStanding {
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
    return SessionStanding(
      seconds: durationSeconds, talkSeconds: Measure.talkTime.value(self),
      planLeastSeconds: plan?.leastSeconds ?? 0, isDemo: mode == Mode.demoID, outcome: outcome)
  }

  /// Whether it counts: only such sessions drive what is said of a person's practice.
  public var counts: Bool { standing(modes: []).counts }

  /// The session as counters see it; nil when its day cannot be read.
  public func practised(modes: [Mode]) -> PractisedSession? {
    guard let day = Day(start) else { return nil }
    let standing = standing(modes: modes)
    return PractisedSession(
      id: id, day: day, modeID: standing.outcome == nil ? nil : mode, questionKey: questionKey,
      seconds: durationSeconds, standing: standing,
      isReviewed: review?.isListenedBack ?? false, loop: loop)
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
