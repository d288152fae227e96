public import InterviewGuide
public import SessionModel

/// The guide as JSON: what `questions` and `programme` print for programs.
///
/// Keys are sorted; days are ISO 8601. What does not exist is left out. Schema 1.
public enum GuideDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders questions, each with the day of its last session.
  public static func json(
    _ questions: [Question], rotation: QuestionRotation
  ) throws -> [UInt8] {
    try JSONText.page(
      QuestionList(
        questions: questions.map {
          QuestionEntry(
            id: $0.id, title: $0.title, kind: $0.kind.rawValue, level: $0.level?.rawValue,
            theme: $0.theme, ask: $0.ask, points: $0.points, isOwn: $0.isOwn,
            lastPractised: rotation.latest($0)?.day)
        }))
  }

  /// Renders how far a programme is.
  public static func json(
    _ progress: ProgrammeProgress, interview: Day?, today: Day
  ) throws -> [UInt8] {
    let schedule = progress.schedule
    return try JSONText.page(
      ProgrammeEntry(
        programme: schedule.programme.id, from: schedule.from, interview: interview, today: today,
        week: schedule.week(on: today), weeks: schedule.stageIDs, sessions: progress.sessions,
        uncounted: progress.uncounted,
        stages: progress.stages.map {
          StageEntry(
            id: $0.stage.id, firstWeek: $0.weeks?.lowerBound, lastWeek: $0.weeks?.upperBound,
            targets: $0.targets.map(TargetEntry.init))
        }, parallel: progress.parallel.map(TargetEntry.init)))
  }

  private struct QuestionList: Encodable {
    let schema = GuideDocument.schema
    let questions: [QuestionEntry]
  }

  private struct QuestionEntry: Encodable {
    let id: String
    let title: String
    let kind: String
    let level: String?
    let theme: String
    let ask: String
    let points: [String]
    let isOwn: Bool
    let lastPractised: Day?
  }

  private struct ProgrammeEntry: Encodable {
    let schema = GuideDocument.schema
    let programme: String
    let from: Day
    let interview: Day?
    let today: Day
    let week: Int
    let weeks: [String]
    let sessions: Int
    let uncounted: Int
    let stages: [StageEntry]
    let parallel: [TargetEntry]
  }

  private struct StageEntry: Encodable {
    let id: String
    let firstWeek: Int?
    let lastWeek: Int?
    let targets: [TargetEntry]
  }

  private struct TargetEntry: Encodable {
    let id: String
    let done: Int
    let amount: Int
    let open: [String]

    init(_ progress: TargetProgress) {
      id = progress.target.id
      done = progress.done
      amount = progress.amount
      open = progress.open
    }
  }
}
