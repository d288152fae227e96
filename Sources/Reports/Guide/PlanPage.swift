public import InterviewGuide
public import SessionModel

/// Plans and modes on a terminal.
public enum PlanPage {
  /// Lists all plans, then all modes.
  /// - Parameters:
  ///   - plans: all plans, in the order they are shown.
  ///   - own: ids of the person's own plans.
  ///   - modes: all modes.
  ///   - labels: what follows the two headings, such as how one chooses there.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters.
  public static func list(
    _ plans: [Plan], own: Set<String>, modes: [Mode],
    labels: (plans: String, modes: String) = ("", ""), style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("Plans" + labels.plans)
    for plan in plans {
      let phases = plan.phasesBudget
      page.paragraph(
        "\(plan.name): \(counted(plan.phases.count, "phase")), "
          + "\(minutes(phases.minimumSeconds, phases.maximumSeconds)) of "
          + "\(minutes(plan.totalSeconds, plan.totalSeconds))"
          + (own.contains(plan.id) ? ", your own" : ""),
        start: ("  " + plan.id).filled(to: 16))
    }
    page.heading("Modes" + labels.modes)
    for mode in modes { page.paragraph(mode.name, start: ("  " + mode.id).filled(to: 16)) }
    page.gap()
    page.paragraph("More about one of them: walkthrough plans ID")
    return page.text
  }

  /// Shows a plan: each phase with its minutes and what it must contain.
  public static func one(_ plan: Plan, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading(plan.name)
    page.paragraph(plan.id, colour: .dim)
    phases(of: plan, on: &page)
    if !plan.marks.isEmpty {
      page.heading("Moments to mark, with their keys")
      for mark in plan.marks { page.paragraph(mark.name, start: "  \(mark.key)  ") }
    }
    return page.text
  }

  /// Shows a mode: what to do, its phases, and when it is passed.
  /// - Parameters:
  ///   - mode: what is shown.
  ///   - base: the plan that modes without phases of their own take theirs from.
  ///   - scale: what the mode's times are multiplied with.
  ///   - style: what the terminal can show.
  public static func one(
    _ mode: Mode, base: Plan, scale: Double = 1, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading(mode.name)
    page.paragraph("mode \(mode.id)", colour: .dim)
    page.gap()
    page.paragraph(mode.about)
    switch mode.shape {
    case .phase:
      page.gap()
      page.list(["One of the plan's phases, with its minutes"])
    case .rounds(let rounds, let restSeconds):
      page.gap()
      page.list([
        "The modes of its rounds: \(rounds.joined(separator: ", "))",
        "\(minutes(restSeconds, restSeconds)) of rest between two rounds",
      ])
    case .whole, .scaled, .own:
      if let plan = try? mode.plan(from: base).scaled(by: scale) { phases(of: plan, on: &page) }
    }
    page.heading("Passed when")
    page.list(conditions(mode))
    return page.text
  }

  private static func phases(of plan: Plan, on page: inout TextPage) {
    for (index, phase) in plan.phases.enumerated() {
      let budget = minutes(phase.budget.minimumSeconds, phase.budget.maximumSeconds)
      page.heading("\(index + 1) \(phase.name), \(budget)")
      page.list(phase.points)
    }
    page.gap()
    let all = plan.phasesBudget
    let open = plan.openRemainder.budget
    page.paragraph(
      "All phases: \(minutes(all.minimumSeconds, all.maximumSeconds)) of "
        + "\(minutes(plan.totalSeconds, plan.totalSeconds)). "
        + (open.maximumSeconds > 0
          ? "Open for questions: \(minutes(open.minimumSeconds, open.maximumSeconds)). "
            + "Never stretch a phase to fill it."
          : ""))
  }

  /// When a mode is passed, as short sentences.
  static func conditions(_ mode: Mode) -> [String] {
    if case .rounds(let rounds, _) = mode.shape {
      return ["All \(rounds.count) rounds were recorded, and each entered all of its phases."]
    }
    let rule = mode.rule
    var conditions: [String] = []
    if let least = rule.leastSeconds {
      conditions.append("It lasts \(minutes(least, least)) or more.")
    }
    if let most = rule.mostSeconds { conditions.append("It lasts \(minutes(most, most)) or less.") }
    if let under = rule.underSeconds {
      conditions.append("It lasts less than \(minutes(under, under)).")
    }
    switch rule.phases {
    case .visited: conditions.append("Every phase was entered.")
    case .within: conditions.append("Every phase was entered and kept its minutes.")
    case .limits(let ids):
      conditions.append(
        "Every phase was entered, and \(ids.joined(separator: " and ")) was not too long.")
    }
    return conditions
  }
}
