public import InterviewGuide
public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// A comparison as JSON: what `compare` prints for programs.
///
/// `sessions` are rows as `list` prints them; `sections` hold the measures, each
/// with one value per session, `null` where there is none, the differences from the
/// first, and whether they are beyond `usualDifference`. Schema 2.
public enum ComparisonDocument {
  /// The number of this layout.
  public static let schema = 2

  /// Renders a comparison as JSON text ending in a newline.
  /// - Parameters:
  ///   - comparison: what is shown.
  ///   - modes: all modes that are known.
  ///   - spoken: what was heard; nil without words.
  public static func json(
    _ comparison: Comparison, modes: [Mode], spoken: SpokenComparison? = nil
  ) throws -> [UInt8] {
    try JSONText.page(Document(comparison, modes: modes, spoken: spoken))
  }

  private struct Document: Encodable {
    let schema = ComparisonDocument.schema
    let sessions: [SummaryDocument.Row]
    let unlike: [[String]]
    let historyCount: Int
    let sections: [Section]
    let words: SpokenRows?

    init(_ comparison: Comparison, modes: [Mode], spoken: SpokenComparison?) {
      words = spoken.map(SpokenRows.init)
      sessions = comparison.sessions.map { SummaryDocument.row($0, modes: modes) }
      unlike = comparison.unlikenesses.map { $0.map(\.rawValue) }
      historyCount = comparison.historyCount
      sections = comparison.sections.map { section in
        Section(
          phase: section.phases.lazy.compactMap { $0?.id }.first,
          measures: section.rows.map(Row.init))
      }
    }
  }

  /// What was heard: `points`, `evidence` and `openings`, each with one cell per session.
  private struct SpokenRows: Encodable {
    struct Row: Encodable {
      let name: String
      let cells: [String]
    }
    let points: [Row]
    let evidence: [Row]
    let openings: [Row]

    init(_ spoken: SpokenComparison) {
      func rows(_ rows: [SpokenComparison.Row]) -> [Row] {
        rows.map { Row(name: $0.name, cells: $0.cells) }
      }
      points = rows(spoken.points)
      evidence = rows(spoken.evidence)
      openings = rows(spoken.openings)
    }
  }

  private struct Section: Encodable {
    let phase: String?
    let measures: [Row]
  }

  private struct Row: Encodable {
    let measure: String
    let values: [Double?]
    let differences: [Double?]
    let usualDifference: Double?
    let isBeyondUsual: [Bool]

    init(_ row: Comparison.Row) {
      measure = row.measure.jsonName
      values = row.values.map { $0?.rounded(digits: 6) }
      differences = row.values.indices.map { row.difference($0)?.rounded(digits: 6) }
      usualDifference = row.usualDifference?.rounded(digits: 6)
      isBeyondUsual = row.values.indices.map(row.isBeyondUsual)
    }
  }
}
