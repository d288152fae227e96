public import InterviewGuide
public import SessionArchive

extension Session {
  /// Whether it passed its mode; nil without a plan or a mode that is known.
  public func outcome(modes: [Mode]) -> PassOutcome? {
    guard let plan, let mode = modes.first(where: { $0.id == self.mode }) else { return nil }
    return mode.rule.outcome(of: timeline, plan: plan, sampleRate: sampleRate)
  }
}
