import SessionModel

extension Measure {
  /// How many phases kept their budgets.
  public static let phasesWithin = Measure(
    id: "phases-within", name: "Phases within budget",
    words: ["within", "within budget"],
    unit: .share,
    definition: "The plan's phases whose time lies from their least to their most.",
    formula: "phases whose verdict is within ÷ phases of the plan",
    parameters: ["the plan's budget, times the scale of the drill"],
    example: Example("Five phases, of which three ended within their budgets.", is: 0.6) {
      share(ExampleSession.Times(verdicts: [.within, .over, .within, .within, .notVisited]))
    },
    sources: ["The budgets are those of the plan: see `walkthrough plans`."],
    limits: "A budget is a guide for one kind of interview, not a law of conversation.",
    fields: [
      Field(
        session: share),
      Field(column: ("phasesWithin", 13), session: { $0.verdicts.isEmpty ? nil : within($0) }),
      Field(
        column: ("phasesJudged", 14),
        session: { $0.verdicts.isEmpty ? nil : Double($0.verdicts.count) }),
    ],
    isCompared: true,
    figures: [
      Figure(.top, 0, "Phases within budget") { analysis in
        let verdicts = analysis.verdicts
        guard !verdicts.isEmpty else { return nil }
        let others = [(Verdict.over, "over"), (.under, "under"), (.notVisited, "not visited")]
          .map { verdict, word in (verdicts.count { $0 == verdict }, word) }
          .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return Figure.Content(
          value: "\(verdicts.count { $0 == .within }) of \(verdicts.count)",
          note: others.joined(separator: ", "))
      }
    ])

  @Sendable private static func share(_ times: any SessionTimes) -> Double? {
    times.verdicts.isEmpty ? nil : within(times) / Double(times.verdicts.count)
  }

  private static func within(_ times: any SessionTimes) -> Double {
    Double(times.verdicts.count { $0 == .within })
  }
}
