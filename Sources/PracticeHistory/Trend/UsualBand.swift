public import SpeechAnalysis

extension MiddleBand {
  /// What is usual for a person: the middle half of a measure in their other sessions that count
  /// and are like this one.
  ///
  /// Numbers of other rules do not count.
  /// - Parameters:
  ///   - measure: of the whole sessions.
  ///   - session: the session that is looked at, which is left out.
  ///   - all: the person's sessions.
  /// - Returns: nil below ``Comparison/fewestSessions``.
  public static func usual(
    _ measure: Measure, beside session: SessionSummary, in all: [SessionSummary]
  ) -> MiddleBand? {
    let kind = SessionKind(session)
    let values = all.filter { $0.id != session.id && SessionKind($0) == kind && $0.counts }
      .compactMap {
        measure.currentValue($0, heardBy: session.numbers?.words?.recognizer)
      }
    return values.count >= Comparison.fewestSessions ? MiddleBand(values) : nil
  }
}
