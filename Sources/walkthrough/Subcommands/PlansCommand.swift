import ArgumentParser
import InterviewGuide
import Practice
import Reports
import SessionModel

/// `walkthrough plans [ID]`.
struct PlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans",
    abstract: "List the plans and modes, or show one with its phases.",
    discussion: """
      Your own plans come from plans.yaml in $XDG_CONFIG_HOME/walkthrough, or \
      ~/.config/walkthrough.
      """)

  @Argument(help: "The id of a plan or a mode.")
  var id: String?

  @OptionGroup var plan: PlanOptions

  func validate() throws {
    guard id == nil, plan.plan != nil || plan.scale != 1 else { return }
    throw ValidationError(
      "--plan and --scale go with an id: 'walkthrough plans \(plan.plan ?? PlanLibrary.defaultID)'")
  }

  func run() throws {
    try Exit.reporting {
      let plans = try Guide.plans()
      let modes = try Guide.modes()
      let builtIn = try Guide.$own.withValue([:]) { try Guide.plans().map(\.id) }
      let own = Set(plans.map(\.id)).subtracting(builtIn)
      guard let id else {
        return try show {
          PlanPage.list(
            plans, own: own, modes: modes, labels: (": --plan", ": --mode"), style: $0)
        }
      }
      if let plan = plans.first(where: { $0.id == id }) {
        return try show { PlanPage.one(plan.scaled(by: self.plan.scale), style: $0) }
      }
      guard let mode = modes.first(where: { $0.id == id }) else {
        throw ValidationError(
          "no plan or mode is called '\(id)'; there are: "
            + (plans.map(\.id) + modes.map(\.id)).joined(separator: ", "))
      }
      let base = try plan.base()
      try show { PlanPage.one(mode, base: base, scale: plan.scale, style: $0) }
    }
  }
}

/// `walkthrough signals`.
struct SignalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals",
    abstract: "Show what interviewers listen for, and common mistakes.")

  @OptionGroup var level: LevelOption
  @OptionGroup var archive: ArchiveOption

  func run() throws {
    try Exit.reporting {
      let level = try level.level(archive)
      let questions = try Guide.listenBackQuestions()
      guard let rubric = try Guide.rubrics().first(where: { $0.level == level }) else {
        throw ValidationError("there is no rubric for \(level.name); add one to rubrics.yaml")
      }
      try show {
        SignalPage.text(rubric, listenBack: questions, style: $0) + Level.others(than: level, $0)
      }
    }
  }
}
