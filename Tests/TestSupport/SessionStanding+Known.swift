public import InterviewGuide

extension SessionStanding {
  /// A session with plenty of talk.
  public static func known(
    seconds: Double = 3600, leastSeconds: Double = 0, isPassed: Bool = false,
    isComplete: Bool = false
  ) -> SessionStanding {
    let misses: [PassOutcome.Miss] =
      isPassed ? [] : isComplete ? [.tooLong(mostSeconds: 1)] : [.notVisited("Scope")]
    return SessionStanding(
      seconds: seconds, talkSeconds: seconds, planLeastSeconds: leastSeconds,
      outcome: PassOutcome(seconds: seconds, misses: misses))
  }
}
