/// What to practise this evening.
public struct Tonight: Hashable, Sendable {
  /// Why this kind of practice.
  public enum Cause: Hashable, Sendable {
    /// This stage's target is still open.
    case target(Target, Stage)
    /// A target of an earlier stage is still open.
    case leftOver(Target, Stage)
    /// Stories have their turn every third session.
    case story(Target)
    /// Nothing that can be recorded is open in this stage; this is its usual practice.
    case usual(Stage)
    /// No programme is followed.
    case noProgramme
    /// The person named another level than the programme's.
    case otherLevel(Level)
  }

  /// The mode's id.
  public let modeID: String
  /// The phase for a drill.
  public let phaseID: String?
  /// The plan's id.
  public let planID: String
  /// The question and why it is its turn; nil when there is none to choose from.
  public let pick: QuestionRotation.Pick?
  /// Why this kind of practice.
  public let cause: Cause
  /// The mode for those who are alone; nil when this one needs nobody else.
  public let aloneID: String?
}

extension Tonight {
  /// Whether the programme wants it.
  public var isOfProgramme: Bool {
    switch cause {
    case .noProgramme, .otherLevel: false
    default: true
    }
  }

  /// Everything that can be practised.
  public struct Material: Sendable {
    /// The modes.
    public let modes: [Mode]
    /// Built-in questions and stories, and the person's own.
    public let questions: [Question]

    /// Collects what there is.
    public init(modes: [Mode], questions: [Question]) {
      self.modes = modes
      self.questions = questions
    }

    /// The same without some questions.
    /// - Parameter ids: of those that are not wanted tonight.
    public func without(_ ids: Set<String>) -> Material {
      Material(modes: modes, questions: questions.filter { !ids.contains($0.id) })
    }

    /// A way to practise the same for who has no more than 20 minutes, alone; nil when there is
    /// none, or the mode takes no longer itself.
    public func shorter(than mode: Mode) -> Mode? {
      func isShort(_ mode: Mode) -> Bool {
        switch mode.shape {
        case .own(_, let seconds), .scaled(let seconds): seconds <= Self.shortSeconds
        case .whole, .phase, .rounds: false
        }
      }
      guard !isShort(mode), mode.shape != .phase else { return nil }
      return modes.first { $0.asks == mode.asks && $0.aloneID == nil && isShort($0) }
    }

    private static let shortSeconds = 1200.0

    /// Keys of the person's own questions, as sessions carry them.
    public var ownKeys: Set<String> {
      Set(questions.filter(\.isOwn).flatMap { [$0.id, $0.title.lowercased()] })
    }
  }

  /// What an evening without a programme is good for: the next question, aloud.
  public init(
    level: Level, isFollowing: Bool = false, planID: String, material: Material,
    rotation: QuestionRotation,
    seed: UInt64? = nil
  ) {
    let pool = material.questions.filter { $0.kind == .design && $0.fits(level) }
    self.init(
      modeID: "aloud", phaseID: nil, planID: planID, pick: rotation.next(of: pool, seed: seed),
      cause: isFollowing ? .otherLevel(level) : .noProgramme, aloneID: nil)
  }

  /// What the programme wants this evening.
  ///
  /// The first open target of this week's stage; then what earlier stages left;
  /// then stories, which also have every third session to themselves as long as
  /// one is untold; then the stage's usual practice.
  public init?(
    _ progress: ProgrammeProgress, material: Material, rotation: QuestionRotation,
    seed: UInt64? = nil
  ) {
    let schedule = progress.schedule
    let programme = schedule.programme
    guard let stage = schedule.stage(on: rotation.today),
      let index = programme.stages.firstIndex(of: stage)
    else { return nil }
    func made(_ modeID: String, _ cause: Cause, phaseID: String? = nil, from pool: [Question])
      -> Self
    {
      Tonight(
        modeID: modeID, phaseID: phaseID, planID: programme.planID,
        pick: rotation.next(of: pool, seed: seed), cause: cause,
        aloneID: material.modes.first { $0.id == modeID }?.aloneID)
    }
    func recordable(_ progress: [TargetProgress], _ cause: (Target) -> Cause) -> Self? {
      for entry in progress where entry.left > 0 {
        switch entry.target.count {
        case .sessions(let filter, _):
          // Listening back is no recording; own systems need own questions.
          guard !filter.isReviewedOnly, let modeID = filter.modeIDs.first else { continue }
          var pool = Self.pool(modeID, programme.level, material)
          if filter.isOwnOnly { pool = pool.filter(\.isOwn) }
          guard !pool.isEmpty else { continue }
          return made(modeID, cause(entry.target), from: pool)
        case .loops:
          let loop = material.modes.first { $0.onsite == programme.level }?.id ?? "loop"
          return made(
            loop, cause(entry.target), from: Self.pool(loop, programme.level, material))
        case .stories(let ids):
          let open = entry.open
          let pool = material.questions.filter { open.contains($0.id) && ids.contains($0.id) }
          guard !pool.isEmpty else { continue }
          return made("story", cause(entry.target), from: pool)
        case .ticks: continue
        }
      }
      return nil
    }
    let story = recordable(progress.parallel) { .story($0) }
    if progress.sessions % 3 == 2, let story {
      self = story
    } else if let own = recordable(
      progress.stages[index].targets, { .target($0, stage) })
    {
      self = own
    } else if let left = progress.stages[..<index].lazy.compactMap({ earlier in
      recordable(earlier.targets) { .leftOver($0, earlier.stage) }
    }).first {
      self = left
    } else if let story {
      self = story
    } else {
      self = made(
        stage.eveningModeID, .usual(stage), phaseID: stage.eveningPhaseID,
        from: Self.pool(stage.eveningModeID, programme.level, material))
    }
  }

  /// The questions that a mode may be about.
  public static func pool(_ modeID: String, _ level: Level, _ material: Material) -> [Question] {
    let asks = material.modes.first { $0.id == modeID }?.asks ?? .design
    return material.questions.filter { question in
      guard question.fits(level) else { return false }
      switch asks {
      case .design: return question.kind == .design
      case .story: return question.kind == .story
      case .executive: return question.kind == .story && question.theme == "executive"
      }
    }
  }
}
