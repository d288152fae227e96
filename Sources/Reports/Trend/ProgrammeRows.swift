import InterviewGuide

/// What a programme asks for and how much of it is done, in rows.
///
/// Nothing of today's date: the same sessions give the same page on any day.
struct ProgrammeRows {
  struct Row {
    /// The stage with its weeks.
    let stage: String
    let target: String
    /// Such as `3 of 7`.
    let done: String
    let isDone: Bool
  }

  /// Its name, weeks, first day and sessions.
  let about: String
  let rows: [Row]

  init(_ progress: ProgrammeProgress) {
    let schedule = progress.schedule
    about =
      "\(schedule.programme.name) · \(counted(schedule.weeks, "week")) from \(schedule.from) · "
      + ProgrammePage.sessions(progress)
    func row(_ progress: TargetProgress, _ stage: String) -> Row {
      var target = progress.target.text
      if case .ticks(let ticks) = progress.target.count {
        target = "to tick: " + ticks.map(\.id).joined(separator: ", ")
      }
      return Row(
        stage: stage, target: target, done: "\(progress.done) of \(progress.amount)",
        isDone: progress.left == 0)
    }
    let staged = progress.stages.flatMap { stage -> [Row] in
      guard let weeks = stage.weeks else { return [] }
      let name = "\(stage.stage.name), week\(weeks.count == 1 ? "" : "s") \(band(weeks))"
      return stage.targets.map { row($0, name) }
    }
    rows = staged + progress.parallel.map { row($0, "Beside it, in any week") }
  }
}
