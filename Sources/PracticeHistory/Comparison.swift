import SessionModel
public import SpeechAnalysis

/// Two or more sessions side by side, whole and by phase, against the first of them.
public struct Comparison: Hashable, Sendable {
  /// Why two sessions are not like for like.
  public enum Unlikeness: String, CaseIterable, Hashable, Sendable {
    /// Another plan.
    case plan
    /// The same plan with other times.
    case scale
    /// Another mode.
    case mode
    /// Another question.
    case question
    /// Measured by another version of the analyzer, or not measured.
    case analyzer
    /// Another shortest pause.
    case pauseThreshold
    /// Words heard by another recogniser or model.
    case recognizer
  }

  /// One measure across the sessions.
  public struct Row: Hashable, Sendable {
    /// The measure.
    public let measure: Measure
    /// Its value in each session; nil where there is none.
    public let values: [Double?]
    /// How large a difference has to be before it is unusual; nil when not known.
    public let usualDifference: Double?

    /// A session's value less the first's; nil when one of them is missing.
    public func difference(_ index: Int) -> Double? {
      guard index > 0, let first = values[0], let value = values[index] else { return nil }
      return value - first
    }

    /// Whether a session differs from the first by more than is usual for the speaker, and by
    /// enough to be worth a word.
    public func isBeyondUsual(_ index: Int) -> Bool {
      guard let difference = difference(index), let usualDifference else { return false }
      return abs(difference) > usualDifference
        && abs(difference) >= measure.unit.leastDifference
    }
  }

  /// The whole session, or one phase.
  public struct Section: Hashable, Sendable {
    /// The phase in each session; empty for the whole session, nil where it is not planned.
    public let phases: [PhaseSummary?]
    /// The measures that at least one session has.
    public let rows: [Row]

    /// The phase's name; nil for the whole session.
    public var name: String? { phases.lazy.compactMap { $0 }.first?.name }
  }

  /// The sessions in the order given.
  public let sessions: [SessionSummary]
  /// The whole sessions, then the phases of the plan.
  public let sections: [Section]
  /// In what each session differs in kind from the first; empty for the first.
  public let unlikenesses: [[Unlikeness]]
  /// How many sessions of the first one's kind, all of which count, the usual differences come from.
  public let historyCount: Int

  /// The fewest sessions of a kind that say what is usual.
  public static let fewestSessions = 5

  /// The difference that counts as unusual: twice the interquartile range.
  ///
  /// For normally spread values, two sessions differ by more in one of eighteen
  /// cases, by chance alone.
  static let spreads = 2.0

  /// Compares sessions.
  /// - Parameters:
  ///   - sessions: two or more; all are compared with the first.
  ///   - history: where to look for sessions of the first one's kind.
  public init(_ sessions: [SessionSummary], history: [SessionSummary]) {
    self.sessions = sessions
    guard let first = sessions.first else {
      sections = []
      unlikenesses = []
      historyCount = 0
      return
    }
    unlikenesses = sessions.map { Self.unlikenesses($0, first) }
    let alike = history.filter { session in
      session.counts && session.numbers != nil
        && Self.unlikenesses(session, first).allSatisfy { [.question, .recognizer].contains($0) }
    }
    historyCount = alike.count
    func usual(_ values: [Double]) -> Double? {
      guard values.count >= Self.fewestSessions else { return nil }
      // Without a spread, nothing says how large a change would be unusual.
      return MiddleBand(values).map { Self.spreads * $0.spread }.flatMap { $0 > 0 ? $0 : nil }
    }
    func rows(_ value: (Measure, SessionSummary) -> Double?) -> [Row] {
      Measure.compared.compactMap { measure in
        let values = sessions.map { value(measure, $0) }
        guard values.contains(where: { $0 != nil }) else { return nil }
        return Row(
          measure: measure, values: values,
          usualDifference: usual(
            alike.filter {
              !measure.isOfWords
                || $0.numbers?.words?.recognizer == first.numbers?.words?.recognizer
            }.compactMap { value(measure, $0) }))
      }
    }
    var sections = [Section(phases: [], rows: rows { $0.value($1) })]
    var ids: [String] = []
    for phase in sessions.flatMap(\.phases) where !ids.contains(phase.id) { ids.append(phase.id) }
    // The open remainder comes last, even where plans differ.
    if let open = ids.firstIndex(of: Phase.openID) { ids.append(ids.remove(at: open)) }
    for id in ids {
      func phase(_ session: SessionSummary) -> PhaseSummary? {
        session.phases.first { $0.id == id }
      }
      sections.append(
        Section(
          phases: sessions.map(phase),
          rows: rows { measure, session in phase(session).flatMap(measure.value) }))
    }
    self.sections = sections
  }

  private static func unlikenesses(
    _ session: SessionSummary, _ first: SessionSummary
  ) -> [Unlikeness] {
    Unlikeness.allCases.filter { kind in
      switch kind {
      case .plan: session.plan?.id != first.plan?.id
      case .scale: session.plan?.id == first.plan?.id && session.plan?.scale != first.plan?.scale
      case .mode: session.mode != first.mode
      case .question: session.questionKey != first.questionKey
      case .analyzer: session.numbers?.analyzerVersion != first.numbers?.analyzerVersion
      case .pauseThreshold:
        session.numbers != nil && first.numbers != nil
          && session.numbers?.pauseThresholdSeconds != first.numbers?.pauseThresholdSeconds
      case .recognizer:
        session.numbers?.words != nil && first.numbers?.words != nil
          && session.numbers?.words?.recognizer != first.numbers?.words?.recognizer
      }
    }
  }
}
