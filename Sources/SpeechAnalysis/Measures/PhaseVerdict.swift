import SessionModel

extension Measure {
  /// Whether a phase kept its budget.
  public static let phaseVerdict = Measure(
    id: "phase-verdict", name: "Verdict of a phase",
    words: ["verdict"],
    unit: .seconds,
    definition: "Whether a phase stayed within its budget, and by how much it did not. Both ends "
      + "of the budget belong to it.",
    formula: "under: budget's least − time; over: time − budget's most; otherwise within",
    parameters: ["the plan's budget, times the scale of the drill"],
    example: Example("How far a phase of 7:30 is over a budget of 5 to 7 minutes.", is: 30) {
      let budget = TimeBudget(minimumSeconds: 300, maximumSeconds: 420)
      return budget.verdict(seconds: 450) == .over ? 450 - budget.maximumSeconds : nil
    },
    sources: ["The budgets are those of the plan: see `walkthrough plans`."],
    limits: "A budget is a guide for one kind of interview, not a law of conversation.")
}
