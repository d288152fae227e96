public import PracticeHistory
import SpeechAnalysis

/// Sessions as one line each.
public enum SessionTable {
  /// Renders sessions in the order given.
  /// - Parameter all: the ids of the whole archive: the names shown are as short as
  ///   they can be and still name one session.
  /// - Returns: a heading and one line for each session, of at most `style.columns`
  ///   characters; each ends in a newline.
  public static func text(
    _ sessions: [SessionSummary], all: [String], style: TextStyle
  ) -> String {
    let names = ShortNames(all)
    let shown = concurrentBlocks(sessions.count, blockCount: atATime) { part in
      sessions[part].map { names.name(of: $0.id) }
    }
    let isNarrow = style.columns < 79
    let nameWidth = min(max(15, shown.map(\.count).max() ?? 0), isNarrow ? 20 : 40)
    let planWidth =
      isNarrow ? 0 : min(18, max(4, sessions.map { planText($0.plan).count }.max() ?? 0))
    @Sendable func line(_ name: String, _ plan: String, _ numbers: [String], _ question: String)
      -> String
    {
      var line = name.padded(nameWidth) + "  "
      if !isNarrow { line += plan.padded(planWidth) + "  " }
      let widths = isNarrow ? [8, 7] : [7, 7, 6, 8]
      for (number, width) in zip(numbers, widths) { line += number.leading(width) }
      line += "  "
      line += style.cut(question, to: max(0, style.columns - line.count))
      while line.last == " " { line.removeLast() }
      return line
    }
    let heading = line(
      "Session", "Plan", isNarrow ? ["Time", "Within"] : ["Time", "Within", "Talk", "Pause"],
      "Question")
    let lines = concurrentBlocks(sessions.count, blockCount: atATime) { part in
      part.map { index in
        let session = sessions[index]
        let within = session.phasesWithin.map { "\($0.within)/\($0.of)" } ?? "–"
        var numbers = [Format.clock(session.durationSeconds), within]
        if !isNarrow {
          numbers.append(session.measures?.talkShare.map(Format.percent) ?? "–")
          numbers.append(session.measures?.pauses.medianSeconds.map(Format.seconds) ?? "–")
        }
        let question = session.isForgotten ? session.question + " (no sound)" : session.question
        return line(shown[index], planText(session.plan), numbers, question.onOneLine)
      }
    }
    return ([style.paint(heading, .dim)] + lines).map { style.plain($0) + "\n" }.joined()
  }

  /// Lines that one core makes before it looks for more.
  private static let atATime = 512

  /// The plan's id, and its scale where it is not 1.
  static func planText(_ plan: PlanSummary?) -> String {
    guard let plan else { return "–" }
    return plan.scale == 1 ? plan.id : "\(plan.id) ×\(Format.decimal(plan.scale, digits: 2))"
  }
}

/// The shortest beginnings that name one session each.
struct ShortNames {
  /// All ids, sorted.
  private let ids: [String]
  /// Date and time, such as `2026-11-20T1903`.
  private static let least = 15

  init(_ ids: [String]) { self.ids = ids.sorted() }

  func name(of id: String) -> String {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    var length = Self.least
    for place in [low - 1, low + 1] where ids.indices.contains(place) {
      length = max(length, common(ids[place], id) + 1)
    }
    return String(id.prefix(length))
  }

  private func common(_ first: String, _ second: String) -> Int {
    zip(first, second).prefix { $0 == $1 }.count
  }
}

extension String {
  /// Control characters and line ends as spaces: a question must not rule the terminal.
  var onOneLine: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
