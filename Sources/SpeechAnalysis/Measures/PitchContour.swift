import Foundation

/// The fundamental frequency of a voice, hop by hop.
///
/// Each voiced hop has up to four candidates an octave or so apart
/// (``PitchCandidates``). The course through them that earns most is taken: strong
/// matches earn, low pitches cost a little, leaps cost by their size and less across
/// unvoiced hops. A second round adds a cost for distance from the median of the first.
///
/// - SeeAlso: Boersma, Proc. Institute of Phonetic Sciences 17 (1993), whose path finder
///   this follows; Noll, J. Acoust. Soc. Am. 41 (1967).
struct PitchContour {
  /// The least share by which the analysis window is taken to weaken a lag.
  private static let leastEnvelope: Float = 0.25
  /// What an octave downwards costs.
  private static let octaveCost: Float = 0.05
  /// What a leap of an octave costs between neighbouring hops, up to `longestLeap` of them.
  private static let leapCost: Float = 0.3
  private static let longestLeap: Float = 1.2
  /// How much less a leap costs for each unvoiced hop between.
  private static let leapFading: Float = 0.3
  /// What an octave from the session's median costs, up to `farthest` of them.
  private static let medianCost: Float = 0.1
  private static let farthest: Float = 1.5
  /// Hops further than this from the median are errors, in octaves.
  private static let widestRange: Float = 1

  /// Hertz for each hop of the sound; 0 where nothing voiced sounds.
  let hertz: [Float]

  /// Finds the course of the pitch.
  /// - Parameters:
  ///   - track: of the session.
  ///   - soundingHops: the hops in which somebody speaks; others have no pitch.
  init(_ track: FeatureTrack, soundingHops: [Range<Int>]) {
    let hops = max(0, track.rowCount - 2 * FeatureTrack.marginHops)
    let voiced = soundingHops.joined().filter { hop in
      track.pitch[hop + FeatureTrack.marginHops].lag > 0
    }
    var octaves = Self.course(track, voiced, median: nil)
    if let median = Self.median(octaves) {
      octaves = Self.course(track, voiced, median: median)
    }
    var hertz = [Float](repeating: 0, count: hops)
    if let median = Self.median(octaves) {
      for (hop, octave) in zip(voiced, octaves) where abs(octave - median) <= Self.widestRange {
        hertz[hop] = Foundation.exp2(octave)
      }
    }
    self.hertz = hertz
  }

  /// The median of logarithms of Hertz; nil when there are none.
  private static func median(_ octaves: [Float]) -> Float? {
    octaves.isEmpty ? nil : octaves.sorted()[octaves.count / 2]
  }

  /// The candidates of a hop: logarithms to base 2 of Hertz, and what each earns.
  private static func candidates(
    _ found: PitchCandidates, median: Float?
  ) -> (octaves: SIMD4<Float>, gains: SIMD4<Float>) {
    var octaves = SIMD4<Float>.zero
    var gains = SIMD4<Float>(repeating: -9)
    for (index, multiple) in PitchCandidates.multiples.enumerated() {
      let lag = Double(found.lag) / Double(PitchCandidates.lagParts) * multiple
      guard PitchCandidates.range.contains(lag), found.strengths[index] > 0 else { continue }
      let window = Float(0.5 + 0.5 * cos(2 * .pi * lag / Double(FourierTransform.points)))
      let strength = Float(found.strengths[index]) / 255 / max(window, leastEnvelope)
      octaves[index] = Float(log2(PitchCandidates.lagsPerSecond / lag))
      gains[index] = strength + octaveCost * octaves[index]
      if let median {
        gains[index] -= medianCost * min(abs(octaves[index] - median), farthest)
      }
    }
    return (octaves, gains)
  }

  /// The best course through the candidates of the voiced hops.
  private static func course(
    _ track: FeatureTrack, _ voiced: [Int], median: Float?
  ) -> [Float] {
    guard let first = voiced.first else { return [] }
    let margin = FeatureTrack.marginHops
    var all: [SIMD4<Float>] = []
    var origins: [SIMD4<UInt8>] = []
    all.reserveCapacity(voiced.count)
    origins.reserveCapacity(voiced.count)
    var (before, earned) = candidates(track.pitch[first + margin], median: median)
    all.append(before)
    origins.append(.zero)
    for (previous, hop) in zip(voiced, voiced.dropFirst()) {
      let (octaves, gains) = candidates(track.pitch[hop + margin], median: median)
      let cost = leapCost / (1 + leapFading * Float(hop - previous - 1))
      var next = SIMD4<Float>.zero
      var origin = SIMD4<UInt8>.zero
      for index in 0..<4 {
        var best = -Float.greatestFiniteMagnitude
        for other in 0..<4 {
          let leap = min(abs(octaves[index] - before[other]), longestLeap)
          let value = earned[other] - cost * leap
          if value > best {
            best = value
            origin[index] = UInt8(other)
          }
        }
        next[index] = best + gains[index]
      }
      // Only differences matter; kept near 0, they stay exact in long sessions.
      earned = next - next.max()
      before = octaves
      all.append(octaves)
      origins.append(origin)
    }
    var state = (0..<4).max { earned[$0] < earned[$1] } ?? 0
    var result = [Float](repeating: 0, count: voiced.count)
    for place in stride(from: voiced.count - 1, through: 0, by: -1) {
      result[place] = all[place][state]
      state = Int(origins[place][state])
    }
    return result
  }
}
