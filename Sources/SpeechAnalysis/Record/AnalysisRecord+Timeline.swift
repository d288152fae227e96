public import AudioCore
public import SessionModel

extension AnalysisRecord {
  /// What the record tells of the session that was measured: its plan, without points and
  /// marks, and its timeline.
  /// - Parameters:
  ///   - rate: the rate of the session's sound.
  ///   - frames: its length.
  /// - Returns: nil when the record is of another sound, or its times do not fit.
  public func told(
    sampleRate rate: SampleRate, frames: Int
  ) -> (plan: Plan?, timeline: SessionTimeline)? {
    guard source.sampleRate == rate, source.frames == frames, let details else { return nil }
    let timeline = Self.timeline(details, phases?.map(\.about) ?? [], rate, frames)
    return timeline.map { (followedPlan, $0) }
  }

  private var followedPlan: Plan? {
    guard let plan, let phases, phases.count > 1 else { return nil }
    return Plan(
      id: plan.id, name: plan.id, totalSeconds: plan.totalSeconds,
      phases: phases.map(\.about).filter { $0.id != SessionModel.Phase.openID }.map {
        SessionModel.Phase(
          id: $0.id, name: $0.name,
          budget: TimeBudget(
            minimumSeconds: $0.minimumSeconds, maximumSeconds: $0.maximumSeconds))
      }, scale: plan.scale)
  }

  private static func timeline(
    _ details: AnalysisDetails, _ phases: [PhaseEntry], _ rate: SampleRate, _ frames: Int
  ) -> SessionTimeline? {
    // Times of a damaged file may be anything.
    func frame(_ seconds: Double) -> Int? {
      guard 0...1e9 ~= seconds else { return nil }
      let frame = rate.frames(seconds: seconds)
      return frame <= frames ? frame : nil
    }
    func range(_ start: Double, _ end: Double) -> FrameRange? {
      guard let start = frame(start), let end = frame(end), start <= end else { return nil }
      return FrameRange(start: start, end: end)
    }
    let visits = phases.enumerated().flatMap { index, phase in
      phase.visits.compactMap { visit in
        range(visit.start, visit.end).map { PhaseVisit(phaseIndex: index, range: $0) }
      }
    }.sorted { $0.range.start < $1.range.start }
    var next = 0
    for visit in visits {
      guard visit.range.start == next else { return nil }
      next = visit.range.end
    }
    guard visits.isEmpty || next == frames else { return nil }
    return SessionTimeline(
      frames: frames, visits: visits,
      marks: (details.marks ?? []).compactMap { mark in
        frame(mark.seconds).map { SessionModel.Mark(id: mark.id, frame: $0) }
      },
      gaps: details.gaps.compactMap { gap in
        guard let range = range(gap.start, gap.end), let cause = Gap.Cause(rawValue: gap.cause)
        else { return nil }
        return Gap(range: range, cause: cause)
      },
      holds: details.holds.compactMap { hold in
        guard let frame = frame(hold.at), 0...1e9 ~= hold.heldSeconds else { return nil }
        return Hold(frame: frame, heldFrames: rate.frames(seconds: hold.heldSeconds))
      },
      partner: (details.partner?.stretches ?? []).compactMap { range($0.start, $0.end) },
      probes: (details.probes ?? []).compactMap { probe in
        guard let asked = range(probe.asked.start, probe.asked.end) else { return nil }
        // Where its answer ended is not kept.
        return AskedProbe(id: probe.id, asked: asked)
      })
  }
}
