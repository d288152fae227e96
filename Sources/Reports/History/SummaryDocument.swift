import Foundation
public import InterviewGuide
public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// Sessions as JSON: what `list` prints for programs.
///
/// Keys are sorted; units are part of the names, as in `analysis.json`; what does
/// not exist is left out. Schema 2.
public enum SummaryDocument {
  /// The number of this layout.
  public static let schema = 2

  /// Renders sessions in the order given, as JSON text ending in a newline.
  /// - Parameters:
  ///   - sessions: those that are shown.
  ///   - modes: all modes that are known.
  public static func json(_ sessions: [SessionSummary], modes: [Mode]) throws -> [UInt8] {
    let document = Document(schema: schema, sessions: sessions.map { row($0, modes: modes) })
    return try JSONText.page(document)
  }

  private struct Document: Encodable {
    let schema: Int
    let sessions: [Row]
  }

  /// A session with its numbers.
  typealias Row = Measured<SessionRow>

  /// One session.
  static func row(_ session: SessionSummary, modes: [Mode]) -> Row {
    Row(
      SessionRow(session, session.standing(modes: modes)),
      values: session.numbers?.values.byKey ?? [:])
  }

  /// What is known of a session besides its numbers.
  struct SessionRow: Encodable {
    let id: String
    let start: String
    let end: String
    let question: String
    let questionID: String?
    let mode: String?
    let plan: PlanRow?
    let durationSeconds: Double
    let audioForgotten: Bool?
    let verdict: String
    let verdictReasons: [String]?
    let phasesWithin: Int?
    let phases: [Measured<PhaseRow>]?
    let analyzerVersion: Int?
    let pauseThresholdSeconds: Double?

    init(_ session: SessionSummary, _ standing: SessionStanding) {
      id = session.id
      start = session.start
      end = session.end
      question = session.question
      questionID = session.questionID
      mode = session.mode
      plan = session.plan.map {
        PlanRow(
          id: $0.id, name: $0.name, scale: $0.scale.rounded(digits: 6),
          totalSeconds: $0.totalSeconds.rounded(digits: 6))
      }
      durationSeconds = session.durationSeconds.rounded(digits: 6)
      audioForgotten = session.isForgotten ? true : nil
      verdict = standing.verdict.rawValue
      let reasons = StandingWords(standing).reasons
      verdictReasons = reasons.isEmpty ? nil : reasons
      phasesWithin = session.phasesWithin?.within
      phases =
        session.phases.isEmpty
        ? nil : session.phases.map { Measured(PhaseRow($0), values: $0.values?.byKey ?? [:]) }
      analyzerVersion = session.numbers?.analyzerVersion
      pauseThresholdSeconds = session.numbers?.pauseThresholdSeconds
    }
  }

  struct PlanRow: Encodable {
    let id: String
    let name: String
    let scale: Double
    let totalSeconds: Double
  }

  struct PhaseRow: Encodable {
    let id: String
    let name: String
    let minimumSeconds: Double
    let maximumSeconds: Double
    let durationSeconds: Double?
    let verdict: String

    init(_ phase: PhaseSummary) {
      id = phase.id
      name = phase.name
      minimumSeconds = phase.budget.minimumSeconds.rounded(digits: 6)
      maximumSeconds = phase.budget.maximumSeconds.rounded(digits: 6)
      durationSeconds = phase.durationSeconds?.rounded(digits: 6)
      verdict = phase.verdict?.rawValue ?? Phase.openID
    }
  }
}
