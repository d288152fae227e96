import AudioCore
import SessionModel

/// What a record holds besides numbers: lists and events.
struct AnalysisDetails: Hashable, Sendable {
  typealias Stretch = AnalysisRecord.Stretch

  struct Pauses: Hashable, Codable {
    struct Histogram: Hashable, Codable {
      let edgesSeconds: [Double]
      let counts: [Int]
    }
    let thresholdSeconds: Double
    let histogram: Histogram?
    let longest: [Stretch]?
  }

  struct Rate: Hashable, Codable {
    struct Minute: Hashable, Codable {
      let start: Double
      let syllables: Int
      let talkSeconds: Double
      let articulationRatePerSecond: Double?
    }
    let minutes: [Minute]?
    /// Where the nuclei of syllables lie; nil in schema 1.
    var syllableSeconds: [Double]?
    /// Schema 1: hops of 10 ms as steps from one to the next.
    var nucleusHops: String?
  }

  struct Pitch: Hashable, Codable {
    struct Window: Hashable, Codable {
      let start: Double
      let variationQuotient: Double
    }
    struct Contour: Hashable, Codable {
      let hopSeconds: Double
      let hertz: [Double]
    }
    let windowSeconds: Int
    let windows: [Window]
    let contour: Contour?
  }

  struct Level: Hashable, Codable {
    struct Hum: Hashable, Codable {
      let hertz: Int
      let excessDecibels: Double
      let levelDBFS: Double
    }
    let hum: Hum?
  }

  struct Mark: Hashable, Codable {
    let id: String
    let seconds: Double
  }

  struct Gap: Hashable, Codable {
    let start: Double
    let end: Double
    let cause: String
  }

  struct Hold: Hashable, Codable {
    let at: Double
    let heldSeconds: Double
  }

  struct Partner: Hashable, Codable {
    let totalSeconds: Double
    let stretches: [Stretch]
  }

  struct Probe: Hashable, Codable {
    let id: String?
    let asked: Stretch
    let latencySeconds: Double?
    let answerSeconds: Double?
  }

  let speechSegments: [Stretch]
  let pauses: Pauses
  /// Nil for analyzers before the second, as the pitch.
  let rate: Rate?
  let pitch: Pitch?
  let level: Level
  let marks: [Mark]?
  let gaps: [Gap]
  let holds: [Hold]
  let partner: Partner?
  let probes: [Probe]?
  let outline: SoundOutline?

  init(_ analysis: SessionAnalysis, contours: Bool) {
    outline = analysis.outline
    let rate = analysis.sampleRate
    let timeline = analysis.timeline
    func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames).rounded(digits: 6) }
    func stretch(_ range: FrameRange) -> Stretch {
      Stretch(start: seconds(range.start), end: seconds(range.end))
    }
    speechSegments = analysis.sounding.map(stretch)
    pauses = Pauses(
      thresholdSeconds: analysis.parameters.pauseThresholdSeconds,
      histogram: Pauses.Histogram(
        edgesSeconds: PauseDistribution.histogramEdgesSeconds.map { $0.rounded(digits: 6) },
        counts: analysis.pauses.histogram),
      longest: analysis.longestPauses(10).map { stretch($0.range) })
    self.rate = Rate(
      minutes: analysis.rateByMinute.enumerated().map { minute, rates in
        Rate.Minute(
          start: Double(60 * minute), syllables: rates.syllables,
          talkSeconds: rates.talkSeconds.rounded(digits: 6),
          articulationRatePerSecond: rates.articulationRatePerSecond?.rounded(digits: 6))
      },
      // The middles of hops of 10 ms.
      syllableSeconds: analysis.syllableHops.map { Double(2 * $0 + 1) / 200 })
    pitch = Pitch(
      windowSeconds: PitchMeasures.windowSeconds,
      windows: analysis.pitch.windows.map {
        Pitch.Window(
          start: $0.startSeconds, variationQuotient: $0.variationQuotient.rounded(digits: 4))
      },
      contour: contours
        ? Pitch.Contour(
          hopSeconds: PitchMeasures.hopSeconds,
          hertz: analysis.pitch.hertz.map { Double($0).rounded(digits: 2) })
        : nil)
    level = Level(
      hum: analysis.level.hum.map {
        Level.Hum(
          hertz: $0.hertz, excessDecibels: $0.excessDecibels.rounded(digits: 2),
          levelDBFS: $0.level.value.rounded(digits: 2))
      })
    let isPlanned = analysis.plan != nil && !analysis.phases.isEmpty
    marks =
      isPlanned ? timeline.marks.map { Mark(id: $0.id, seconds: seconds($0.frame)) } : nil
    gaps = timeline.gaps.map {
      Gap(
        start: seconds($0.range.start), end: seconds($0.range.end), cause: $0.cause.rawValue)
    }
    holds = timeline.holds.map {
      Hold(at: seconds($0.frame), heldSeconds: seconds($0.heldFrames))
    }
    partner =
      timeline.partner.isEmpty
      ? nil
      : Partner(
        totalSeconds: seconds(timeline.partner.reduce(0) { $0 + $1.count }),
        stretches: timeline.partner.map(stretch))
    probes =
      analysis.answers.isEmpty
      ? nil
      : analysis.answers.map {
        Probe(
          id: $0.probe.id, asked: stretch($0.probe.asked),
          latencySeconds: $0.latencyFrames.map(seconds),
          answerSeconds: $0.answerFrames.map(seconds))
      }
  }

  // MARK: Coding

  /// Adds lists and events to the object that the numbers of measures lie in.
  func encode(into groups: inout KeyedEncodingContainer<NameKey>) throws {
    try groups.encode(speechSegments, forKey: NameKey("speechSegments"))
    try pauses.encode(to: groups.superEncoder(forKey: NameKey("pauses")))
    try rate?.encode(to: groups.superEncoder(forKey: NameKey("rate")))
    try pitch?.encode(to: groups.superEncoder(forKey: NameKey("pitch")))
    try level.encode(to: groups.superEncoder(forKey: NameKey("level")))
    try groups.encodeIfPresent(marks, forKey: NameKey("marks"))
    try groups.encode(gaps, forKey: NameKey("gaps"))
    try groups.encode(holds, forKey: NameKey("holds"))
    try groups.encodeIfPresent(partner, forKey: NameKey("partner"))
    try groups.encodeIfPresent(probes, forKey: NameKey("probes"))
    try groups.encodeIfPresent(outline, forKey: NameKey("outline"))
  }

  init(from groups: KeyedDecodingContainer<NameKey>) throws {
    speechSegments = try groups.decode([Stretch].self, forKey: NameKey("speechSegments"))
    pauses = try groups.decode(Pauses.self, forKey: NameKey("pauses"))
    rate = try groups.decodeIfPresent(Rate.self, forKey: NameKey("rate"))
    pitch = try groups.decodeIfPresent(Pitch.self, forKey: NameKey("pitch"))
    level = try groups.decode(Level.self, forKey: NameKey("level"))
    marks = try groups.decodeIfPresent([Mark].self, forKey: NameKey("marks"))
    gaps = try groups.decodeIfPresent([Gap].self, forKey: NameKey("gaps")) ?? []
    holds = try groups.decodeIfPresent([Hold].self, forKey: NameKey("holds")) ?? []
    partner = try groups.decodeIfPresent(Partner.self, forKey: NameKey("partner"))
    probes = try groups.decodeIfPresent([Probe].self, forKey: NameKey("probes"))
    // For drawing only: one that is damaged is not worth the numbers.
    outline = try? groups.decodeIfPresent(SoundOutline.self, forKey: NameKey("outline"))
  }
}
