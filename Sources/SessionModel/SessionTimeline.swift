public import AudioCore

/// One stretch of the session spent in a phase, or in the open remainder.
public struct PhaseVisit: Hashable, Sendable, Codable {
  /// The phase's place in the plan, from 0; the number of phases for the open remainder.
  public let phaseIndex: Int
  /// Where the visit lies on the session's clock.
  public let range: FrameRange

  /// Creates a visit.
  public init(phaseIndex: Int, range: FrameRange) {
    self.phaseIndex = phaseIndex
    self.range = range
  }

  /// Reads a visit and refuses an impossible phase.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    phaseIndex = try container.decode(Int.self, forKey: .phaseIndex, in: 0...Plan.mostPhases)
    range = try container.decode(FrameRange.self, forKey: .range)
  }
}

/// A moment that the speaker flagged.
public struct Mark: Hashable, Sendable, Codable {
  /// The id of the plan's kind of mark.
  public let id: String
  /// The frame at which it was set.
  public let frame: Int

  /// Creates a mark.
  public init(id: String, frame: Int) {
    self.id = id
    self.frame = frame
  }

  /// Reads a mark and refuses an impossible frame.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    frame = try FrameRange.position(in: container, forKey: .frame)
  }
}

/// A stop of the session's clock at the user's wish: nothing of it is in the audio.
public struct Hold: Hashable, Sendable, Codable {
  /// The frame before which the recording was spliced.
  public let frame: Int
  /// How many frames the device delivered meanwhile, which were let go.
  public let heldFrames: Int

  /// Creates a hold.
  public init(frame: Int, heldFrames: Int) {
    self.frame = frame
    self.heldFrames = heldFrames
  }

  /// Reads a hold and refuses impossible frames.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    frame = try FrameRange.position(in: container, forKey: .frame)
    heldFrames = try FrameRange.position(in: container, forKey: .heldFrames)
  }
}

/// Everything known of a session besides its sound, on the clock of its frames.
public struct SessionTimeline: Hashable, Sendable, Codable {
  /// Frames of the whole session, the file's length.
  public var frames: Int
  /// Visits in order; they tile the session without a gap.
  ///
  /// Empty without a plan.
  public var visits: [PhaseVisit]
  /// Moments flagged, in the order they were set.
  public var marks: [Mark]
  /// Stretches that the device lost, in order.
  public var gaps: [Gap]
  /// Splices, in order.
  public var holds: [Hold]
  /// Stretches in which a partner spoke, in order and apart from each other.
  public var partner: [FrameRange]
  /// Probes, in the order they were asked.
  public var probes: [AskedProbe]

  /// Creates a timeline.
  public init(
    frames: Int, visits: [PhaseVisit] = [], marks: [Mark] = [], gaps: [Gap] = [],
    holds: [Hold] = [], partner: [FrameRange] = [], probes: [AskedProbe] = []
  ) {
    self.frames = frames
    self.visits = visits
    self.marks = marks
    self.gaps = gaps
    self.holds = holds
    self.partner = partner
    self.probes = probes
  }

  /// Reads a timeline; those from before there were partners and probes have none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    frames = try FrameRange.position(in: container, forKey: .frames)
    visits = try container.decode([PhaseVisit].self, forKey: .visits)
    marks = try container.decode([Mark].self, forKey: .marks)
    gaps = try container.decode([Gap].self, forKey: .gaps)
    holds = try container.decode([Hold].self, forKey: .holds)
    partner = try container.decodeIfPresent([FrameRange].self, forKey: .partner) ?? []
    probes = try container.decodeIfPresent([AskedProbe].self, forKey: .probes) ?? []
  }

  /// Where other people spoke: the partner, and whoever asked a probe.
  ///
  /// In order and apart from each other.
  public var otherVoices: [FrameRange] { Self.union(partner + probes.map(\.asked)) }

  /// What says nothing of the speaker: gaps and other people.
  ///
  /// In order and apart from each other.
  public var excluded: [FrameRange] {
    Self.union(gaps.map(\.range) + partner + probes.map(\.asked))
  }

  private static func union(_ ranges: [FrameRange]) -> [FrameRange] {
    ranges.filter { !$0.isEmpty }.sorted { $0.start < $1.start }
      .reduce(into: []) { merged, range in
        if let last = merged.last, range.start <= last.end {
          merged[merged.count - 1] = FrameRange(
            start: last.start, end: max(last.end, range.end))
        } else {
          merged.append(range)
        }
      }
  }

  /// The duration in frames of one phase: the sum of its visits.
  /// - Returns: nil when it was never entered.
  public func frames(phaseIndex: Int) -> Int? {
    let own = visits.filter { $0.phaseIndex == phaseIndex }
    return own.isEmpty ? nil : own.reduce(0) { $0 + $1.range.count }
  }
}
