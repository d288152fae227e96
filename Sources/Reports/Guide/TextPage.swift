import InterviewGuide
import SessionModel
import SpeechAnalysis

/// Lines of text for a terminal, each within its width.
struct TextPage {
  let style: TextStyle
  private var lines: [String] = []

  init(style: TextStyle) { self.style = style }

  /// All lines, each ending in a newline.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// An empty line, unless nothing or an empty line is above.
  mutating func gap() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// A line of its own in bold, after an empty one.
  mutating func heading(_ text: String) {
    gap()
    paragraph(text, colour: .bold)
  }

  /// Words on as many lines as they need.
  /// - Parameters:
  ///   - start: what the first line begins with.
  ///   - indent: of the other lines; nil for the width of `start`.
  ///   - colour: of the whole paragraph.
  mutating func paragraph(
    _ text: String, start: String = "", indent: Int? = nil, colour: TextStyle.Colour? = nil
  ) {
    for line in style.wrapped(text, start: start, indent: indent) {
      lines.append(colour.map { style.paint(line, $0) } ?? line)
    }
  }

  /// A question's title, and what is asked; nothing is for a person's own words.
  mutating func asked(_ title: String, _ ask: String) {
    paragraph(title, colour: .bold)
    if !ask.isEmpty { paragraph(ask, start: "  ") }
  }

  /// Parts separated by dots, broken between parts where they do not fit one line.
  mutating func parts(_ parts: [String], colour: TextStyle.Colour? = nil) {
    for row in style.joined(parts) { paragraph(row, colour: colour) }
  }

  /// Several paragraphs, each with a dash.
  mutating func list(_ texts: [String], indent: String = "  ") {
    for text in texts { paragraph(text, start: indent + "– ") }
  }

  /// A line that a ``TextTable`` has made.
  mutating func row(_ line: String) { lines.append(line) }

  /// One line, cut to the width.
  mutating func line(_ text: String, colour: TextStyle.Colour? = nil) {
    let cut = style.cut(text, to: style.columns)
    lines.append(colour.map { style.paint(cut, $0) } ?? cut)
  }
}

/// A number with its word: `1 day`, `2 days`.
func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }

/// A band of whole numbers: `5–7`, or `5` when both ends are the same.
func band(_ range: ClosedRange<Int>) -> String {
  range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
}

/// A band of minutes such as `5–7 min` or `0:45–1:30`.
func minutes(_ least: Double, _ most: Double) -> String {
  let isWhole = [least, most].allSatisfy { ($0 / 60).rounded() * 60 == $0 }
  let text: (Double) -> String = { isWhole ? "\(Int($0 / 60))" : Format.clock($0) }
  return (least == most ? text(least) : "\(text(least))–\(text(most))") + (isWhole ? " min" : "")
}
