public import SpeechAnalysis

/// Measures explained, as text.
public enum MeasureText {
  /// All measures, a line each.
  public static func list(_ style: TextStyle) -> String {
    let width = (Measure.all.map(\.id.count).max() ?? 0) + 2
    let lines = Measure.all.map { measure in
      let unit = measure.unit.label.isEmpty ? "" : " (\(measure.unit.label))"
      return style.paint(measure.id.padded(width), .bold) + measure.name + unit
    }
    return style.plain(
      (lines + ["", "More about one: walkthrough explain \(Measure.all[0].id)"])
        .joined(separator: "\n") + "\n")
  }

  /// One measure in full.
  public static func page(_ measure: Measure, _ style: TextStyle) -> String {
    let unit = measure.unit.label.isEmpty ? "" : " (\(measure.unit.label))"
    var lines = [style.paint(measure.name, .bold) + unit, ""]
    lines += fold(measure.definition, style, indent: 0)
    func add(_ heading: String, _ texts: [String]) {
      guard !texts.isEmpty else { return }
      lines += ["", style.paint(heading, .bold)]
      for text in texts { lines += fold(text, style, indent: 2) }
    }
    add("Formula", [measure.formula])
    add("Depends on", measure.parameters)
    add("Example", [measure.example.given, "Answer: " + answer(measure)])
    add("After", measure.sources)
    add("What others showed", measure.norms.map(\.text))
    add("Limits", [measure.limits])
    return style.plain(lines.joined(separator: "\n") + "\n")
  }

  /// The example's answer, in the measure's unit.
  static func answer(_ measure: Measure) -> String {
    let value = measure.example.value
    let isWhole = value == value.rounded()
    return Format.decimal(value, digits: isWhole ? 0 : abs(value) < 0.1 ? 3 : 2)
  }

  /// Words on lines of the terminal's width.
  private static func fold(_ text: String, _ style: TextStyle, indent: Int) -> [String] {
    style.wrapped(
      text, start: String(repeating: " ", count: indent), indent: indent > 0 ? indent + 2 : 0,
      columns: min(80, style.columns))
  }
}
