public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// A comparison as a self-contained page.
public enum ComparisonPage {
  /// Renders a comparison.
  /// - Throws: a parser error when an embedded template is damaged.
  public static func html(_ comparison: Comparison) throws -> [UInt8] {
    let table = ComparisonTable(comparison)
    let questions = Set(comparison.sessions.map(\.question))
    let isOneQuestion = questions.count == 1
    let heads = comparison.sessions.indices.map { index in
      let question = comparison.sessions[index].question
      return Head(name: table.names[index], question: isOneQuestion ? "" : question)
    }
    let count = comparison.sessions.count
    let title = isOneQuestion ? questions.first ?? "" : ""
    let values = Values(
      title: title.isEmpty ? "\(count) sessions compared" : title,
      about: "Differences are from the first, \(table.names.first ?? "").",
      sections: table.sections.enumerated().map { index, section in
        Section(
          id: "section-\(index)", name: section.name, heads: heads,
          rows: section.rows.map { Row(name: $0.name, cells: cells($0)) })
      }, notes: table.notes,
      definitions: Measure.compared.filter { measure in
        !measure.isOfWords
          || comparison.sections.contains { $0.rows.contains { $0.measure == measure } }
      }.map { ["name": $0.shortName, "definition": $0.definition] })
    let body = try PageTemplate(PackageResources.compare_mustache).render(values)
    let page = Page(
      title: "Compared: " + table.names.joined(separator: ", "), body: body,
      style: PackageResources.compare_css)
    return try page.bytes()
  }

  private static func cells(_ row: ComparisonTable.Row) -> [Cell] {
    row.values.indices.map { index in
      Cell(
        value: row.values[index], difference: row.differences[index], isBeyond: row.isBeyond[index],
        verdict: row.verdicts.isEmpty ? nil : row.verdicts[index]?.rawValue)
    }
  }

  private struct Values {
    let title: String
    let about: String
    let sections: [Section]
    let notes: [String]
    let definitions: [[String: String]]
  }

  private struct Section {
    let id: String
    let name: String
    let heads: [Head]
    let rows: [Row]
  }

  private struct Head {
    let name: String
    let question: String
  }

  private struct Row {
    let name: String
    let cells: [Cell]
  }

  private struct Cell {
    let value: String
    let difference: String
    let isBeyond: Bool
    let verdict: String?
  }
}
