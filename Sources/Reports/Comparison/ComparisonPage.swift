public import PracticeHistory
import PracticePlan
import SpeechAnalysis

/// A comparison as a self-contained page.
public enum ComparisonPage {
  /// Renders a comparison.
  /// - Throws: a parser error when an embedded template is damaged.
  public static func html(_ comparison: Comparison) throws -> [UInt8] {
    let table = ComparisonTable(comparison)
    let questions = Set(comparison.sessions.map(\.question))
    let isOneQuestion = questions.count == 1
    let heads: [[String: Any]] = comparison.sessions.indices.map { index in
      var head: [String: Any] = ["name": table.names[index]]
      let question = comparison.sessions[index].question
      if !isOneQuestion, !question.isEmpty { head["question"] = question }
      return head
    }
    let sections: [[String: Any]] = table.sections.enumerated().map { index, section in
      [
        "id": "section-\(index)", "name": section.name, "heads": heads,
        "rows": section.rows.map { ["name": $0.name, "cells": cells($0)] as [String: Any] },
      ]
    }
    let count = comparison.sessions.count
    let title = isOneQuestion ? questions.first ?? "" : ""
    let values: [String: Any] = [
      "title": title.isEmpty ? "\(count) sessions compared" : title,
      "about": "Differences are from the first, \(table.names.first ?? "").",
      "sections": sections, "notes": table.notes,
      "definitions": Measure.compared.map {
        ["name": $0.shortName, "definition": $0.definition]
      },
    ]
    let body = try PageTemplate(PackageResources.compare_mustache).render(values)
    let page = Page(
      title: "Compared: " + table.names.joined(separator: ", "), body: body,
      style: PackageResources.compare_css)
    return try page.bytes()
  }

  private static func cells(_ row: ComparisonTable.Row) -> [[String: Any]] {
    row.values.indices.map { index in
      var cell: [String: Any] = ["value": row.values[index]]
      if !row.differences[index].isEmpty { cell["difference"] = row.differences[index] }
      if row.isBeyond[index] { cell["isBeyond"] = true }
      if !row.verdicts.isEmpty, let verdict = row.verdicts[index] {
        cell["verdict"] = verdict.rawValue
      }
      return cell
    }
  }
}
