public import InterviewGuide
public import SessionModel

/// Tonight's practice on a terminal.
public enum TonightPage {
  /// Shows what to practise, how long, and why.
  /// - Parameters:
  ///   - tonight: what was chosen.
  ///   - mode: the way to practise it.
  ///   - plan: the mode's plan; nil for several rounds.
  ///   - command: what would record it.
  ///   - resolution: what the last review of the question says after "next time I will".
  ///   - weeks: the week and the number of weeks, when a programme is followed.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(
    _ tonight: Tonight, mode: Mode, plan: Plan?, command: String, resolution: String? = nil,
    weeks: (Int, Int)?, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    var title = "Tonight: \(mode.name)"
    if let plan { title += " · " + minutes(plan.totalSeconds, plan.totalSeconds) }
    page.heading(title)
    if let (week, all) = weeks {
      let place =
        week == 0
        ? "before the first week"
        : week > all ? "after the last week" : "week \(week) of \(all)"
      page.parts([place, cause(tonight.cause)], colour: .dim)
    } else {
      page.paragraph(cause(tonight.cause), colour: .dim)
    }
    if let phases = plan?.phases, phases.count == 1 {
      page.paragraph("\(phases[0].name): " + phases[0].points.joined(separator: "; "), start: "  ")
    }
    if let pick = tonight.pick {
      page.gap()
      page.asked(pick.question.title, pick.question.ask)
      page.paragraph(QuestionPage.reason(pick.reason), start: "  ", colour: .dim)
      if let resolution {
        page.paragraph("After the last time: next time I will \(resolution)", start: "  ")
      }
    }
    page.gap()
    page.paragraph(command, start: "  ")
    return page.text
  }

  private static func cause(_ cause: Tonight.Cause) -> String {
    switch cause {
    case .target(let target, let stage): "\(stage.name): \(target.text)"
    case .leftOver(let target, let stage): "left from \(stage.name): \(target.text)"
    case .story(let target): target.text
    case .usual(let stage): stage.name
    case .otherLevel(let level): "For \(level.name), beside the programme"
    case .noProgramme: "No programme yet; begin one with: walkthrough programme start"
    }
  }
}
