public import AudioCore
public import SessionModel

/// When a session of a mode counts as passed: by its length and its phases alone.
///
/// Nothing of it judges what was said. Times are those of the mode as written; a
/// plan scaled for a drill scales them too.
public struct PassRule: Hashable, Sendable {
  /// What is asked of the phases.
  public enum Phases: Hashable, Sendable {
    /// Each was entered.
    case visited
    /// Each kept its budget.
    case within
    /// Each was entered, and these were not too long.
    case limits([String])
  }

  /// The least length in seconds, if any.
  public let leastSeconds: Double?
  /// The greatest length in seconds, if any.
  public let mostSeconds: Double?
  /// The length in seconds that must not be reached, if any.
  public let underSeconds: Double?
  /// What is asked of the phases.
  public let phases: Phases

  /// How a phase of a session compares with its budget.
  public struct Standing: Hashable, Sendable {
    let id: String
    let name: String
    let verdict: Verdict

    /// Describes a phase.
    public init(id: String, name: String, verdict: Verdict) {
      self.id = id
      self.name = name
      self.verdict = verdict
    }
  }

  /// Compares a session with the rule.
  /// - Parameters:
  ///   - timeline: the session's timeline.
  ///   - plan: the session's plan, with its scale.
  ///   - sampleRate: frames per second of its clock.
  public func outcome(
    of timeline: SessionTimeline, plan: Plan, sampleRate: SampleRate
  ) -> PassOutcome {
    let phases = plan.phases.enumerated().map { index, phase in
      let own = timeline.frames(phaseIndex: index).map { sampleRate.seconds(frames: $0) }
      return Standing(id: phase.id, name: phase.name, verdict: phase.budget.verdict(seconds: own))
    }
    return outcome(
      seconds: sampleRate.seconds(frames: timeline.frames), scale: plan.scale, phases: phases)
  }

  /// Compares what is known of a session with the rule.
  /// - Parameters:
  ///   - seconds: its length.
  ///   - scale: what its plan's times were multiplied with.
  ///   - standings: the plan's phases in order.
  public func outcome(
    seconds: Double, scale: Double, phases standings: [Standing]
  ) -> PassOutcome {
    var misses: [PassOutcome.Miss] = []
    if let least = leastSeconds.map({ $0.scaledTime(by: scale) }), seconds < least {
      misses.append(.tooShort(leastSeconds: least))
    }
    if let most = mostSeconds.map({ $0.scaledTime(by: scale) }), seconds > most {
      misses.append(.tooLong(mostSeconds: most))
    }
    if let under = underSeconds.map({ $0.scaledTime(by: scale) }), seconds >= under {
      misses.append(.tooLong(mostSeconds: under))
    }
    for phase in standings {
      switch (phase.verdict, phases) {
      case (.notVisited, _): misses.append(.notVisited(phase.name))
      case (.under, .within): misses.append(.phaseTooShort(phase.name))
      case (.over, .within): misses.append(.phaseTooLong(phase.name))
      case (.over, .limits(let ids)) where ids.contains(phase.id):
        misses.append(.phaseTooLong(phase.name))
      default: break
      }
    }
    return PassOutcome(seconds: seconds, misses: misses)
  }

  init(_ node: ContentNode) throws {
    let entry = try node.entry("pass", keys: ["least", "most", "under", "phases"])
    func seconds(_ key: String) throws -> Double? {
      try entry[key].map { try $0.number(key, in: 0...1440) * 60 }
    }
    leastSeconds = try seconds("least")
    mostSeconds = try seconds("most")
    underSeconds = try seconds("under")
    let rule = try entry.required("phases")
    if rule.isEntry {
      phases = .limits(try rule.entry("phases", keys: ["limits"]).ids("limits"))
    } else {
      phases = try rule.choice("phases", of: Word.self) == .within ? .within : .visited
    }
  }

  private enum Word: String, CaseIterable { case visited, within }
}

/// Whether a session passed its mode, and what was missed.
public struct PassOutcome: Hashable, Sendable {
  /// One thing that was missed.
  public enum Miss: Hashable, Sendable {
    /// The session was shorter than this.
    case tooShort(leastSeconds: Double)
    /// The session was longer than this, or just as long where it had to be less.
    case tooLong(mostSeconds: Double)
    /// This phase was never entered.
    case notVisited(String)
    /// This phase was shorter than its budget.
    case phaseTooShort(String)
    /// This phase was longer than its budget.
    case phaseTooLong(String)
  }

  /// The session's length in seconds, holds left out.
  public let seconds: Double
  /// What was missed, in order; empty for a pass.
  public let misses: [Miss]

  /// Describes an outcome.
  public init(seconds: Double, misses: [Miss]) {
    self.seconds = seconds
    self.misses = misses
  }

  /// Whether nothing was missed.
  public var isPass: Bool { misses.isEmpty }

  /// Whether each phase was entered.
  public var isComplete: Bool {
    !misses.contains { if case .notVisited = $0 { true } else { false } }
  }
}
