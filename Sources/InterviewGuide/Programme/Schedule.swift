public import SessionModel

/// Which stage each week of a programme belongs to.
///
/// A week is seven days, from the day the programme began.
public struct Schedule: Hashable, Sendable {
  /// The programme.
  public let programme: Programme
  /// The first day.
  public let from: Day
  /// The stage of each week, from the first.
  public let stageIDs: [String]

  /// The number of weeks.
  public var weeks: Int { stageIDs.count }

  /// The weeks of a stage; 0 when it was dropped.
  public func weeks(of stageID: String) -> Int { stageIDs.count { $0 == stageID } }

  /// The weeks of a stage, from 1; nil when it was dropped.
  public func range(of stageID: String) -> ClosedRange<Int>? {
    guard let first = stageIDs.firstIndex(of: stageID),
      let last = stageIDs.lastIndex(of: stageID)
    else { return nil }
    return first + 1...last + 1
  }

  /// The week that a day lies in, from 1; before the first day 0, after the last week more.
  public func week(on day: Day) -> Int {
    day < from ? 0 : day.days(since: from) / 7 + 1
  }

  /// The stage of a day: the first before the start, the last after the end.
  public func stage(on day: Day) -> Stage? {
    let index = min(max(week(on: day), 1), weeks) - 1
    guard stageIDs.indices.contains(index) else { return nil }
    return programme.stages.first { $0.id == stageIDs[index] }
  }

  /// How much of a target this schedule asks for; 0 when its stage was dropped.
  ///
  /// The shortest programme asks for the least of a band, the longest for the most,
  /// what lies between in proportion. A stage that lost weeks beyond that asks for
  /// its share, rounded up.
  public func amount(of target: Target, in stage: Stage? = nil) -> Int {
    let band: ClosedRange<Int>
    switch target.count {
    case .sessions(_, let amount), .loops(let amount): band = amount
    case .stories(let ids): band = ids.count...ids.count
    case .ticks(let ticks): band = ticks.count...ticks.count
    }
    let lengths = programme.weeks
    let length = min(max(weeks, lengths.lowerBound), lengths.upperBound)
    var amount = band.lowerBound
    if lengths.count > 1 {
      let share =
        Double(length - lengths.lowerBound) / Double(lengths.upperBound - lengths.lowerBound)
      amount += Int((Double(band.count - 1) * share).rounded())
    }
    guard let stage else { return amount }
    let own = weeks(of: stage.id)
    if own == 0 { return 0 }
    if case .ticks = target.count { return amount }
    let usual = programme.split(into: length)[stage.id] ?? own
    return own < usual ? (amount * own + usual - 1) / usual : amount
  }
}

/// What a shorter programme leaves out.
public enum Loss: Hashable, Sendable {
  /// The whole stage.
  case stage(Stage)
  /// Some of its weeks.
  case weeks(Stage, from: Int, to: Int)
  /// Some of a target.
  case amount(Stage, Target, from: Int, to: Int)
}

extension Schedule {
  /// What this schedule leaves out that another one has.
  public func losses(comparedWith other: Schedule) -> [Loss] {
    programme.stages.flatMap { stage -> [Loss] in
      let (before, after) = (other.weeks(of: stage.id), weeks(of: stage.id))
      if before > 0, after == 0 { return [.stage(stage)] }
      var losses: [Loss] = after < before ? [.weeks(stage, from: before, to: after)] : []
      for target in stage.targets {
        let (wanted, left) = (other.amount(of: target, in: stage), amount(of: target, in: stage))
        if left < wanted { losses.append(.amount(stage, target, from: wanted, to: left)) }
      }
      return losses
    }
  }
}

extension Programme {
  /// The weeks of each stage when the whole has so many.
  func split(into weeks: Int) -> [String: Int] {
    fitted(Dictionary(uniqueKeysWithValues: stages.map { ($0.id, $0.weeks) }), into: weeks)
  }

  /// Takes weeks away in the order of the cuts until so many are left, one at least.
  private func fitted(_ split: [String: Int], into weeks: Int) -> [String: Int] {
    var split = split
    var total = split.values.reduce(0, +)
    for stageID in cuts where total > max(1, weeks) {
      let left = split[stageID] ?? 0
      // The last stage is what the weeks before were for.
      guard left > (stageID == stages.last?.id ? 1 : 0) else { continue }
      split[stageID] = left - 1
      total -= 1
    }
    return split
  }

  private func sequence(_ split: [String: Int]) -> [String] {
    stages.flatMap { Array(repeating: $0.id, count: split[$0.id] ?? 0) }
  }

  /// How many weeks to plan for when nobody says: what fits before the interview.
  public func usualWeeks(from: Day, interview: Day?) -> Int {
    guard let interview else { return weeks.upperBound }
    let available = (interview.days(since: from) + 6) / 7
    return min(max(available, weeks.lowerBound), weeks.upperBound)
  }

  /// The schedule as it was asked for, as if no interview were near.
  public func wishedSchedule(_ state: ProgrammeState) -> Schedule {
    Schedule(programme: self, from: state.from, stageIDs: sequence(split(into: state.weeks)))
  }

  /// The schedule that the interview's day leaves room for.
  ///
  /// Weeks that have begun stay as they were when it moved; those to come are
  /// fitted into what is left before the interview.
  public func schedule(_ state: ProgrammeState) -> Schedule {
    let wished = split(into: state.weeks)
    var weeks = sequence(wished)
    func available(until interview: Day, fromWeek index: Int) -> Int {
      max(1, (interview.days(since: state.from.adding(days: 7 * index)) + 6) / 7)
    }
    if let interview = state.interview {
      weeks = sequence(fitted(wished, into: available(until: interview, fromWeek: 0)))
    }
    for move in state.moves {
      let index = min(max(0, move.on.days(since: state.from) / 7), 520)
      var past = Array(weeks.prefix(index))
      // After the last week, its stage simply went on.
      past += Array(repeating: stages.last?.id ?? "", count: index - past.count)
      var rest = wished
      for stageID in past { rest[stageID] = max(0, (rest[stageID] ?? 0) - 1) }
      if let last = stages.last { rest[last.id] = max(1, rest[last.id] ?? 0) }
      weeks =
        past
        + sequence(fitted(rest, into: available(until: move.interview, fromWeek: index)))
    }
    return Schedule(programme: self, from: state.from, stageIDs: weeks)
  }
}
