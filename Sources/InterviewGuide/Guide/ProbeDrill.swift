public import SessionModel

/// Asks probes by itself, at moments that cannot be foreseen, in the phases they fit.
///
/// A value on the session's clock; the same seed asks the same at the same moments.
public struct ProbeDrill: Sendable {
  /// The mode in which a friend asks, or the tool where no friend is there.
  public static let modeID = "probes"
  /// The wait for a probe in a phase or after the one before, in seconds of a plan
  /// that is not scaled.
  public static let waitSeconds = 60.0...150.0
  /// How long a probe that is due waits for the speaker to pause, likewise.
  public static let patienceSeconds = 15.0

  private let plan: Plan
  private let named: Set<String>
  private var deck: ProbeDeck
  private var generator: RepeatableGenerator
  private var phaseIndex = -1
  private var nextSeconds = Double.infinity

  /// Prepares a drill.
  /// - Parameters:
  ///   - probes: all there are, such as ``Guide/probes()``.
  ///   - plan: the session's plan; its scale shortens the waits as well.
  ///   - level: whose probes; nil for any.
  ///   - questionID: the question that is practised; nil when it is not one of the guide's.
  ///   - seed: what makes it repeatable.
  public init(
    _ probes: [Probe], plan: Plan, level: Level?, questionID: String?, seed: UInt64
  ) {
    self.plan = plan
    named = Set(probes.flatMap(\.phases))
    deck = ProbeDeck(probes, level: level, questionID: questionID, seed: seed)
    // Not the deck's own sequence, so that waits and probes do not depend on each other.
    generator = RepeatableGenerator(seed: ~seed)
  }

  /// The probe to ask now, if any.
  /// - Parameters:
  ///   - phaseIndex: the current phase; the number of phases in the open remainder.
  ///   - seconds: of the session so far; never less than before.
  ///   - isQuiet: whether the speaker pauses.
  public mutating func due(phaseIndex: Int, seconds: Double, isQuiet: Bool) -> Probe? {
    if phaseIndex != self.phaseIndex {
      self.phaseIndex = phaseIndex
      wait(from: seconds)
    }
    guard phaseIndex < plan.phases.count, seconds >= nextSeconds,
      isQuiet || seconds >= nextSeconds + Self.patienceSeconds * plan.scale
    else { return nil }
    wait(from: seconds)
    let id = plan.phases[phaseIndex].id
    if deck.fits(phaseID: id) { return deck.draw(phaseID: id) }
    // A phase that no probe names, such as one for questions alone, takes any; not
    // the first one, in which nothing was said yet.
    return !named.contains(id) && phaseIndex > 0 ? deck.draw() : nil
  }

  private mutating func wait(from seconds: Double) {
    nextSeconds =
      seconds + plan.scale * Double.random(in: Self.waitSeconds, using: &generator)
  }
}
