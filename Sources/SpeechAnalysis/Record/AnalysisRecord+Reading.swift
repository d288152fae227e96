import AudioCore
public import PracticePlan

extension AnalysisRecord {
  /// The record as it would be written today: with measures that came after it, where they
  /// follow from what it keeps, and with today's names.
  /// - Throws: ``RecordError`` as ``analysis(timeline:plan:pauseThresholdSeconds:)``.
  public func renewed(
    timeline: SessionTimeline, plan: Plan?
  ) throws(RecordError) -> AnalysisRecord {
    isComplete
      ? self
      : AnalysisRecord(
        try analysis(
          timeline: timeline, plan: plan,
          pauseThresholdSeconds: parameters.pauseThresholdSeconds))
  }

  /// Brings an analysis back, for sessions whose sound is gone.
  ///
  /// What the network decided stands in the record; all else follows from that anew.
  /// - Parameters:
  ///   - timeline: the session's timeline.
  ///   - plan: the session's plan.
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause.
  /// - Throws: ``RecordError`` when it is of another sound, or holds impossible numbers.
  public func analysis(
    timeline: SessionTimeline, plan: Plan?, pauseThresholdSeconds: Double
  ) throws(RecordError) -> SessionAnalysis {
    let rate = source.sampleRate
    let frames = timeline.frames
    guard source.frames == frames, let details else { throw .otherLength }
    var end = 0
    var sounding: [FrameRange] = []
    for segment in details.speechSegments {
      let bounds = [segment.start, segment.end].map { seconds in
        // No further than an integer reaches at the highest rate.
        rate.frames(seconds: min(max(seconds, 0), 1e9))
      }
      guard end <= bounds[0], bounds[0] <= bounds[1], bounds[1] <= frames else {
        throw .otherLength
      }
      end = bounds[1]
      sounding.append(FrameRange(start: bounds[0], end: bounds[1]))
    }
    var parameters = parameters
    parameters.pauseThresholdSeconds = pauseThresholdSeconds
    var analysis = SessionAnalysis(
      analyzer: analyzer, parameters: parameters, sampleRate: rate, channels: source.channels,
      timeline: timeline, plan: plan, sounding: sounding,
      syllableHops: try details.syllableHops(atMost: Int(rate.seconds(frames: frames) * 100)),
      pitch: try pitch(details), level: try level(details))
    // It is for drawing only: one that does not fit is not worth the numbers.
    analysis.outline = details.outline.flatMap { $0.fits(rate.seconds(frames: frames)) ? $0 : nil }
    return analysis
  }

  /// Reads the numbers of a group by their names.
  private func group(
    _ group: String, within range: ClosedRange<Double> = -1000...1000
  ) -> (String) throws(RecordError) -> Double? {
    { name throws(RecordError) in
      let value = values["\(group).\(name)"]
      guard value.map(range.contains) ?? true else { throw .impossible }
      return value
    }
  }

  private func pitch(_ details: AnalysisDetails) throws(RecordError) -> PitchMeasures {
    let pitch = group("pitch", within: 0...1000)
    return PitchMeasures(
      voicedSeconds: try group("pitch", within: 0...1e9)("voicedSeconds") ?? 0,
      medianHertz: try pitch("medianHertz"), spreadSemitones: try pitch("spreadSemitones"),
      variationQuotient: try pitch("variationQuotient"),
      windows: details.pitch?.windows.map {
        PitchMeasures.Window(startSeconds: $0.start, variationQuotient: $0.variationQuotient)
      } ?? [])
  }

  private func level(_ details: AnalysisDetails) throws(RecordError) -> LevelMeasures {
    let level = group("level")
    let count = group("level", within: 0...0x1p40)
    guard let peak = try level("peakDBFS") else { throw .impossible }
    return LevelMeasures(
      activeSpeech: try level("activeSpeechDBFS").map { Decibels($0) }, peak: Decibels(peak),
      noiseFloor: try level("noiseFloorDBFS").map { Decibels($0) },
      clippedSamples: Int(try count("clippedSamples") ?? 0),
      clippedRuns: Int(try count("clippedRuns") ?? 0),
      offset: try group("level", within: -1...1)("offset") ?? 0,
      hum: details.level.hum.map {
        MainsHum(
          hertz: $0.hertz, excessDecibels: $0.excessDecibels, level: Decibels($0.levelDBFS))
      })
  }
}

extension RecordError {
  fileprivate static let otherLength = RecordError(
    description: "does not fit the session's length")
  fileprivate static let impossible = RecordError(description: "holds impossible numbers")
}

extension AnalysisDetails {
  /// The hops of 10 ms that nuclei of syllables lie in, in order.
  /// - Parameter limit: the last hop that there can be.
  fileprivate func syllableHops(atMost limit: Int) throws(RecordError) -> [Int] {
    var hops: [Int] = []
    if let seconds = rate?.syllableSeconds {
      for second in seconds {
        guard 0...Double(limit + 1) / 100 ~= second else { throw .otherLength }
        hops.append(Int(second * 100))
      }
    } else {
      // Schema 1: steps from one to the next, the first from 0.
      for word in (rate?.nucleusHops ?? "").split(separator: " ") {
        guard let step = Int(word), 0...limit ~= step else { throw .otherLength }
        hops.append((hops.last ?? 0) + step)
      }
    }
    for (hop, before) in zip(hops, [0] + hops) where hop < before || hop > limit {
      throw .otherLength
    }
    return hops
  }
}
