public import SpeechAnalysis

/// Measures explained, as text.
public enum MeasureText {
  /// The measure that a person means: by its id, its name, or what reports call it, upper
  /// and lower case alike; nil when there is none.
  public static func measure(named text: String) -> Measure? {
    let wanted = text.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: " ")
    let found = Measure.all.first { measure in
      [measure.id.replacing("-", with: " "), measure.name.lowercased()].contains(wanted)
    }
    return found ?? labels[wanted].flatMap(Measure.named)
  }

  /// Words of reports, lists and pages that are neither an id nor a name.
  private static let labels = [
    "time": "phase-duration", "verdict": "phase-verdict", "within": "phase-verdict",
    "within budget": "phase-verdict", "phases within budget": "phase-verdict",
    "talk": "talk-share", "pause": "pause-median", "p90": "pause-p90", "p90 pause": "pause-p90",
    "quartiles": "pause-quartiles", "middle half": "pause-quartiles", "silences": "pause-classes",
    "over 1 s per talk minute": "pause-classes", "pauses per talk minute": "pauses-per-minute",
    "run": "run-length", "runs": "run-length", "median run": "run-length", "level": "speech-level",
    "noise": "noise-floor", "rate": "articulation-rate", "pvq": "pitch-variation",
  ]

  /// All measures, a line each.
  public static func list(_ style: TextStyle) -> String {
    let width = (Measure.all.map(\.id.count).max() ?? 0) + 2
    let lines = Measure.all.map { measure in
      let unit = measure.unit.isEmpty ? "" : " (\(measure.unit))"
      return style.paint(measure.id.padded(width), .bold) + measure.name + unit
    }
    return style.plain(
      (lines + ["", "More about one: walkthrough explain \(Measure.all[0].id)"])
        .joined(separator: "\n") + "\n")
  }

  /// One measure in full.
  public static func page(_ measure: Measure, _ style: TextStyle) -> String {
    let unit = measure.unit.isEmpty ? "" : " (\(measure.unit))"
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
    add("What others showed", measure.norms.map { "\($0.value): \($0.population). \($0.source)." })
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
