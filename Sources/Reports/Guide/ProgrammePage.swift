public import InterviewGuide
public import SessionModel

/// The weekly programme on a terminal.
public struct ProgrammePage {
  private let progress: ProgrammeProgress
  private let interview: Day?
  private let today: Day
  private var page: TextPage

  private var schedule: Schedule { progress.schedule }
  private var week: Int { schedule.week(on: today) }

  /// Shows this week, what is left of the weeks before, and what comes.
  /// - Parameters:
  ///   - progress: how far the programme is.
  ///   - wished: the schedule without an interview that is near.
  ///   - interview: its day, when known.
  ///   - today: the day that is shown.
  ///   - isWhole: whether to show every stage with all of its targets.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(
    _ progress: ProgrammeProgress, wished: Schedule, interview: Day?, today: Day,
    isWhole: Bool = false,
    style: TextStyle
  ) -> String {
    var page = ProgrammePage(
      progress: progress, interview: interview, today: today, page: TextPage(style: style))
    page.head()
    if isWhole { page.everything() } else { page.thisWeek() }
    page.lost(wished)
    page.foot()
    return page.page.text
  }

  /// How many sessions count, and how many do not.
  static func sessions(_ progress: ProgrammeProgress) -> String {
    let uncounted = progress.uncounted
    return "\(counted(progress.sessions, "session")) so far"
      + (uncounted == 0
        ? "" : ", and \(uncounted) that \(uncounted == 1 ? "does" : "do") not count")
  }

  /// What a schedule leaves out, as sentences.
  /// - Parameters:
  ///   - schedule: the schedule that is followed.
  ///   - wished: the schedule as it was asked for.
  public static func losses(_ schedule: Schedule, wished: Schedule) -> [String] {
    schedule.losses(comparedWith: wished).map { loss in
      switch loss {
      case .stage(let stage): "\(stage.name): dropped"
      case .weeks(let stage, let before, let after):
        "\(stage.name): \(counted(after, "week")) instead of \(before)"
      case .amount(let stage, let target, let before, let after):
        "\(stage.name): \(after) instead of \(before) \(target.text)"
      }
    }
  }

  private mutating func head() {
    let programme = schedule.programme
    let last = schedule.from.adding(days: 7 * schedule.weeks - 1)
    var title = "\(programme.name) · "
    if week == 0 {
      title += "begins \(date(schedule.from)), \(inDays(schedule.from))"
    } else if week <= schedule.weeks {
      title += "week \(week) of \(schedule.weeks)"
    } else {
      title += "its \(counted(schedule.weeks, "week")) ended \(date(last))"
    }
    page.heading(title)
    var about: [String] = []
    if (1...schedule.weeks).contains(week) {
      let first = schedule.from.adding(days: 7 * (week - 1))
      about.append("\(date(first)) to \(date(first.adding(days: 6)))")
    }
    if let interview {
      about.append(
        "interview \(date(interview))" + (interview >= today ? ", \(inDays(interview))" : ""))
    }
    about.append(Self.sessions(progress))
    page.parts(about, colour: .dim)
  }

  private mutating func thisWeek() {
    let stage = schedule.stage(on: today)
    let index = progress.stages.firstIndex { $0.stage == stage } ?? 0
    let earlier = progress.stages[..<index].flatMap(\.targets).filter { $0.left > 0 }
    show(progress.stages[index], all: true)
    if !earlier.isEmpty {
      page.heading("Left from the weeks before, whenever it suits")
      for target in earlier { show(target, all: false) }
    }
    beside(all: false)
    let later = progress.stages[(index + 1)...].filter { $0.weeks != nil }
    if !later.isEmpty {
      page.heading("Then")
      for stage in later { page.paragraph(stage.stage.name, start: start(stage)) }
    }
    if progress.isComplete {
      page.gap()
      page.paragraph("Everything is done. From here on, practise what you like.")
    }
  }

  private mutating func everything() {
    for stage in progress.stages where stage.weeks != nil { show(stage, all: true) }
    beside(all: true)
  }

  private mutating func beside(all: Bool) {
    guard !progress.parallel.isEmpty else { return }
    page.heading("Beside it, in any week")
    for target in progress.parallel { show(target, all: all) }
  }

  private func start(_ stage: StageProgress) -> String {
    guard let weeks = stage.weeks else { return "  " }
    return "  week\(weeks.count == 1 ? "" : "s") \(band(weeks))".filled(to: 14)
  }

  private mutating func show(_ stage: StageProgress, all: Bool) {
    let weeks = stage.weeks.map { ", week\($0.count == 1 ? "" : "s") \(band($0))" } ?? ""
    page.heading(stage.stage.name + weeks)
    page.list(stage.stage.focus)
    for target in stage.targets { show(target, all: all) }
  }

  private mutating func show(_ progress: TargetProgress, all: Bool) {
    switch progress.target.count {
    case .ticks(let ticks):
      for tick in ticks {
        let isOpen = progress.open.contains(tick.id)
        guard all || isOpen else { continue }
        page.paragraph(
          tick.text, start: "  [\(isOpen ? " " : "x")] \(tick.id)".filled(to: 21),
          colour: isOpen ? nil : .dim)
      }
    case .sessions, .loops, .stories:
      let start = "  \(progress.done) of \(progress.amount)".filled(to: 12)
      page.paragraph(progress.target.text, start: start, colour: progress.left == 0 ? .dim : nil)
      if case .stories = progress.target.count, !progress.open.isEmpty {
        page.paragraph(
          "open: " + progress.open.joined(separator: ", "),
          start: String(repeating: " ", count: 12), colour: .dim)
      }
    }
  }

  private mutating func lost(_ wished: Schedule) {
    let losses = Self.losses(schedule, wished: wished)
    guard !losses.isEmpty else { return }
    page.heading("Left out, because the interview is near")
    page.list(losses)
  }

  /// How to tick, where something can be ticked.
  private mutating func foot() {
    let open = progress.stages.flatMap(\.targets).first { target in
      if case .ticks = target.target.count { target.left > 0 } else { false }
    }
    guard let id = open?.open.first else { return }
    page.gap()
    page.paragraph(
      "Recordings count by themselves. Tick the rest: walkthrough programme done \(id)",
      colour: .dim)
  }

  private func date(_ day: Day) -> String { "\(day.weekday) \(day)" }

  private func inDays(_ day: Day) -> String {
    let days = day.days(since: today)
    return days == 0 ? "today" : days == 1 ? "tomorrow" : "in \(days) days"
  }
}
