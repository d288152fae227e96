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
    let nameWidth = min(max(15, shown.map(\.count).max() ?? 0), style.columns < 79 ? 20 : 38)
    let planWidth = min(20, max(4, sessions.map { planText($0.plan).count }.max() ?? 0))
    let questionWidth = min(
      leastQuestion, max(8, sessions.map { $0.question.utf8.count }.max() ?? 0))
    func width(_ column: Column) -> Int { column == .plan ? planWidth + 1 : column.width }
    // What matters least is given up first.
    var columns = Column.allCases
    for spare in [Column.pause, .talk, .plan] {
      let taken = nameWidth + 4 + columns.reduce(0) { $0 + width($1) }
      if style.columns - taken < questionWidth { columns.removeAll { $0 == spare } }
    }
    let (shownColumns, hasPlan) = (columns.filter { $0 != .plan }, columns.contains(.plan))
    @Sendable func line(_ name: String, _ plan: String, _ numbers: [String], _ question: String)
      -> String
    {
      var line = style.column(name, nameWidth) + "  "
      if hasPlan { line += style.column(plan, planWidth) + " " }
      for (number, column) in zip(numbers, shownColumns) { line += number.leading(column.width) }
      line += "  "
      line += style.cut(question, to: max(0, style.columns - line.count))
      while line.last == " " { line.removeLast() }
      return line
    }
    let heading = line("Session", "Plan", shownColumns.map(\.heading), "Question")
    let lines = concurrentBlocks(sessions.count, blockCount: atATime) { part in
      part.map { index in
        let session = sessions[index]
        return line(
          shown[index], planText(session.plan), shownColumns.map { $0.text(session) },
          questionText(session))
      }
    }
    return ([style.paint(heading, .dim)] + lines).map { style.plain($0) + "\n" }.joined()
  }

  /// What stands between a session's name and its question, with the space before it.
  private enum Column: CaseIterable {
    case plan, time, within, talk, pause

    var width: Int { self == .talk ? 5 : 7 }

    var heading: String {
      switch self {
      case .plan: "Plan"
      case .time: "Time"
      case .within: "Within"
      case .talk: "Talk"
      case .pause: "Pause"
      }
    }

    func text(_ session: SessionSummary) -> String {
      switch self {
      case .plan: SessionTable.planText(session.plan)
      case .time: Format.clock(session.durationSeconds)
      case .within: session.phasesWithin.map { "\($0.within)/\($0.of)" } ?? "–"
      // Numbers by older rules are not for comparing.
      case .talk: Measure.talkShare.currentValue(session).map(Format.percent) ?? "–"
      case .pause: Measure.pauseMedian.currentValue(session).map(Format.seconds) ?? "–"
      }
    }
  }

  /// Columns that a question gets where it needs them: enough to tell it from others.
  private static let leastQuestion = 24

  private static func questionText(_ session: SessionSummary) -> String {
    let question = session.isForgotten ? session.question + " (no sound)" : session.question
    return question.onOneLine
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
    // A hyphen at the end looks like a mistake.
    while id.prefix(length).last == "-", length < id.count { length += 1 }
    return String(id.prefix(length))
  }

  private func common(_ first: String, _ second: String) -> Int {
    zip(first, second).prefix { $0 == $1 }.count
  }
}

extension String {
  /// Control characters and line ends as spaces: a question must not rule the terminal.
  public var onOneLine: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return self
    }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
