public import InterviewGuide
public import SessionModel

/// What a session is to be about.
public struct Exercise: Hashable, Sendable {
  /// The way to practise.
  public private(set) var mode: Mode
  /// The plan that was chosen, as it is written.
  public let base: Plan
  /// What all times of the plan are multiplied with.
  public let scale: Double
  /// The session's plan; nil for a mode of several rounds.
  public private(set) var plan: Plan?
  /// What is practised, in a line; empty without a question.
  public private(set) var question: String
  /// The guide's question; nil for the user's own words.
  public private(set) var questionID: String?
  /// What is asked, in full; empty for the user's own words.
  public private(set) var ask = ""

  /// Puts mode, question and plan together.
  /// - Parameters:
  ///   - modeID: the way to practise.
  ///   - question: a question's id, its title, or the user's own words.
  ///   - planID: the plan, or a level for that of its programme; nil for that of the level.
  ///   - level: the level that was named.
  ///   - followed: the level of the programme that is followed, for a question of none.
  ///   - usual: the level for who follows none; nil where the person chose none.
  ///   - phaseID: the phase for a drill.
  ///   - scale: what the plan's times are multiplied with.
  ///   - own: the person's own content.
  /// - Throws: `Mode.Unknown`, `Mode.Misuse`, `PlanLibrary.UnknownPlan`, or
  ///   ``OwnContent/Trouble``.
  public init(
    modeID: String, question: String, planID: String?, level: Level?, followed: Level?,
    usual: Level? = nil, phaseID: String?, scale: Double, own: OwnContent
  ) throws {
    mode = try Mode.mode(id: modeID)
    let known = try Guide.allQuestions().first { $0.isMeant(by: question) }
    base = try own.plan(id: planID, level: level ?? known?.level ?? followed ?? usual)
    self.scale = scale
    self.question = known?.title ?? question
    questionID = known?.id
    ask = known?.ask ?? ""
    if case .rounds = mode.shape {
      guard phaseID == nil else { throw Mode.Misuse.phaseNotTaken(mode: mode.id) }
    } else {
      plan = try mode.plan(from: base, phaseID: phaseID).scaled(by: scale)
    }
  }
}

extension Exercise {
  /// The rounds of a mode that has several, each with a plan and a question.
  ///
  /// The question that was named is the first round's; the others get theirs by rotation.
  /// - Throws: `Mode.Unknown`, or `Mode.Misuse` for a mode of one round.
  public func rounds(_ rotation: QuestionRotation, _ material: Tonight.Material) throws
    -> [Exercise]
  {
    guard case .rounds(let modeIDs, _) = mode.shape else {
      throw Mode.Misuse.severalRounds(mode: mode.id)
    }
    let level = try Guide.level(ofPlan: base.id) ?? mode.onsite ?? Guide.usualLevel()
    var chosen: [Question] = material.questions.filter { $0.id == questionID }
    return try modeIDs.enumerated().map { index, modeID in
      var round = self
      round.mode = try Mode.mode(id: modeID)
      round.plan = try round.mode.plan(from: base).scaled(by: scale)
      guard index > 0 || question.isEmpty else { return round }
      let pool = Tonight.pool(modeID, level, material).filter { !chosen.contains($0) }
      let next = rotation.next(of: pool)?.question
      chosen += next.map { [$0] } ?? []
      round.question = next?.title ?? ""
      round.questionID = next?.id
      round.ask = next?.ask ?? ""
      return round
    }
  }

  /// The rest between two rounds in seconds; 0 for a mode of one.
  public var restSeconds: Double {
    if case .rounds(_, let seconds) = mode.shape { seconds } else { 0 }
  }
}
