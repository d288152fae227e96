import Foundation
public import PracticeHistory
import PracticePlan
import SpeechAnalysis

/// Sessions as JSON: what `list --format json` prints.
///
/// Keys are sorted; units are part of the names, as in `analysis.json`; what does
/// not exist is left out. Schema 2.
public enum SummaryDocument {
  /// The number of this layout.
  public static let schema = 2

  /// Renders sessions in the order given, as JSON text ending in a newline.
  public static func json(_ sessions: [SessionSummary]) throws -> [UInt8] {
    let document = Document(schema: schema, sessions: sessions.map(Row.init))
    return try JSONPage.bytes(document)
  }

  private struct Document: Encodable {
    let schema: Int
    let sessions: [Row]
  }

  /// One session: what is known besides numbers, and the numbers in their groups.
  struct Row: Encodable {
    let id: String
    let start: String
    let end: String
    let question: String
    let questionID: String?
    let mode: String?
    let plan: PlanRow?
    let durationSeconds: Double
    let audioForgotten: Bool?
    let phasesWithin: Int?
    let phases: [PhaseRow]?
    let analyzerVersion: Int?
    let pauseThresholdSeconds: Double?
    private let values: [String: Double]

    private enum CodingKeys: CodingKey {
      case id, start, end, question, questionID, mode, plan, durationSeconds, audioForgotten,
        phasesWithin, phases, analyzerVersion, pauseThresholdSeconds
    }

    init(_ session: SessionSummary) {
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
      phasesWithin = session.phasesWithin?.within
      phases = session.phases.isEmpty ? nil : session.phases.map(PhaseRow.init)
      analyzerVersion = session.numbers?.analyzerVersion
      pauseThresholdSeconds = session.numbers?.pauseThresholdSeconds
      values = session.numbers?.values.byKey ?? [:]
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(start, forKey: .start)
      try container.encode(end, forKey: .end)
      try container.encode(question, forKey: .question)
      try container.encodeIfPresent(questionID, forKey: .questionID)
      try container.encodeIfPresent(mode, forKey: .mode)
      try container.encodeIfPresent(plan, forKey: .plan)
      try container.encode(durationSeconds, forKey: .durationSeconds)
      try container.encodeIfPresent(audioForgotten, forKey: .audioForgotten)
      try container.encodeIfPresent(phasesWithin, forKey: .phasesWithin)
      try container.encodeIfPresent(phases, forKey: .phases)
      try container.encodeIfPresent(analyzerVersion, forKey: .analyzerVersion)
      try container.encodeIfPresent(pauseThresholdSeconds, forKey: .pauseThresholdSeconds)
      try MeasuredGroups(values).encode(to: encoder)
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
    private let values: [String: Double]

    private enum CodingKeys: CodingKey {
      case id, name, minimumSeconds, maximumSeconds, durationSeconds, verdict
    }

    init(_ phase: PhaseSummary) {
      id = phase.id
      name = phase.name
      minimumSeconds = phase.budget.minimumSeconds.rounded(digits: 6)
      maximumSeconds = phase.budget.maximumSeconds.rounded(digits: 6)
      durationSeconds = phase.durationSeconds?.rounded(digits: 6)
      verdict = phase.verdict?.rawValue ?? "open"
      values = phase.values?.byKey ?? [:]
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(name, forKey: .name)
      try container.encode(minimumSeconds, forKey: .minimumSeconds)
      try container.encode(maximumSeconds, forKey: .maximumSeconds)
      try container.encodeIfPresent(durationSeconds, forKey: .durationSeconds)
      try container.encode(verdict, forKey: .verdict)
      try MeasuredGroups(values).encode(to: encoder)
    }
  }
}
