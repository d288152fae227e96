/// What is kept of each hop of 10 ms until the whole session is known.
///
/// 25 bytes a hop for the decision, 16 for levels and 7 for pitch: about 17 MB for an hour.
struct FeatureTrack {
  /// Hops per second.
  static let hopsPerSecond = 100
  /// Bytes of a row: the bands' steps, then the harmonicity.
  static let rowBytes = BandLevels.count + 1
  /// Hops before the first and after the last whose windows still touch the sound.
  static let marginHops = 2

  /// Rows of the hops from −2 to two past the last, one after the other.
  private(set) var rows: [UInt8] = []
  /// Candidates for the pitch of each row's hop.
  private(set) var pitch: [PitchCandidates] = []
  /// The mean of each hop's samples; without margins.
  private(set) var means: [Float] = []
  /// The variance of each hop's samples; without margins.
  private(set) var variances: [Float] = []
  /// The least of each hop's samples, 1 being full scale; without margins.
  private(set) var lows: [Float] = []
  /// The largest of each hop's samples; without margins.
  private(set) var highs: [Float] = []
  /// Samples at either end of the scale so far.
  var clippedSamples = 0
  /// Runs of such samples so far.
  var clippedRuns = 0
  /// The quietest seconds so far.
  var roomTone = RoomTone()

  /// The number of rows known, margins included.
  var rowCount: Int { rows.count / Self.rowBytes }

  /// The largest absolute sample, 1 being full scale.
  var peak: Float { max(highs.max() ?? 0, -(lows.min() ?? 0)) }

  /// Makes room, so that growing moves nothing.
  mutating func reserve(hops: Int) {
    rows.reserveCapacity((hops + 2 * Self.marginHops) * Self.rowBytes)
    pitch.reserveCapacity(hops + 2 * Self.marginHops)
    means.reserveCapacity(hops)
    variances.reserveCapacity(hops)
    lows.reserveCapacity(hops)
    highs.reserveCapacity(hops)
  }

  /// Appends rows of eight hops.
  /// - Parameters:
  ///   - bands: the steps of each band, a hop in each lane.
  ///   - harmonicity: its steps.
  mutating func append(bands: [SIMD8<UInt8>], harmonicity: SIMD8<UInt8>) {
    for lane in 0..<Lanes.count {
      for band in 0..<BandLevels.count { rows.append(bands[band][lane]) }
      rows.append(harmonicity[lane])
    }
  }

  mutating func append(pitch candidates: [PitchCandidates]) { pitch.append(contentsOf: candidates) }

  mutating func append(mean: Float, variance: Float, low: Float, high: Float) {
    means.append(mean)
    variances.append(variance)
    lows.append(low)
    highs.append(high)
  }

  /// Appends what follows directly.
  mutating func append(_ next: FeatureTrack) {
    rows.append(contentsOf: next.rows)
    pitch.append(contentsOf: next.pitch)
    means.append(contentsOf: next.means)
    variances.append(contentsOf: next.variances)
    lows.append(contentsOf: next.lows)
    highs.append(contentsOf: next.highs)
    clippedSamples += next.clippedSamples
    clippedRuns += next.clippedRuns
    roomTone.append(next.roomTone)
  }

  /// Forgets the rows, keeping the levels and the pitch.
  mutating func removeRows() { rows = [] }

  /// Forgets hops past the end of the audio.
  mutating func truncate(hops: Int) {
    let bytes = hops == 0 ? 0 : (hops + 2 * Self.marginHops) * Self.rowBytes
    rows.removeLast(max(0, rows.count - bytes))
    pitch.removeLast(max(0, pitch.count - bytes / Self.rowBytes))
    means.removeLast(max(0, means.count - hops))
    variances.removeLast(max(0, variances.count - hops))
    lows.removeLast(max(0, lows.count - hops))
    highs.removeLast(max(0, highs.count - hops))
  }
}
