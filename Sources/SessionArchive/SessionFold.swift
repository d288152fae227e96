import AudioCore
public import PracticePlan

/// What the journal's entries add up to, one after the other.
///
/// The recorder and recovery both build the session from it, so that a session
/// rebuilt after a crash cannot differ from one that ended well.
public struct SessionFold: Hashable, Sendable {
  private var session: Session
  /// Where the session stands in its plan.
  public private(set) var clock: PhaseClock

  /// Starts from the journal's first entry.
  public init(_ session: Session) {
    self.session = session
    clock = PhaseClock(phaseCount: session.plan?.phases.count ?? 0)
  }

  /// Takes the next entry.
  public mutating func apply(_ entry: JournalEntry) {
    switch entry {
    case .started, .checkpoint: break
    case .phase(let index, let frame): clock.move(to: index, at: frame)
    case .mark(let mark): session.timeline.marks.append(mark)
    case .gap(let gap): session.timeline.gaps.append(gap)
    case .hold(let hold): session.timeline.holds.append(hold)
    case .ended(let end, _): session.end = end
    }
  }

  /// The number of gaps so far.
  public var gapCount: Int { session.timeline.gaps.count }

  /// The session when its sound file holds this many frames.
  ///
  /// What the entries say of later frames is cut off: it was not recorded.
  public func session(frames: Int) -> Session {
    var session = session
    session.timeline.frames = frames
    session.timeline.visits = session.plan == nil ? [] : clock.visits(endingAt: frames)
    session.timeline.marks = session.timeline.marks.map {
      Mark(id: $0.id, frame: min($0.frame, frames))
    }
    session.timeline.gaps = session.timeline.gaps.compactMap { $0.clipped(toFrames: frames) }
    session.timeline.holds.removeAll { $0.frame > frames }
    return session
  }
}
