import AudioCore
import LinuxSystem
public import PracticePlan

extension Session {
  /// Whether it passed its mode; nil without a plan or a mode that is known.
  public func outcome(modes: [Mode]) -> PassOutcome? {
    guard let plan, let mode = modes.first(where: { $0.id == self.mode }) else { return nil }
    return mode.rule.outcome(of: timeline, plan: plan, sampleRate: sampleRate)
  }

  /// The session as counters see it; nil when its day cannot be read.
  public func practised(modes: [Mode], isReviewed: Bool) -> PractisedSession? {
    guard let day = Day(start) else { return nil }
    let outcome = outcome(modes: modes)
    // The plan's least before it was scaled: a try of three minutes is no conversation.
    let least = plan.map { $0.phasesBudget.minimumSeconds / $0.scale } ?? 0
    return PractisedSession(
      id: id, day: day, modeID: outcome == nil ? nil : mode,
      questionKey: questionID ?? question.lowercased(),
      seconds: sampleRate.seconds(frames: timeline.frames), leastSeconds: least,
      isPassed: outcome?.isPass ?? false, isComplete: outcome?.isComplete ?? false,
      isReviewed: isReviewed, loop: loop)
  }
}

extension Archive {
  /// All sessions as counters see them, oldest first.
  ///
  /// What cannot be read is left out: a damaged session must not stop an evening.
  public func practised(modes: [Mode]) throws -> [PractisedSession] {
    try sessions().compactMap { folder in
      guard let session = try? folder.readSession() else { return nil }
      let isReviewed =
        PrivateFile.entry(folder.reviewPath)?.kind == .file
        && (try? folder.readReview())?.isListenedBack == true
      return session.practised(modes: modes, isReviewed: isReviewed)
    }
  }
}
