public import AudioCore
public import SessionModel

extension AnalysisRecord {
  /// Whether it is what would be written today: of this sound, with the phases that the
  /// session has now, and with all of today's numbers looked for.
  public func isUpToDate(
    timeline: SessionTimeline, plan: Plan?, sampleRate: SampleRate
  ) -> Bool {
    let times = Self.times(timeline, plan, sampleRate)
    return isOf(timeline, sampleRate) && measured == Field.keptKeys && self.plan == times?.plan
      && phases?.map(\.about) == times?.phases
  }

  /// Whether it is what would be written today but for the phases, which the session has others of
  /// now: as after a correction.
  public func hasOtherPhases(
    timeline: SessionTimeline, plan: Plan?, sampleRate: SampleRate
  ) -> Bool {
    isCurrent && measured == Field.keptKeys && isOf(timeline, sampleRate)
      && !isUpToDate(timeline: timeline, plan: plan, sampleRate: sampleRate)
  }

  private func isOf(_ timeline: SessionTimeline, _ sampleRate: SampleRate) -> Bool {
    source.frames == timeline.frames && source.sampleRate == sampleRate
  }

  /// Brings an analysis back, for sessions whose sound is gone.
  ///
  /// What the network decided stands in the record; all else follows from that anew.
  /// - Parameters:
  ///   - timeline: the session's timeline.
  ///   - plan: the session's plan.
  ///   - sampleRate: the session's.
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause; nil for that of
  ///     the record.
  /// - Throws: ``RecordError`` when it is of another sound, or holds impossible numbers.
  public func analysis(
    timeline: SessionTimeline, plan: Plan?, sampleRate: SampleRate,
    pauseThresholdSeconds: Double? = nil
  ) throws(RecordError) -> SessionAnalysis {
    let rate = source.sampleRate
    let frames = timeline.frames
    guard isOf(timeline, sampleRate), let details else { throw .otherLength }
    var end = 0
    var sounding: [FrameRange] = []
    for segment in details.speechSegments {
      // No further than an integer reaches at the highest rate.
      guard segment.start >= 0, segment.end < 1e9 else { throw .otherLength }
      let bounds = [segment.start, segment.end].map { rate.frames(seconds: min($0, 1e9)) }
      guard end <= bounds[0], bounds[0] <= bounds[1], bounds[1] <= frames else {
        throw .otherLength
      }
      end = bounds[1]
      sounding.append(FrameRange(start: bounds[0], end: bounds[1]))
    }
    var parameters = parameters
    if let pauseThresholdSeconds { parameters.pauseThresholdSeconds = pauseThresholdSeconds }
    var analysis = SessionAnalysis(
      analyzer: analyzer, parameters: parameters, sampleRate: rate, channels: source.channels,
      timeline: timeline, plan: plan, sounding: sounding,
      syllableHops: try details.syllableHops(atMost: Int(rate.seconds(frames: frames) * 100)),
      pitch: pitch(details), level: try level(details))
    // It is for drawing only: one that does not fit is not worth the numbers.
    analysis.outline = details.outline.flatMap { $0.fits(rate.seconds(frames: frames)) ? $0 : nil }
    return analysis
  }

  private func pitch(_ details: AnalysisDetails) -> PitchMeasures {
    PitchMeasures(
      voicedSeconds: values["pitch.voicedSeconds"] ?? 0,
      medianHertz: values["pitch.medianHertz"], spreadSemitones: values["pitch.spreadSemitones"],
      variationQuotient: values["pitch.variationQuotient"],
      windows: details.pitch?.windows.map {
        PitchMeasures.Window(startSeconds: $0.start, variationQuotient: $0.variationQuotient)
      } ?? [])
  }

  private func level(_ details: AnalysisDetails) throws(RecordError) -> LevelMeasures {
    guard let peak = values["level.peakDBFS"] else { throw RecordError("has no peak level") }
    return LevelMeasures(
      activeSpeech: values["level.activeSpeechDBFS"].map { Decibels($0) }, peak: Decibels(peak),
      noiseFloor: values["level.noiseFloorDBFS"].map { Decibels($0) },
      clippedSamples: Int(values["level.clippedSamples"] ?? 0),
      clippedRuns: Int(values["level.clippedRuns"] ?? 0), offset: values["level.offset"] ?? 0,
      hum: details.level.hum.map {
        MainsHum(
          hertz: $0.hertz, excessDecibels: $0.excessDecibels, level: Decibels($0.levelDBFS))
      })
  }
}

extension RecordError {
  fileprivate static let otherLength = RecordError("does not fit the session's length")
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
