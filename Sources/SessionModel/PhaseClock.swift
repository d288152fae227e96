import AudioCore

/// Where a session stands in its plan, moved by key presses.
///
/// A value without a clock of its own: every change says the frame at which it
/// happens. Changes never go back in time; an earlier frame counts as the latest.
public struct PhaseClock: Hashable, Sendable {
  /// The number of phases of the plan; this index stands for the open remainder.
  public let phaseCount: Int
  /// The current phase, `phaseCount` in the open remainder.
  public private(set) var phaseIndex = 0
  /// The frame at which the current visit started.
  public private(set) var visitStart = 0
  private var done: [PhaseVisit] = []

  /// Starts in the first phase at frame 0.
  public init(phaseCount: Int) { self.phaseCount = phaseCount }

  /// Moves to the next phase; after the last one, to the open remainder.
  /// - Returns: whether there was somewhere to go.
  @discardableResult
  public mutating func next(at frame: Int) -> Bool { move(to: phaseIndex + 1, at: frame) }

  /// Moves back to the phase before, which is visited again.
  /// - Returns: whether there was somewhere to go.
  @discardableResult
  public mutating func back(at frame: Int) -> Bool { move(to: phaseIndex - 1, at: frame) }

  /// Moves to a phase by its index.
  /// - Returns: false, changing nothing, outside `0...phaseCount` or when already there.
  @discardableResult
  public mutating func move(to index: Int, at frame: Int) -> Bool {
    guard (0...phaseCount).contains(index), index != phaseIndex else { return false }
    let end = max(visitStart, frame)
    if end > visitStart {
      done.append(
        PhaseVisit(phaseIndex: phaseIndex, range: FrameRange(start: visitStart, end: end)))
    }
    phaseIndex = index
    visitStart = end
    return true
  }

  /// The frames spent so far in a phase, all its visits together.
  public func frames(phaseIndex index: Int, at frame: Int) -> Int {
    let past = done.filter { $0.phaseIndex == index }.reduce(0) { $0 + $1.range.count }
    return past + (index == phaseIndex ? max(0, frame - visitStart) : 0)
  }

  /// All visits of a session that ends at a frame; they tile it.
  public func visits(endingAt frame: Int) -> [PhaseVisit] {
    var visits =
      (done + [
        PhaseVisit(
          phaseIndex: phaseIndex,
          range: FrameRange(start: visitStart, end: max(visitStart, frame)))
      ])
    // A key pressed after the last recorded frame moved nothing that was recorded.
    visits = visits.compactMap { visit in
      let range = FrameRange(
        start: min(visit.range.start, frame), end: min(visit.range.end, frame))
      return range.isEmpty ? nil : PhaseVisit(phaseIndex: visit.phaseIndex, range: range)
    }
    // Two visits of one phase in a row (there and back at once) are one.
    return visits.reduce(into: []) { merged, visit in
      if let last = merged.last, last.phaseIndex == visit.phaseIndex {
        merged[merged.count - 1] = PhaseVisit(
          phaseIndex: last.phaseIndex,
          range: FrameRange(start: last.range.start, end: visit.range.end))
      } else {
        merged.append(visit)
      }
    }
  }
}
