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
  /// What a candidate that cannot be earns.
  private static let impossible: Float = -9
  /// Hops further than this from the median are errors, in octaves.
  private static let widestRange: Float = 1

  /// Hertz for each hop of the sound; 0 where nothing voiced sounds.
  let hertz: [Float]

  /// Finds the course of the pitch.
  /// - Parameters:
  ///   - track: of the session.
  ///   - soundingHops: the hops in which somebody speaks; others have no pitch.
  init(_ track: FeatureTrack, soundingHops: [Range<Int>]) {
    var voiced: [Int32] = []
    voiced.reserveCapacity(soundingHops.reduce(0) { $0 + $1.count })
    for hop in soundingHops.joined() where track.pitch[hop + FeatureTrack.marginHops].lag > 0 {
      voiced.append(Int32(hop))
    }
    let choices = Choices(track)
    var octaves = Self.course(voiced, choices, median: nil)
    if let median = median(octaves) {
      octaves = Self.course(voiced, choices, median: median)
    }
    var hertz = [Float](repeating: 0, count: track.means.count)
    if let median = median(octaves) {
      for (hop, octave) in zip(voiced, octaves) where abs(octave - median) <= Self.widestRange {
        hertz[Int(hop)] = Foundation.exp2(octave)
      }
    }
    self.hertz = hertz
  }

  /// What a hop's pitch may be: logarithms to base 2 of Hertz, and what each earns.
  private struct Choice {
    var octaves: SIMD4<Float>
    var gains: SIMD4<Float>
  }

  /// Computes the choices of a hop, each time anew: kept, they would be the largest thing of all.
  private struct Choices {
    private let track: FeatureTrack
    private let envelope: [Float]
    private let shifts: SIMD4<Float>
    private let top = Float(log2(PitchCandidates.lagsPerSecond))

    init(_ track: FeatureTrack) {
      self.track = track
      envelope = (0...Int(PitchCandidates.range.upperBound) + 1).map { lag in
        let window = 0.5 + 0.5 * cos(2 * .pi * Double(lag) / Double(FourierTransform.points))
        return 1 / (255 * max(Float(window), leastEnvelope))
      }
      let multiples = PitchCandidates.multiples
      shifts = SIMD4(
        log2(multiples[0]), log2(multiples[1]), log2(multiples[2]), log2(multiples[3]))
    }

    subscript(hop: Int) -> Choice {
      let multiples = PitchCandidates.multiples
      let found = track.pitch[hop + FeatureTrack.marginHops]
      let lag = Float(found.lag) / PitchCandidates.lagParts
      let octaves = top - log2(lag) - shifts
      var gains = octaveCost * octaves
      for index in 0..<4 {
        let place = lag * multiples[index]
        let isPossible = PitchCandidates.range.contains(place) && found.strengths[index] > 0
        gains[index] +=
          isPossible ? Float(found.strengths[index]) * envelope[Int(place + 0.5)] : impossible
      }
      return Choice(octaves: octaves, gains: gains)
    }
  }

  /// The best course through the choices of the voiced hops.
  private static func course(
    _ voiced: [Int32], _ choices: Choices, median: Float?
  ) -> [Float] {
    var origins: [SIMD4<UInt8>] = []
    origins.reserveCapacity(voiced.count)
    var earned = SIMD4<Float>.zero
    var before = SIMD4<Float>.zero
    let most = SIMD4(repeating: longestLeap)
    for (place, hop) in voiced.enumerated() {
      let choice = choices[Int(hop)]
      let octaves = choice.octaves
      var next = choice.gains
      if let median {
        next -=
          medianCost
          * magnitude(octaves - median).clamped(
            lowerBound: .zero, upperBound: SIMD4(repeating: farthest))
      }
      var origin = SIMD4<UInt8>.zero
      if place > 0 {
        let cost = leapCost / (1 + leapFading * Float(voiced[place] - voiced[place - 1] - 1))
        for index in 0..<4 {
          let leaps = magnitude(before - octaves[index])
          let values = earned - cost * leaps.replacing(with: most, where: leaps .> most)
          var (best, other) = (values[0], UInt8(0))
          for from in 1..<4 where values[from] > best {
            (best, other) = (values[from], UInt8(from))
          }
          next[index] += best
          origin[index] = other
        }
      }
      // Only differences matter; kept near 0, they stay exact in long sessions.
      earned = next - next.max()
      before = octaves
      origins.append(origin)
    }
    var state = (0..<4).max { earned[$0] < earned[$1] } ?? 0
    var result = [Float](repeating: 0, count: voiced.count)
    for place in stride(from: voiced.count - 1, through: 0, by: -1) {
      result[place] = choices[Int(voiced[place])].octaves[state]
      state = Int(origins[place][state])
    }
    return result
  }

  private static func magnitude(_ values: SIMD4<Float>) -> SIMD4<Float> {
    values.replacing(with: -values, where: values .< 0)
  }
}
