public import SpeechAnalysis

extension MiddleBand {
  /// What is usual for a person: the middle half of a measure in their other sessions.
  ///
  /// Sessions of the demo and numbers of other rules do not count.
  /// - Parameters:
  ///   - measure: of the whole sessions.
  ///   - id: the session that is looked at, which is left out.
  ///   - all: the person's sessions.
  /// - Returns: nil below ``Comparison/fewestSessions``.
  public static func usual(
    _ measure: Measure, beside id: String, in all: [SessionSummary]
  ) -> MiddleBand? {
    let values =
      Trend(all.filter { $0.id != id }).series
      .first { $0.measure == measure }?.points.map(\.value) ?? []
    return values.count >= Comparison.fewestSessions ? MiddleBand(values) : nil
  }
}
