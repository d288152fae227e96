public import InterviewGuide
public import PracticeHistory
import SessionModel
import SpeechAnalysis

/// Sessions as one line each.
public enum SessionTable {
  /// Renders sessions in the order given.
  /// - Parameters:
  ///   - sessions: those that are shown.
  ///   - all: the ids of the whole archive: the names shown are as short as they can be and still
  ///     name one session.
  ///   - modes: all modes that are known.
  ///   - style: what the terminal can show.
  /// - Returns: a heading and one line for each session, of at most `style.columns`
  ///   characters; each ends in a newline.
  public static func text(
    _ sessions: [SessionSummary], all: [String], modes: [Mode], style: TextStyle
  ) -> String {
    let names = ShortNames(all)
    let shown = concurrentBlocks(sessions.count, blockCount: atATime) { part in
      sessions[part].map { names.name(of: $0.id) }
    }
    let nameWidth = min(max(15, shown.map(\.columns).max() ?? 0), style.columns < 79 ? 20 : 38)
    let planWidth = min(20, max(4, sessions.map { planText($0.plan).columns }.max() ?? 0))
    let questionWidth = min(
      leastQuestion, max(8, sessions.map { about($0).utf8.count }.max() ?? 0))
    // What matters least is given up first.
    let table = TextTable(
      [
        .left("Session", nameWidth, after: 2), .left("Plan", planWidth, after: 1, priority: 1),
        .right("Time", 7), .left("Verdict", 7, before: 2), .right("Within", 7, priority: 2),
        .right("Talk", 5, priority: 4), .right("Pause", 7, priority: 3),
        .left("Question", questionWidth, before: 2, least: 0, isGreedy: true),
      ], style: style)
    let lines = concurrentBlocks(sessions.count, blockCount: atATime) { part in
      part.map { index in
        let session = sessions[index]
        return table.row([
          shown[index], planText(session.plan), Format.clock(session.durationSeconds),
          StandingWords(session.standing(modes: modes)).cell,
          session.phasesWithin.map { "\($0.within)/\($0.of)" } ?? "–",
          // Numbers by older rules are not for comparing.
          Measure.talkShare.currentValue(session).map(Format.percent) ?? "–",
          Measure.pauseMedian.currentValue(session).map(Format.seconds) ?? "–",
          about(session),
        ])
      }
    }
    return ([table.heading] + lines).map { $0 + "\n" }.joined()
  }

  /// The question, and what else is to be known of the session.
  private static func about(_ session: SessionSummary) -> String {
    let began = session.date?.text(besideID: session.id).map { "(\($0.prefix(10))) " } ?? ""
    return began + session.question + (session.isForgotten ? " (no sound)" : "")
  }

  /// Columns that a question gets where it needs them: enough to tell it from others.
  private static let leastQuestion = 20

  /// Lines that one core makes before it looks for more.
  private static let atATime = 512

  /// The plan's id, and its scale where it is not 1.
  static func planText(_ plan: PlanSummary?) -> String {
    guard let plan else { return "–" }
    return Format.scaled(plan.id, by: plan.scale)
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
