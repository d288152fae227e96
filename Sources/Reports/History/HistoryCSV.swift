public import PracticeHistory
import PracticePlan

/// The history as comma-separated values: one row per session, and one per phase.
///
/// UTF-8, a heading, lines ending in a newline, cells quoted where RFC 4180 asks for
/// it. The first column says what a row is, `session` or `phase`; what does not
/// exist is an empty cell.
public enum HistoryCSV {
  /// The columns, named as in the JSON.
  public static let columns = [
    "row", "session", "start", "mode", "plan", "scale", "question", "questionID", "phase",
    "phaseName", "minimumSeconds",
    "maximumSeconds", "durationSeconds", "verdict", "talkSeconds", "talkShare", "pauses",
    "pauseMedianSeconds", "pauseP90Seconds", "pausesPerTalkMinute", "silencesBrief",
    "silencesMedium", "silencesLong", "speechRatePerSecond", "articulationRatePerSecond",
    "runMedianSeconds", "pitchSpreadSemitones", "phasesWithin", "phasesJudged",
    "activeSpeechDBFS",
    "noiseFloorDBFS", "peakDBFS", "clippedSamples", "analyzerVersion", "pauseThresholdSeconds",
  ]

  /// Renders sessions in the order given.
  /// - Parameter hasPhases: whether each session's row is followed by those of its phases.
  public static func text(_ sessions: [SessionSummary], hasPhases: Bool) -> String {
    var text = line(columns)
    for session in sessions {
      text += line(cells(session))
      guard hasPhases else { continue }
      for phase in session.phases { text += line(cells(phase, of: session)) }
    }
    return text
  }

  private static func line(_ cells: [String]) -> String {
    cells.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    if isPlain, cell.utf8.first != 0x20, cell.utf8.last != 0x20 { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  private static func number(_ value: Double?) -> String {
    guard let value = value?.rounded(digits: 6) else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }

  private static func about(_ session: SessionSummary) -> [String] {
    [
      session.id, session.start, session.mode ?? "", session.plan?.id ?? "",
      number(session.plan?.scale), session.question, session.questionID ?? "",
    ]
  }

  private static func pauses(_ pauses: PauseMeasures?, perMinute: Double?) -> [String] {
    [number(pauses?.count), number(pauses?.medianSeconds), number(pauses?.p90Seconds)]
      + [number(perMinute)]
      + (0..<3).map { index in
        number(pauses.flatMap { $0.classCounts.count == 3 ? $0.classCounts[index] : nil })
      }
  }

  private static func rates(_ rate: RateMeasures?) -> [String] {
    [number(rate?.speechRate), number(rate?.articulationRate)]
  }

  private static func cells(_ session: SessionSummary) -> [String] {
    let measures = session.measures
    return ["session"] + about(session) + ["", "", "", number(session.plan?.totalSeconds)]
      + [number(session.durationSeconds), "", number(measures?.talkSeconds)]
      + [number(measures?.talkShare)]
      + pauses(measures?.pauses, perMinute: HistoryMeasure.pausesPerMinute.value(session))
      + rates(measures?.rate)
      + [number(measures?.runMedianSeconds), number(measures?.pitchSpreadSemitones)]
      + [number(session.phasesWithin?.within), number(session.phasesWithin?.of)]
      + [number(measures?.speechLevel), number(measures?.noiseLevel), number(measures?.peakLevel)]
      + [number(measures?.clippedSamples), number(measures?.analyzerVersion)]
      + [number(measures?.pauseThresholdSeconds)]
  }

  private static func cells(_ phase: PhaseSummary, of session: SessionSummary) -> [String] {
    let measures = phase.measures
    return ["phase"] + about(session) + [phase.id, phase.name]
      + [number(phase.budget.minimumSeconds), number(phase.budget.maximumSeconds)]
      + [number(phase.durationSeconds), phase.verdict?.rawValue ?? "open"]
      + [number(measures?.talkSeconds), number(measures?.talkShare)]
      + pauses(measures?.pauses, perMinute: HistoryMeasure.pausesPerMinute.value(phase))
      + rates(measures?.rate) + [
        "", "", "", "", "", "", "", "", number(session.measures?.analyzerVersion),
      ]
      + [number(session.measures?.pauseThresholdSeconds)]
  }
}
