import PracticeHistory
import SessionModel
public import SpeechAnalysis

/// Measures explained, as text.
public enum MeasureText {
  /// All measures, then what is found in words, a line each.
  public static func list(_ style: TextStyle) -> String {
    let rows =
      Measure.history.map { ($0.id, title($0)) } + WordTopic.allCases.map { ($0.id, $0.title) }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    let table = TextTable([.left("", width), .left("", 40, isGreedy: true)], style: style)
    var page = TextPage(style: style)
    for (id, title) in rows { page.row(table.row([id, title], colours: [.bold])) }
    page.gap()
    page.paragraph("More about one: walkthrough explain \(Measure.all[0].id)")
    return page.text
  }

  private static func title(_ measure: Measure) -> String {
    measure.unit.label.isEmpty ? measure.name : "\(measure.name) (\(measure.unit.label))"
  }

  /// One measure in full.
  public static func page(_ measure: Measure, _ style: TextStyle) -> String {
    var page = TextPage(style: style.atMost(columns: 80))
    page.paragraph(title(measure), colour: .bold)
    page.gap()
    page.paragraph(measure.definition)
    for (heading, texts) in [
      ("Formula", [measure.formula]), ("Depends on", measure.parameters),
      ("Example", [measure.example.given, "Answer: " + answer(measure)]),
      ("After", measure.sources), ("What others showed", measure.norms.map(\.text)),
      ("Limits", [measure.limits]),
    ] where !texts.isEmpty {
      page.heading(heading)
      for text in texts { page.paragraph(text, start: "  ", indent: 4) }
    }
    return page.text
  }

  /// The example's answer, in the measure's unit.
  static func answer(_ measure: Measure) -> String {
    let value = measure.example.value
    let isWhole = value == value.rounded()
    let number = Format.decimal(value, digits: isWhole ? 0 : abs(value) < 0.1 ? 3 : 2)
    let label = measure.unit.label
    return label.isEmpty || label.hasPrefix("share") ? number : "\(number) \(label)"
  }
}
