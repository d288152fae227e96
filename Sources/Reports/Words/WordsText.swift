import AudioCore
import SessionModel
import Words

/// The words of a session on a terminal.
///
/// All functions give lines of at most `style.columns` characters, each ending in a newline.
public enum WordsText {
  /// What was said, by phase, with times and long pauses.
  /// - Parameters:
  ///   - report: what is said.
  ///   - name: the session's id.
  ///   - frame: nil for all; else the paragraph that is spoken then, and its neighbours.
  ///   - style: what the terminal can show.
  public static func transcript(
    _ report: WordsReport, name: String, at frame: Int? = nil, style: TextStyle
  ) -> String {
    var page = heading(report, name: name, style: style)
    for part in parts(report, at: frame) {
      page.gap()
      if !part.name.isEmpty {
        page.line("\(part.name)  \(report.time(part.start))", colour: .bold)
      }
      for paragraph in part.paragraphs {
        let start = report.time(report.transcript.words[paragraph.words.lowerBound].range.start)
        let words = text(paragraph, report, style: style)
        for line in style.wrapped(words, start: start.leading(7) + "  ") {
          page.row(line.replacing(solidSpace, with: " "))
        }
      }
    }
    if report.transcript.words.isEmpty { page.paragraph("No word was heard.") }
    return page.text
  }

  /// The places worth hearing: evidence, and the points of the question.
  /// - Parameters:
  ///   - report: what is said.
  ///   - name: the session's id.
  ///   - style: what the terminal can show.
  public static func evidence(_ report: WordsReport, name: String, style: TextStyle) -> String {
    var page = heading(report, name: name, style: style)
    guard report.warning == nil else { return page.text }
    page.gap()
    page.paragraph(WordsReport.notHeard, colour: .dim)
    if !report.points.isEmpty {
      page.heading("Points of the question")
      for point in report.points {
        page.paragraph(point.text, start: "  \(point.number) ", colour: nil)
        if point.places.isEmpty { page.paragraph(point.state.rawValue, start: "    ") }
        for place in point.places { row(place, report, word: point.state.rawValue, &page) }
      }
    }
    if report.found.isEmpty {
      page.gap()
      page.paragraph("None of the phrases that are looked for was heard.")
    }
    for found in report.found {
      page.heading("\(found.name) · \(found.places.count)")
      for place in found.places { row(place, report, word: nil, &page) }
    }
    return page.text
  }

  private static func heading(
    _ report: WordsReport, name: String, style: TextStyle
  ) -> TextPage {
    var page = TextPage(style: style)
    page.line(name, colour: .bold)
    page.parts(report.heading)
    if let warning = report.warning { page.paragraph(warning, colour: .yellow) }
    return page
  }

  private static func row(
    _ place: WordsReport.Place, _ report: WordsReport, word: String?, _ page: inout TextPage
  ) {
    let marks = page.style.isUnicode ? ("“", "”") : ("\"", "\"")
    let parts = [place.before, marks.0 + place.phrase + marks.1, place.after]
    let text = (word.map { [$0 + ":"] } ?? []) + parts.filter { !$0.isEmpty }
    page.paragraph(
      text.joined(separator: " "), start: report.time(place.frame).leading(9) + "  ")
  }

  /// Stands for a space at which no line is broken; of no meaning in any script.
  private static let solidSpace = "\u{E000}"

  private static func text(
    _ paragraph: WordsReport.Paragraph, _ report: WordsReport, style: TextStyle
  ) -> String {
    paragraph.pieces.map { piece in
      switch piece {
      case .words(let range): return report.transcript.text(range)
      case .pause(let seconds):
        let length = WordsReport.text(pause: seconds)
        // A dot becomes a comma where there are only ASCII signs.
        return style.isUnicode
          ? "· \(length) ·".replacing(" ", with: solidSpace)
          : "[\(length.replacing(" ", with: ""))]"
      }
    }.joined(separator: " ")
  }

  private static func parts(_ report: WordsReport, at frame: Int?) -> [WordsReport.Part] {
    guard let frame else { return report.parts }
    let words = report.transcript.words
    let starts = report.parts.flatMap(\.paragraphs).map { words[$0.words.lowerBound].range.start }
    let here = max(0, starts.partitionPoint { $0 > frame } - 1)
    var number = 0
    return report.parts.compactMap { part in
      let kept = part.paragraphs.filter { _ in
        defer { number += 1 }
        return abs(number - here) <= 1
      }
      return kept.isEmpty
        ? nil : WordsReport.Part(name: part.name, start: part.start, paragraphs: kept)
    }
  }
}
