/// What is asked when a session is listened back to, in order.
public struct ReviewForm: Hashable, Sendable {
  /// One question, or one list to tick.
  public enum Step: Hashable, Sendable {
    /// A question on how it sounds, with four described levels.
    case listenBack(ListenBackQuestion)
    /// What a strong answer covers: ticked or not.
    case points([String])
    /// What an interviewer of a level listens for, with four described levels.
    case signal(Signal, Level)
    /// Common mistakes of a level: ticked when they happened.
    case mistakes([Mistake], Level)
    /// One line: next time I will.
    case resolution
  }

  /// The steps, the resolution last.
  public let steps: [Step]
  /// The points that a strong answer covers; none when the question is not known.
  public let points: [String]

  /// Puts the steps together.
  ///
  /// A story has no system to draw and no signals of a design.
  /// - Parameters:
  ///   - question: nil when it is not one of the guide's or the person's own.
  ///   - rubric: of the level; nil leaves signals and mistakes out.
  ///   - listenBack: such as ``Guide/listenBackQuestions()``.
  public init(question: Question?, rubric: Rubric?, listenBack: [ListenBackQuestion]) {
    let isStory = question?.kind == .story
    points = question?.points ?? []
    var steps = listenBack.filter { !isStory || $0.id != Self.drawableID }.map(Step.listenBack)
    if !points.isEmpty { steps.append(.points(points)) }
    if let rubric, !isStory {
      steps += rubric.signals.map { .signal($0, rubric.level) }
      if !rubric.mistakes.isEmpty { steps.append(.mistakes(rubric.mistakes, rubric.level)) }
    }
    self.steps = steps + [.resolution]
  }

  /// What a signal's answer is kept under: `l4/requirements`.
  public static func id(_ signal: Signal, _ level: Level) -> String {
    "\(level.rawValue)/\(signal.id)"
  }

  /// What a mistake's answer is kept under: `l4/whiteboard`.
  public static func id(_ mistake: Mistake, _ level: Level) -> String {
    "\(level.rawValue)/\(mistake.id)"
  }

  private static let drawableID = "drawable"

  /// The level that a session is judged by: its question's, else that of its plan, else the
  /// first programme's.
  /// - Parameters:
  ///   - question: what was practised, where the guide knows it.
  ///   - planID: the plan that was followed, if any.
  ///   - programmes: which plan belongs to which level.
  /// - Returns: nil without any programme.
  public static func level(
    question: Question?, planID: String?, programmes: [Programme]
  ) -> Level? {
    if let level = question?.level { return level }
    // A mode's plan is called by the plan that it was made from, and a suffix.
    let programme = programmes.first { programme in
      planID.map { $0 == programme.planID || $0.hasPrefix(programme.planID + "-") } ?? false
    }
    return (programme ?? programmes.first)?.level
  }
}
