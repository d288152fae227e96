public import SessionModel

/// How much of a target is done.
public struct TargetProgress: Hashable, Sendable {
  /// The target.
  public let target: Target
  /// How much the schedule asks for; 0 when it was dropped.
  public let amount: Int
  /// How much is done; may exceed the amount.
  public let done: Int
  /// Ids of the ticks or stories that are still open.
  public let open: [String]

  /// How much is left, 0 or more.
  public var left: Int { max(0, amount - done) }
}

/// How much of a stage is done.
public struct StageProgress: Hashable, Sendable {
  /// The stage.
  public let stage: Stage
  /// Its weeks, from 1; nil when it was dropped.
  public let weeks: ClosedRange<Int>?
  /// Its targets in order.
  public let targets: [TargetProgress]
}

/// How far a programme is: counted from real sessions and ticks, nothing else.
///
/// A session counts from the programme's first day on, for each target that it
/// fits, whichever week it falls into. So a week without practice costs nothing:
/// what it left open stays open.
public struct ProgrammeProgress: Hashable, Sendable {
  /// The schedule it is measured against.
  public let schedule: Schedule
  /// The stages in order, those dropped as well.
  public let stages: [StageProgress]
  /// The targets beside all stages.
  public let parallel: [TargetProgress]
  /// How many sessions since the first day count.
  public let sessions: Int
  /// How many sessions since the first day do not count.
  public let uncounted: Int

  /// Counts.
  /// - Parameters:
  ///   - programme: what is aimed at.
  ///   - state: where it stands: since when, and what was ticked.
  ///   - history: sessions of any time, in any order.
  ///   - ownKeys: keys of the person's own questions.
  public init(
    _ programme: Programme, state: ProgrammeState, history: [PractisedSession],
    ownKeys: Set<String> = []
  ) {
    let schedule = programme.schedule(state)
    let since = history.filter { $0.day >= state.from }
    func progress(_ target: Target, _ amount: Int) -> TargetProgress {
      switch target.count {
      case .sessions(let filter, _):
        let fitting = since.filter { filter.includes($0, ownKeys: ownKeys) }
        let done = filter.isDistinct ? Set(fitting.map(\.questionKey)).count : fitting.count
        return TargetProgress(target: target, amount: amount, done: done, open: [])
      case .loops:
        return TargetProgress(target: target, amount: amount, done: loops(since), open: [])
      case .stories(let ids):
        let told = Set(
          since.filter { $0.counts && $0.isComplete && $0.modeID == "story" }.map(\.questionKey))
        let open = ids.filter { !told.contains($0) }
        return TargetProgress(
          target: target, amount: amount, done: ids.count - open.count, open: open)
      case .ticks(let ticks):
        let open = ticks.map(\.id).filter { state.done[$0] == nil }
        return TargetProgress(
          target: target, amount: amount, done: ticks.count - open.count, open: open)
      }
    }
    self.schedule = schedule
    sessions = since.count(where: \.counts)
    uncounted = since.count - sessions
    stages = programme.stages.map { stage in
      StageProgress(
        stage: stage, weeks: schedule.range(of: stage.id),
        targets: stage.targets.map { progress($0, schedule.amount(of: $0, in: stage)) })
    }
    parallel = programme.parallel.map { progress($0, schedule.amount(of: $0)) }
  }

  /// Whether nothing is left open.
  public var isComplete: Bool {
    (stages.flatMap(\.targets) + parallel).allSatisfy { $0.left == 0 }
  }
}

/// Loops of which every round counts.
private func loops(_ sessions: [PractisedSession]) -> Int {
  var rounds: [LoopPlace: Set<Int>] = [:]
  for session in sessions where session.counts {
    guard let loop = session.loop else { continue }
    let whole = LoopPlace(id: loop.id, round: 0, rounds: loop.rounds)
    rounds[whole, default: []].insert(loop.round)
  }
  return rounds.count { $0.value.count >= $0.key.rounds && $0.key.rounds > 0 }
}
