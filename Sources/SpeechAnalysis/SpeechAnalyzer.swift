public import AudioCore
public import SessionModel

/// Measures the pacing of a session from its samples.
///
/// A stream: give it the samples in portions of any size, then finish. The same
/// samples give the same result, bit for bit, whatever the portions were and
/// whether they came from a microphone or from a file. Memory grows by about
/// 50 bytes for each 10 ms, not with the audio. Use one on one thread.
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

  /// Cuts a sound of known length into parts of a minute or so, one or more.
  public func parts(frames: Int) -> [Part] {
    let partFrames = Self.partMinutes * 60 * sampleRate.hertz
    let context = extractor.partContext
    let starts = stride(from: 0, to: max(1, frames - partFrames / 2), by: partFrames)
    return starts.map { start in
      let isLast = start + partFrames >= frames - partFrames / 2
      let end = isLast ? frames : start + partFrames
      return Part(
        range: FrameRange(start: start, end: end),
        reads: FrameRange(
          start: start == 0 ? 0 : start - context.before,
          end: isLast ? frames : end + context.after))
    }
  }

  /// Every whole number of minutes is a whole number of blocks at any sample rate.
  private static let partMinutes = 1

  /// Prepares for one of the ``parts(frames:)`` of a sound.
  ///
  /// Give it all that the part `reads`, then append the parts to this one, in order.
  public func analyzer(for part: Part) -> SpeechAnalyzer {
    var copy = self
    if part.range.start > 0 { copy.extractor = extractor.startingInside() }
    copy.reserve(frames: part.range.count)
    return copy
  }

  /// Makes room for a sound of known length.
  public mutating func reserve(frames: Int) { extractor.reserve(frames: frames) }

  /// Goes on where the next part ends; the result is the same as from one stream.
  public mutating func append(_ next: SpeechAnalyzer) { extractor.append(next.extractor) }

  // MARK: - The result

  /// Decides over the whole session and forgets it.
  /// - Parameters:
  ///   - timeline: phases, gaps, holds, others' speech; its length in frames is set to what was received.
  ///   - plan: the plan that the timeline's visits refer to.
  ///   - parameters: the rules.
  public mutating func finish(
    timeline: SessionTimeline? = nil, plan: Plan? = nil,
    parameters: AnalysisParameters = AnalysisParameters()
  ) -> SessionAnalysis {
    let frames = frames
    var track = extractor.finish()
    var timeline = timeline ?? SessionTimeline(frames: frames)
    timeline.frames = frames
    let hertz = sampleRate.hertz
    @Sendable func frame(hop: Int) -> Int {
      min(frames, hop * hertz / FeatureTrack.hopsPerSecond)
    }
    // What the device lost, and what others said.
    let gaps = timeline.excluded
    @Sendable func isGap(_ hop: Int) -> Bool {
      let range = FrameRange(start: frame(hop: hop), end: frame(hop: hop + 1))
      return gaps.contains { $0.overlap(range) > 0 }
    }
    let (hops, nuclei) = Self.activity(track, parameters)
    // The largest part of the memory is not needed any more.
    track.removeRows()
    let (pitch, level) = concurrently { [track] in
      PitchMeasures(hertz: PitchContour(track, soundingHops: hops).hertz, isGap: isGap)
    } _: { [track] in
      LevelMeasures(track, soundingHops: hops, isGap: isGap)
    }
    let sounding = hops.map {
      FrameRange(start: frame(hop: $0.lowerBound), end: frame(hop: $0.upperBound))
    }
    .flatMap { subtract(gaps, from: $0) }
    var analysis = SessionAnalysis(
      analyzer: .current, parameters: parameters, sampleRate: sampleRate, channels: channels,
      timeline: timeline, plan: plan, sounding: sounding,
      syllableHops: nuclei.filter { !isGap($0) }, pitch: pitch, level: level)
    analysis.outline = SoundOutline(
      track, sounding: sounding, frames: frames, sampleRate: sampleRate)
    return analysis
  }

  /// The hops in which somebody speaks, and those in which nuclei of syllables lie.
  private static func activity(
    _ track: FeatureTrack, _ parameters: AnalysisParameters
  ) -> (sounding: [Range<Int>], nuclei: [Int]) {
    guard let scene = SessionScene(track) else { return ([], []) }
    let hops = VoiceActivity.soundingHops(track, scene, parameters)
    let nuclei = SyllableNuclei(
      VowelEnvelope(track, scene), judge: NucleusJudge(track, scene), soundingHops: hops)
    return (hops, nuclei.hops)
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
