/// The level that each band falls to when nobody speaks, following slow changes.
///
/// A low percentile over a sliding span of the session. Digital silence is left
/// out: it is what fills gaps, and no microphone delivers it.
///
/// - SeeAlso: Martin, IEEE Trans. Speech and Audio Processing 9 (2001), on
///   following noise by the minima of short-time power.
struct NoiseFloor {
  /// Hops between two values.
  private static let stepHops = FeatureTrack.hopsPerSecond
  private let steps: [UInt8]

  init(_ track: FeatureTrack, spanSeconds: Double, percentile: Double) {
    let bands = BandFilters.count
    let hops = track.hopCount
    let half = max(1, Int(spanSeconds / 2 * Double(FeatureTrack.hopsPerSecond)))
    var counts = [Int32](repeating: 0, count: bands * 256)
    var totals = [Int](repeating: 0, count: bands)
    var steps: [UInt8] = []
    var first = 0
    var last = 0
    func count(hop: Int, by change: Int32) {
      for band in 0..<bands {
        let step = track.bandSteps[hop * bands + band]
        guard step > 0 else { continue }
        counts[band * 256 + Int(step)] += change
        totals[band] += Int(change)
      }
    }
    for centre in stride(from: Self.stepHops / 2, to: hops + Self.stepHops / 2, by: Self.stepHops) {
      while last < min(hops, centre + half) {
        count(hop: last, by: 1)
        last += 1
      }
      while first < centre - half {
        count(hop: first, by: -1)
        first += 1
      }
      for band in 0..<bands {
        var below = Int(percentile * Double(totals[band]))
        var step = 0
        while step < 255, below >= 0 {
          step += 1
          below -= Int(counts[band * 256 + step])
        }
        steps.append(UInt8(totals[band] == 0 ? 255 : step))
      }
    }
    self.steps = steps
  }

  /// The floor of a band around a hop, in steps of the feature track.
  func step(hop: Int, band: Int) -> Int {
    Int(steps[hop / Self.stepHops * BandFilters.count + band])
  }
}
