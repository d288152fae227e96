public import AudioCore
public import SessionModel

/// What lies where in a session, in seconds: what other programs show beside the sound.
public struct LabelTracks: Hashable, Sendable {
  /// A stretch with a name.
  public struct Interval: Hashable, Sendable {
    /// Where it begins, in seconds.
    public let start: Double
    /// Where it ends, in seconds.
    public let end: Double
    /// What it is called in files, without spaces.
    public let id: String
    /// What it is called for people.
    public let name: String

    /// Creates a stretch.
    public init(start: Double, end: Double, id: String, name: String) {
      self.start = start
      self.end = end
      self.id = id
      self.name = name
    }
  }

  /// The session's id.
  public let id: String
  /// The length of the sound in seconds.
  public let durationSeconds: Double
  /// Visits of phases and of the open remainder; they tile the session.
  public let phases: [Interval]
  /// The stretches of speech; nil when the session was never measured.
  public let speech: [Interval]?
  /// Moments flagged; start and end are the same.
  public let marks: [Interval]
  /// What the device lost.
  public let gaps: [Interval]
  /// Where somebody else spoke: a partner, or whoever asked a probe.
  public let others: [Interval]
  /// What was said, word by word; nil when the session was not transcribed.
  public let words: [Interval]?
  /// The same, sentence by sentence.
  public let sentences: [Interval]?

  /// Puts down what a session's clock knows.
  /// - Parameters:
  ///   - id: the session's.
  ///   - timeline: what is known on its clock.
  ///   - plan: the plan that was followed, if any.
  ///   - rate: frames per second of that clock.
  ///   - speech: starts and ends of speech in seconds; nil when it was never measured.
  ///   - words: what was said; nil when it is not known.
  ///   - sentences: the same by sentences; nil when it is not known.
  public init(
    id: String, _ timeline: SessionTimeline, plan: Plan?, sampleRate rate: SampleRate,
    speech: [(start: Double, end: Double)]?, words: [Interval]? = nil,
    sentences: [Interval]? = nil
  ) {
    let length = rate.seconds(frames: timeline.frames)
    func interval(_ range: FrameRange, _ id: String, _ name: String) -> Interval {
      Interval(
        start: rate.seconds(frames: range.start), end: rate.seconds(frames: range.end), id: id,
        name: name)
    }
    self.id = id
    self.words = words
    self.sentences = sentences
    durationSeconds = length
    phases = timeline.visits.compactMap { visit in
      guard let phase = plan?.phase(visit.phaseIndex) else { return nil }
      return interval(visit.range, phase.id, phase.name)
    }
    marks = timeline.marks.map { mark in
      interval(
        FrameRange(start: mark.frame, end: mark.frame), mark.id,
        plan?.marks.first { $0.id == mark.id }?.name ?? mark.id)
    }
    gaps = timeline.gaps.map { interval($0.range, "gap", "gap: \($0.cause.rawValue)") }
    others = timeline.otherVoices.map { interval($0, "other", "other voice") }
    self.speech = speech?.filter { 0 <= $0.start && $0.start < $0.end }.map {
      Interval(start: $0.start, end: min($0.end, length), id: "speech", name: "speech")
    }
  }
}
