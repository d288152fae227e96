public import AudioCore
public import PracticePlan

/// Measures the pacing of a session from its samples.
///
/// A stream: give it the samples in portions of any size, then finish. The same
/// samples give the same result, bit for bit, whatever the portions were and
/// whether they came from a microphone or from a file. Memory grows by about
/// 32 bytes for each 10 ms, not with the audio. Use one on one thread.
public struct SpeechAnalyzer: Sendable {
  private let sampleRate: SampleRate
  private let channels: Int
  private var extractor: FeatureExtractor

  /// Prepares for a sound of one rate.
  /// - Parameters:
  ///   - sampleRate: of the samples to come, 8,000 Hz or more.
  ///   - channels: of the sound file, for the result; the samples are mono.
  public init(sampleRate: SampleRate, channels: Int = 1) {
    self.sampleRate = sampleRate
    self.channels = channels
    extractor = FeatureExtractor(sampleRate: sampleRate)
  }

  /// Frames received so far.
  public var frames: Int { extractor.frames }

  /// Takes the next mono samples, full scale being 1.
  public mutating func process(_ samples: Span<Float>) { extractor.process(samples) }

  /// Takes the next mono samples of 16 bits.
  public mutating func process(_ samples: Span<Int16>) { extractor.process(samples) }

  // MARK: - Parts on threads of their own

  /// A part of a sound that can be measured apart from the others.
  public struct Part: Hashable, Sendable {
    /// What is measured.
    public let range: FrameRange
    /// What the analyzer wants to be given for it: some more on either side.
    public let reads: FrameRange
  }

  /// Cuts a sound of known length into parts, at whole minutes.
  /// - Parameters:
  ///   - frames: its length.
  ///   - count: how many parts at most.
  /// - Returns: one or more, in order; none shorter than two minutes but the only one.
  public func parts(frames: Int, count: Int) -> [Part] {
    let minuteFrames = 60 * sampleRate.hertz
    let count = max(1, min(count, frames / minuteFrames / 2))
    let context = extractor.partContext
    return (0..<count).map { index in
      let start = frames / minuteFrames * index / count * minuteFrames
      let isLast = index == count - 1
      let end =
        isLast ? frames : frames / minuteFrames * (index + 1) / count * minuteFrames
      return Part(
        range: FrameRange(start: start, end: end),
        reads: FrameRange(
          start: index == 0 ? 0 : start - context.before,
          end: isLast ? frames : end + context.after))
    }
  }

  /// Prepares for one of the ``parts(frames:count:)`` of a sound.
  ///
  /// Give it all that the part `reads`, then append the parts to the first, in order.
  public func analyzer(for part: Part, of frames: Int) -> SpeechAnalyzer {
    var copy = self
    if part.range.start > 0 { copy.extractor = extractor.startingInside() }
    // The first takes in all the others.
    copy.extractor.reserve(frames: part.range.start > 0 ? part.range.count : frames)
    return copy
  }

  /// Goes on where the next part ends; the result is the same as from one stream.
  public mutating func append(_ next: SpeechAnalyzer) { extractor.append(next.extractor) }

  // MARK: - The result

  /// Decides over the whole session.
  /// - Parameters:
  ///   - timeline: phases, gaps and holds; its length in frames is set to what was received.
  ///   - plan: the plan that the timeline's visits refer to.
  ///   - parameters: the rules.
  public mutating func finish(
    timeline: SessionTimeline? = nil, plan: Plan? = nil,
    parameters: AnalysisParameters = AnalysisParameters()
  ) -> SessionAnalysis {
    let track = extractor.finish()
    var timeline = timeline ?? SessionTimeline(frames: frames)
    timeline.frames = frames
    let hertz = sampleRate.hertz
    func frame(hop: Int) -> Int { min(frames, hop * hertz / FeatureTrack.hopsPerSecond) }
    let hops = VoiceActivity.soundingHops(track, parameters)
    let gaps = timeline.gaps.map(\.range)
    let sounding = hops.map {
      FrameRange(start: frame(hop: $0.lowerBound), end: frame(hop: $0.upperBound))
    }
    .flatMap { subtract(gaps, from: $0) }
    let silences = SilentPause.silences(between: sounding, timeline: timeline)
    let talkFrames = sounding.reduce(0) { $0 + $1.count }
    let threshold = parameters.pauseThresholdSeconds
    let level = LevelMeasures(track, soundingHops: hops) { hop in
      let range = FrameRange(start: frame(hop: hop), end: frame(hop: hop + 1))
      return gaps.contains { $0.overlap(range) > 0 }
    }
    var phases: [PhasePacing] = []
    if let plan, !timeline.visits.isEmpty {
      phases = (plan.phases.map(Optional.some) + [nil]).enumerated().map { index, phase in
        PhasePacing(
          phase: phase, index: index, timeline: timeline, sampleRate: sampleRate,
          sounding: sounding, silences: silences, thresholdSeconds: threshold)
      }
    }
    return SessionAnalysis(
      analyzer: .current, parameters: parameters, sampleRate: sampleRate, channels: channels,
      timeline: timeline, plan: plan, sounding: sounding, silences: silences,
      talkFrames: talkFrames,
      sessionFrames: frames - gaps.reduce(0) { $0 + $1.count },
      pauses: PauseDistribution(
        silences: silences, sampleRate: sampleRate, thresholdSeconds: threshold),
      level: level, phases: phases)
  }

  /// What is left of a range without the gaps in it.
  private func subtract(_ gaps: [FrameRange], from range: FrameRange) -> [FrameRange] {
    var rest = [range]
    for gap in gaps where gap.overlap(range) > 0 {
      let last = rest.removeLast()
      if last.start < gap.start { rest.append(FrameRange(start: last.start, end: gap.start)) }
      rest.append(FrameRange(start: min(max(gap.end, last.start), last.end), end: last.end))
    }
    return rest.filter { !$0.isEmpty }
  }
}
