/// What a session comes to: whether it counts, and whether it passed its mode.
///
/// Every surface says this one verdict, and only sessions that count drive counters, trends
/// and advice. Passing is a matter of its own: a session that missed its mode counts.
public struct SessionStanding: Hashable, Sendable {
  /// Why a session does not count.
  public enum Exclusion: Hashable, Sendable {
    /// It shows the tool; nobody practised.
    case demo
    /// It lasted less than half of the least that its plan asks for, before it was scaled.
    case tooShort(leastSeconds: Double)
    /// Somebody spoke for less than ``SessionStanding/leastTalkSeconds``.
    case tooLittleTalk
  }

  /// One word for it, as programs read it.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// It counts and passed its mode.
    case passed
    /// It counts and missed its mode.
    case missed
    /// It counts; there is no mode that it could pass.
    case counts
    /// It does not count.
    case doesNotCount
  }

  /// The talk time in seconds that a session needs to count.
  public static let leastTalkSeconds = 10.0

  /// Why it does not count; nil when it does.
  public let exclusion: Exclusion?
  /// How it compares with its mode; nil without a plan, or a mode that is known.
  public let outcome: PassOutcome?

  /// Judges a session.
  /// - Parameters:
  ///   - seconds: its length.
  ///   - talkSeconds: how long somebody spoke; nil where that was not measured, which leaves
  ///     it out only when it was too short to hold enough talk.
  ///   - planLeastSeconds: the least that its plan's phases take together, before the plan was
  ///     scaled: a try of three minutes is no conversation. 0 without a plan.
  ///   - isDemo: whether it shows the tool.
  ///   - outcome: how it compares with its mode.
  public init(
    seconds: Double, talkSeconds: Double?, planLeastSeconds: Double, isDemo: Bool = false,
    outcome: PassOutcome? = nil
  ) {
    let leastSeconds = planLeastSeconds / 2
    if isDemo {
      exclusion = .demo
    } else if seconds < leastSeconds {
      exclusion = .tooShort(leastSeconds: leastSeconds)
    } else if min(talkSeconds ?? seconds, seconds) < Self.leastTalkSeconds {
      exclusion = .tooLittleTalk
    } else {
      exclusion = nil
    }
    self.outcome = outcome
  }

  /// Whether it counts.
  public var counts: Bool { exclusion == nil }

  /// One word for it.
  public var verdict: Verdict {
    guard counts else { return .doesNotCount }
    return outcome.map { $0.isPass ? .passed : .missed } ?? .counts
  }
}
