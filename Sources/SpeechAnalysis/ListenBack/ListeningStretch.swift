public import AudioCore
public import SessionModel

/// A stretch of a session that is worth hearing again, and why.
public struct ListeningStretch: Hashable, Sendable {
  /// Why a moment is worth hearing.
  public enum Reason: Hashable, Sendable {
    /// A phase begins; its place in the plan, the number of phases for the open remainder.
    case phaseStart(phaseIndex: Int)
    /// One of the longest pauses.
    case pause(FrameRange)
    /// From here on a phase takes more than its budget; by how many frames in the end.
    case overBudget(phaseIndex: Int, frames: Int)
    /// From here on the session takes more than its plan; by how many frames in the end.
    case overTotal(frames: Int)
    /// The speaker set a mark.
    case mark(id: String)
    /// Something was perhaps said; the words.
    case said(String)
  }

  /// Why it is worth hearing, the earliest reason first.
  public let reasons: [Reason]
  /// The moment that it is about.
  public let frame: Int
  /// What to play: 5 to 20 s around the moment, ``cut`` not counted; shorter only when
  /// the session is.
  public let range: FrameRange
  /// The middle of a pause so long that it need not be heard in full.
  public let cut: FrameRange?

  /// How many of the longest pauses are heard.
  public static let pauseCount = 3

  private static let leastSeconds = 5.0
  private static let mostSeconds = 20.0
  /// Moments this near to each other are heard together.
  private static let togetherSeconds = 5.0
  /// What all stretches take together, unless 5 s each are more: a minute when played
  /// half as fast again, which leaves half a minute for the answers.
  private static let mostTogetherSeconds = 90.0
  /// What is heard before and after a sentence.
  private static let saidMarginSeconds = 0.5
  /// What is heard of a pause at most.
  private static let mostPauseSeconds = 12.0

  /// Finds the stretches of a session, in its order.
  ///
  /// Where phases begin, the longest pauses, where budgets are left, and all marks.
  /// Moments less than 5 s apart become one stretch. Many stretches are shorter than few.
  /// - Parameters:
  ///   - timeline: the session's phases and marks.
  ///   - plan: nil when the session has none.
  ///   - pauses: the longest silent pauses, longest first; ``pauseCount`` are used.
  ///   - sampleRate: frames per second of its clock.
  public static func list(
    timeline: SessionTimeline, plan: Plan?, pauses: [FrameRange], sampleRate: SampleRate
  ) -> [ListeningStretch] {
    guard timeline.frames > 0 else { return [] }
    let maker = Maker(timeline: timeline, sampleRate: sampleRate)
    var all = pauses.prefix(pauseCount).map(maker.pause)
    if let plan {
      all += maker.phaseStarts() + maker.overruns(plan)
      all += timeline.marks.map(maker.mark)
    }
    // Equal moments keep the order: pauses, phases, overruns, marks.
    let ordered = all.enumerated().sorted {
      ($0.element.frame, $0.offset) < ($1.element.frame, $1.offset)
    }.map(\.element)
    return maker.shortened(
      ordered.reduce(into: []) { stretches, stretch in
        if let last = stretches.last, let both = maker.together(last, stretch) {
          stretches[stretches.count - 1] = both
        } else {
          stretches.append(stretch)
        }
      })
  }

  /// The stretch around something that was perhaps said: its sentence, 20 s of it at most.
  /// - Parameters:
  ///   - text: the words.
  ///   - frame: where they begin.
  ///   - sentence: where their sentence is.
  ///   - frames: of the whole session.
  ///   - sampleRate: frames per second of its clock.
  public static func said(
    _ text: String, at frame: Int, sentence: FrameRange, frames: Int, sampleRate: SampleRate
  ) -> ListeningStretch {
    let maker = Maker(timeline: SessionTimeline(frames: frames), sampleRate: sampleRate)
    let most = sampleRate.frames(seconds: mostSeconds)
    let margin = sampleRate.frames(seconds: saidMarginSeconds)
    let start = max(sentence.start - margin, frame - most / 2)
    return maker.stretch(
      .said(text), at: frame, from: start, to: min(sentence.end + margin, start + most))
  }

  /// The frames that are played.
  private var heardFrames: Int { range.count - (cut?.count ?? 0) }

  /// Makes the stretch for each kind of moment.
  private struct Maker {
    let timeline: SessionTimeline
    let sampleRate: SampleRate

    private func frames(_ seconds: Double) -> Int { sampleRate.frames(seconds: seconds) }

    /// A stretch around a moment, inside the session, not too short.
    func stretch(
      _ reason: Reason, at moment: Int, from start: Int, to end: Int, cut: FrameRange? = nil
    ) -> ListeningStretch {
      let length = timeline.frames
      var start = min(max(0, start), length)
      var end = min(max(start, end), length)
      start = min(start, max(0, end - frames(leastSeconds)))
      end = max(end, min(length, start + frames(leastSeconds)))
      return ListeningStretch(
        reasons: [reason], frame: min(max(0, moment), length),
        range: FrameRange(start: start, end: end), cut: cut)
    }

    func pause(_ pause: FrameRange) -> ListeningStretch {
      let tooLong = pause.count - frames(mostPauseSeconds)
      let half = frames(mostPauseSeconds / 2)
      return stretch(
        .pause(pause), at: pause.start, from: pause.start - frames(4), to: pause.end + frames(4),
        cut: tooLong > 0 ? FrameRange(start: pause.start + half, end: pause.end - half) : nil)
    }

    /// The first visit of each phase; a key pressed twice by mistake begins none.
    func phaseStarts() -> [ListeningStretch] {
      Set(timeline.visits.map(\.phaseIndex)).sorted().compactMap { index in
        let visits = timeline.visits.filter { $0.phaseIndex == index }
        let visit = visits.first { $0.range.count >= frames(2) } ?? visits.first
        guard let start = visit?.range.start else { return nil }
        return stretch(
          .phaseStart(phaseIndex: index), at: start, from: start - frames(1), to: start + frames(9))
      }
    }

    func overruns(_ plan: Plan) -> [ListeningStretch] {
      var found: [ListeningStretch] = []
      for (index, phase) in plan.phases.enumerated() {
        let most = frames(phase.budget.maximumSeconds)
        let taken = timeline.frames(phaseIndex: index) ?? 0
        guard taken > most else { continue }
        var left = most
        for visit in timeline.visits where visit.phaseIndex == index {
          guard visit.range.count <= left else {
            found.append(
              overrun(
                .overBudget(phaseIndex: index, frames: taken - most), at: visit.range.start + left))
            break
          }
          left -= visit.range.count
        }
      }
      let total = frames(plan.totalSeconds)
      if timeline.frames > total {
        found.append(overrun(.overTotal(frames: timeline.frames - total), at: total))
      }
      return found
    }

    private func overrun(_ reason: Reason, at frame: Int) -> ListeningStretch {
      stretch(reason, at: frame, from: frame - frames(4), to: frame + frames(6))
    }

    /// A mark is set after what it is about was said.
    func mark(_ mark: Mark) -> ListeningStretch {
      stretch(
        .mark(id: mark.id), at: mark.frame, from: mark.frame - frames(7), to: mark.frame + frames(3)
      )
    }

    /// Two neighbours as one; nil when they are too far apart, or too long together.
    func together(_ first: ListeningStretch, _ second: ListeningStretch) -> ListeningStretch? {
      guard second.frame - first.frame < frames(togetherSeconds) else { return nil }
      guard first.cut == nil || second.cut == nil else { return nil }
      let cut = first.cut ?? second.cut
      let range = FrameRange(
        start: min(first.range.start, second.range.start),
        end: max(first.range.end, second.range.end))
      let both = ListeningStretch(
        reasons: first.reasons + second.reasons, frame: first.frame, range: range, cut: cut)
      return both.heardFrames <= frames(mostSeconds) ? both : nil
    }

    /// All by the same share on both sides of their moments, none below the least length.
    func shortened(_ stretches: [ListeningStretch]) -> [ListeningStretch] {
      let heard = stretches.reduce(0) { $0 + $1.heardFrames }
      let share = Double(frames(mostTogetherSeconds)) / Double(max(1, heard))
      guard share < 1 else { return stretches }
      return stretches.map { stretch in
        // A long pause is heard at its ends, and these are short already.
        guard stretch.cut == nil, stretch.range.count > frames(leastSeconds) else {
          return stretch
        }
        let share = max(share, Double(frames(leastSeconds)) / Double(stretch.range.count))
        func scaled(_ count: Int) -> Int { Int((Double(count) * share).rounded(.up)) }
        return ListeningStretch(
          reasons: stretch.reasons, frame: stretch.frame,
          range: FrameRange(
            start: stretch.frame - scaled(stretch.frame - stretch.range.start),
            end: stretch.frame + scaled(stretch.range.end - stretch.frame)), cut: nil)
      }
    }
  }
}
