import AudioCore
public import SessionModel

/// What the journal's entries add up to, one after the other.
///
/// The recorder and recovery both build the session from it, so that a session
/// rebuilt after a crash cannot differ from one that ended well.
public struct SessionFold: Hashable, Sendable {
  private var session: Session
  /// Where the session stands in its plan.
  public private(set) var clock: PhaseClock
  /// What is under way of a probe.
  public private(set) var probeStage = ProbeStage.idle
  // Where the partner began to speak, as long as that lasts.
  private var partnerStart: Int?

  /// Starts from the journal's first entry.
  public init(_ session: Session) {
    self.session = session
    clock = PhaseClock(phaseCount: session.plan?.phases.count ?? 0)
  }

  /// Takes the next entry.
  public mutating func apply(_ entry: JournalEntry) {
    switch entry {
    case .started, .checkpoint, .held: break
    case .phase(let index, let frame):
      clock.move(to: index, at: frame)
      if probeStage == .answering { take(.answered, at: frame) }
    case .mark(let mark): session.timeline.marks.append(mark)
    case .unmark: _ = session.timeline.marks.popLast()
    case .partner(let isSpeaking, let frame):
      if isSpeaking {
        partnerStart = partnerStart ?? frame
      } else if let start = partnerStart {
        session.timeline.partner.append(FrameRange(start: start, end: max(start, frame)))
        partnerStart = nil
      }
    case .probe(let step, let frame): take(step, at: frame)
    case .gap(let gap): take(gap)
    case .hold(let hold): session.timeline.holds.append(hold)
    case .ended(let end, _): session.end = end
    }
  }

  /// A loss in which something happened comes in pieces: they are one gap.
  private mutating func take(_ gap: Gap) {
    guard let last = session.timeline.gaps.last, last.cause == gap.cause,
      last.range.end == gap.range.start
    else {
      session.timeline.gaps.append(gap)
      return
    }
    session.timeline.gaps[session.timeline.gaps.count - 1] = Gap(
      range: FrameRange(start: last.range.start, end: gap.range.end), cause: gap.cause)
  }

  private mutating func take(_ step: ProbeStep, at frame: Int) {
    let last = session.timeline.probes.count - 1
    // What is under way ends first, whatever comes next.
    if probeStage == .asking, last >= 0 {
      let start = session.timeline.probes[last].asked.start
      session.timeline.probes[last].asked = FrameRange(start: start, end: max(start, frame))
    }
    if probeStage != .idle, last >= 0, step != .over {
      session.timeline.probes[last].answerEnd = max(
        session.timeline.probes[last].asked.end, frame)
    }
    switch step {
    case .asked(let id):
      session.timeline.probes.append(
        AskedProbe(id: id, asked: FrameRange(start: frame, end: frame)))
      probeStage = .asking
    case .over: probeStage = probeStage == .asking ? .answering : probeStage
    case .answered: probeStage = .idle
    }
  }

  /// Whether a partner is speaking.
  public var isPartnerSpeaking: Bool { partnerStart != nil }

  /// The number of probes so far.
  public var probeCount: Int { session.timeline.probes.count }

  /// The latest mark that was not taken back.
  public var lastMark: Mark? { session.timeline.marks.last }

  /// Frames that the device lost so far.
  public var gapFrames: Int { session.timeline.gaps.reduce(0) { $0 + $1.range.count } }

  /// The number of marks so far.
  public var markCount: Int { session.timeline.marks.count }

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
    func clipped(_ range: FrameRange) -> FrameRange {
      FrameRange(start: min(range.start, frames), end: min(range.end, frames))
    }
    if let start = partnerStart {
      session.timeline.partner.append(FrameRange(start: start, end: max(start, frames)))
    }
    session.timeline.partner = session.timeline.partner.map(clipped).filter { !$0.isEmpty }
    if probeStage == .asking, let probe = session.timeline.probes.last {
      session.timeline.probes[session.timeline.probes.count - 1].asked = FrameRange(
        start: probe.asked.start, end: max(probe.asked.start, frames))
    }
    session.timeline.probes = session.timeline.probes.map {
      AskedProbe(
        id: $0.id, asked: clipped($0.asked), answerEnd: $0.answerEnd.map { min($0, frames) })
    }
    return session
  }
}
