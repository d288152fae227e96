public import InterviewGuide
public import PracticeHistory
import SessionModel
import SpeechAnalysis
import Words

/// The history as comma-separated values: one row per session, and one per phase.
///
/// UTF-8, a heading, lines ending in a newline, cells quoted where RFC 4180 asks for
/// it. The first column says what a row is, `session` or `phase`; what does not
/// exist is an empty cell. Words from outside that a spreadsheet would run stand behind an apostrophe.
public enum HistoryCSV {
  /// What is known of a session or phase besides numbers.
  private static let about = [
    "row", "session", "start", "mode", "plan", "scale", "question", "questionID", "phase",
    "phaseName", "minimumSeconds", "maximumSeconds", "durationSeconds", "verdict",
  ]

  /// The numbers in the order of their columns.
  private static let fields = ordered(Measure.all)
  /// Those of words.
  private static let wordFields = ordered(Measure.ofWords)

  private static func ordered(_ measures: [Measure]) -> [(column: Field.Column, field: Field)] {
    measures.flatMap(\.fields).compactMap { field in field.column.map { ($0, field) } }
      .sorted { $0.0.place < $1.0.place }
  }

  /// The columns, named as in the JSON.
  public static let columns =
    about + withFinder(fields.map(\.column.name), ["analyzerVersion", "pauseThresholdSeconds"])
    + ["verdictReasons"] + wordFields.map(\.column.name) + ["recognizer"]

  /// Puts who found the numbers behind the measures that there were first: scripts count
  /// columns, so that those of later measures come last.
  private static func withFinder(_ cells: [String], _ finder: [String]) -> [String] {
    let first = fields.count { $0.column.place < 19 }
    return cells.prefix(first) + finder + cells.dropFirst(first)
  }

  /// Renders sessions in the order given.
  /// - Parameters:
  ///   - sessions: those that are shown.
  ///   - modes: all modes that are known.
  ///   - hasPhases: whether each session's row is followed by those of its phases.
  public static func text(
    _ sessions: [SessionSummary], modes: [Mode], hasPhases: Bool
  ) -> String {
    var text = line(columns)
    for session in sessions {
      text += line(cells(session, session.standing(modes: modes)))
      guard hasPhases else { continue }
      for phase in session.phases { text += line(cells(phase, of: session)) }
    }
    return text
  }

  private static func line(_ cells: [String]) -> String { CSVText.line(cells) }

  private static func words(_ text: String) -> String { CSVText.words(text) }

  private static func number(_ value: Double?) -> String {
    guard let value = value?.rounded(digits: 6) else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func about(_ session: SessionSummary) -> [String] {
    [
      words(session.id), words(session.start), words(session.mode ?? ""),
      words(session.plan?.id ?? ""), number(session.plan?.scale), words(session.question),
      words(session.questionID ?? ""),
    ]
  }

  /// Who found the numbers.
  private static func finder(_ session: SessionSummary) -> [String] {
    [
      number(session.numbers.map { Double($0.analyzerVersion) }),
      number(session.numbers?.pauseThresholdSeconds),
    ]
  }

  private static func cells(
    _ session: SessionSummary, _ standing: SessionStanding
  ) -> [String] {
    ["session"] + about(session)
      + [
        "", "", "", number(session.plan?.totalSeconds), number(session.durationSeconds),
        standing.verdict.rawValue,
      ]
      + withFinder(
        fields.map { _, field in
          number(field.isOfTimes ? field.value(session) : session.numbers?.values[field])
        }, finder(session))
      + [StandingWords(standing).reasons.joined(separator: "; ")]
      + wordFields.map { number(session.numbers?.values[$0.field]) }
      + [words(session.numbers?.words?.recognizer ?? "")]
  }

  private static func cells(_ phase: PhaseSummary, of session: SessionSummary) -> [String] {
    ["phase"] + about(session) + [
      words(phase.id), words(phase.name), number(phase.budget.minimumSeconds),
      number(phase.budget.maximumSeconds), number(phase.durationSeconds),
      phase.verdict?.rawValue ?? Phase.openID,
    ]
      + withFinder(
        fields.map { _, field in
          number(field.isOfTimes ? field.value(phase) : phase.values?[field])
        }, finder(session)) + [""] + wordFields.map { number(phase.values?[$0.field]) } + [""]
  }
}
