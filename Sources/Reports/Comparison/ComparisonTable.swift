import InterviewGuide
import PracticeHistory
import SessionModel
import SpeechAnalysis

/// A comparison as words in cells: what the terminal and the page both show.
struct ComparisonTable {
  struct Row {
    let name: String
    /// One for each session.
    let values: [String]
    /// Against the first session; empty for the first, and where there is none.
    let differences: [String]
    /// Whether a difference is beyond what is usual.
    let isBeyond: [Bool]
    /// For the row of verdicts only.
    var verdicts: [Verdict?] = []
  }

  struct Section {
    let name: String
    let rows: [Row]
  }

  let comparison: Comparison
  let names: [String]
  let sections: [Section]

  init(_ comparison: Comparison) {
    self.comparison = comparison
    let shortNames = ShortNames(comparison.sessions.map(\.id))
    names = comparison.sessions.map { shortNames.name(of: $0.id) }
    sections = comparison.sections.enumerated().map { index, section in
      var rows: [Row] = []
      for row in section.rows {
        rows.append(Self.row(row, of: section, in: comparison))
        if row.measure == .duration, let verdicts = Self.verdicts(section) { rows.append(verdicts) }
      }
      let isOpen = section.phases.contains { $0?.verdict == nil && $0 != nil }
      let name = section.name.map { isOpen ? $0 : "\(index) \($0)" }
      return Section(name: name ?? "Whole session", rows: rows)
    }
  }

  private static func row(
    _ row: Comparison.Row, of section: Comparison.Section, in comparison: Comparison
  ) -> Row {
    let indices = Array(row.values.indices)
    // A phase's time is what the report of its session says.
    let known =
      row.measure == .duration && !section.phases.isEmpty
      ? section.phases.map { $0?.clockSeconds } : row.values
    var values = known.map { $0.map(row.measure.unit.text) ?? "–" }
    // Of the values as they are shown: a reader subtracts those.
    let shown = known.map { $0.map(row.measure.unit.shown) }
    var differences = indices.map { index in
      guard index > 0, let first = shown[0], let own = shown[index] else { return "" }
      return row.measure.unit.differenceText(own - first)
    }
    if row.measure == .phasesWithin {
      // Five phases are better counted than divided.
      let counts = comparison.sessions.map(\.phasesWithin)
      values = counts.map { $0.map { "\($0.within) of \($0.of)" } ?? "–" }
      for index in indices.dropFirst() {
        guard let first = counts[0], let own = counts[index], first.of == own.of else { continue }
        let change = own.within - first.within
        differences[index] = change == 0 ? "±0" : (change < 0 ? "−" : "+") + "\(abs(change))"
      }
    }
    return Row(
      name: row.measure.shortName, values: values, differences: differences,
      isBeyond: indices.map(row.isBeyondUsual))
  }

  /// How the phase's time compares with its budget in each session.
  private static func verdicts(_ section: Comparison.Section) -> Row? {
    let verdicts = section.phases.map { $0?.verdict }
    guard verdicts.contains(where: { $0 != nil }) else { return nil }
    let budgets = Set(section.phases.compactMap { $0?.budget })
    var name = "Budget"
    if budgets.count == 1, let budget = budgets.first {
      name += " \(Format.band(budget))"
    }
    return Row(
      name: name,
      values: section.phases.map { $0?.verdictText ?? "not planned" },
      differences: verdicts.map { _ in "" }, isBeyond: verdicts.map { _ in false },
      verdicts: verdicts)
  }

  // MARK: Notes

  /// What the reader has to know, one sentence each.
  var notes: [String] {
    var notes: [String] = []
    for (index, kinds) in comparison.unlikenesses.enumerated() where !kinds.isEmpty {
      let parts = kinds.map { words($0, comparison.sessions[index]) }
      notes.append("Not like for like: \(names[index]) has \(parts.joined(separator: ", and ")).")
    }
    for (name, session) in zip(names, comparison.sessions) {
      let standing = session.standing(modes: [])
      guard !standing.counts, let words = StandingWords(standing).sentence(mode: "") else {
        continue
      }
      notes.append("\(name): \(words.prefix(1).lowercased() + words.dropFirst()).")
    }
    let count = comparison.historyCount
    notes.append(
      count < Comparison.fewestSessions
        ? "What is usual for you is not known yet: there are \(count) sessions of the first "
          + "one's kind, and it takes \(Comparison.fewestSessions). Nothing is marked."
        : "* differs from the first by more than twice the interquartile range of your "
          + "\(count) sessions of its kind; by chance, one of eighteen would.")
    return notes
  }

  private func words(_ kind: Comparison.Unlikeness, _ session: SessionSummary) -> String {
    switch kind {
    case .plan: session.plan.map { "another plan (\($0.id))" } ?? "no plan"
    case .scale: "the plan's times \(Format.scale(session.plan?.scale ?? 1))"
    case .mode: session.mode.map { "mode \($0)" } ?? "no mode"
    case .question: "another question"
    case .analyzer:
      session.numbers.map { "numbers of analyzer version \($0.analyzerVersion)" } ?? "no numbers"
    case .pauseThreshold:
      "pauses from \(Format.setting(session.numbers?.pauseThresholdSeconds ?? 0)) s on"
    case .recognizer: "words heard by \(session.numbers?.words?.recognizer ?? "nobody")"
    }
  }
}
