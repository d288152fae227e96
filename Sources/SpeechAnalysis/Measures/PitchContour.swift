import Foundation

/// The fundamental frequency of a voice, hop by hop.
///
/// Each hop that may be voiced has up to four candidates an octave or so apart
/// (``PitchCandidates``), and may be unvoiced as well. The course through them that
/// earns most is taken: strong matches earn, being unvoiced earns a little less than a
/// good match, low pitches, leaps and changes between voiced and unvoiced cost. Hops
/// further than an octave from the median of the course are errors and have no pitch.
///
/// - SeeAlso: Boersma, Proc. Institute of Phonetic Sciences 17 (1993), whose path finder
///   this is; Noll, J. Acoust. Soc. Am. 41 (1967).
struct PitchContour {
  // Found on recorded and synthetic voices, flat ones among them, beside Praat with a
  // range fitted to each voice; all but the threshold may change by a third without much
  // effect. RateAndPitch.md has the figures.
  /// What being unvoiced earns; a perfect match earns 1.
  private static let voicingThreshold: Float = 0.35
  /// What a change between voiced and unvoiced costs.
  private static let voicingCost: Float = 0.14
  /// What an octave downwards costs; at ``neutralHertz`` nothing does.
  private static let octaveCost: Float = 0.04
  private static let neutralHertz: Float = 150
  /// What a leap of an octave costs.
  private static let leapCost: Float = 0.5
  /// What a candidate that cannot be earns.
  private static let impossible: Float = -9
  /// Hops outside of this range around the median are errors, as ratios.
  private static let range: ClosedRange<Float> = 0.5...2

  /// Hertz for each hop of the sound; 0 where nothing voiced sounds.
  let hertz: [Float]

  /// Finds the course of the pitch.
  /// - Parameters:
  ///   - track: of the session.
  ///   - soundingHops: the hops in which somebody speaks; others have no pitch.
  init(_ track: FeatureTrack, soundingHops: [Range<Int>]) {
    var repeating: [Int32] = []
    repeating.reserveCapacity(soundingHops.reduce(0) { $0 + $1.count })
    for hop in soundingHops.joined() where track.pitch[hop + FeatureTrack.marginHops].lag > 0 {
      repeating.append(Int32(hop))
    }
    var hertz = Self.course(repeating, track)
    if let median = median(hertz.filter { $0 > 0 }) {
      for hop in repeating.lazy.map({ Int($0) })
      where !Self.range.contains(hertz[hop] / median) { hertz[hop] = 0 }
    }
    self.hertz = hertz
  }

  /// What a hop's pitch may be: logarithms to base 2 of Hertz, and what each earns.
  private struct Choice {
    let octaves: SIMD4<Float>
    let gains: SIMD4<Float>

    init(_ found: PitchCandidates) {
      let lags = found.lags
      let first = log2(Float(PitchCandidates.lagsPerSecond) / lags[0])
      let deep = lags[3] > 0 ? log2(Float(PitchCandidates.lagsPerSecond) / lags[3]) : 0
      octaves = SIMD4(first, first + 1, first - 1, deep)
      let isPossible =
        (lags .>= PitchCandidates.range.lowerBound) .& (lags .<= PitchCandidates.range.upperBound)
        .& (SIMD4<Float>(found.strengths) .> 0)
      let earned =
        SIMD4<Float>(found.strengths) * (1 / 255) + octaveCost * (octaves - Self.neutralOctave)
      gains = earned.replacing(with: impossible, where: .!isPossible)
    }

    private static let neutralOctave = log2(neutralHertz)
  }

  /// Where the best course to each state of a hop comes from: three bits a state.
  private struct Origins {
    private var bits: UInt16 = 0
    subscript(state: Int) -> Int {
      get { Int(bits >> UInt16(3 * state)) & 7 }
      set { bits |= UInt16(newValue) << UInt16(3 * state) }
    }
  }

  /// The pitch of each hop in the best course through the hops that may be voiced.
  ///
  /// States 0 to 3 are the candidates, 4 is unvoiced.
  private static func course(_ hops: [Int32], _ track: FeatureTrack) -> [Float] {
    let unvoiced = 4
    func choice(_ hop: Int32) -> Choice { Choice(track.pitch[Int(hop) + FeatureTrack.marginHops]) }
    var origins: [Origins] = []
    origins.reserveCapacity(hops.count)
    var before = SIMD4<Float>.zero
    var earned = SIMD4<Float>.zero
    var earnedUnvoiced: Float = 0
    for (place, hop) in hops.enumerated() {
      let choice = choice(hop)
      // Hops between two of these are unvoiced: to cross them costs a change and another.
      let crossing = place > 0 && hop - hops[place - 1] > 1 ? 2 * voicingCost : 0
      var origin = Origins()
      var next = choice.gains
      if place > 0 {
        for state in 0..<unvoiced {
          let values = earned - leapCost * magnitude(before - choice.octaves[state]) - crossing
          var (best, from) = (earnedUnvoiced - voicingCost, unvoiced)
          for other in 0..<unvoiced where values[other] > best {
            (best, from) = (values[other], other)
          }
          next[state] += best
          origin[state] = from
        }
      }
      let voiced = earned.max() - voicingCost
      origin[unvoiced] = voiced > earnedUnvoiced ? best(earned) : unvoiced
      let nextUnvoiced = max(voiced, earnedUnvoiced) + voicingThreshold
      // Only differences matter; kept near 0, they stay exact in long sessions.
      let most = max(next.max(), nextUnvoiced)
      earned = next - most
      earnedUnvoiced = nextUnvoiced - most
      before = choice.octaves
      origins.append(origin)
    }
    var hertz = [Float](repeating: 0, count: track.means.count)
    var state = earnedUnvoiced >= earned.max() ? unvoiced : best(earned)
    for place in hops.indices.reversed() {
      if state != unvoiced { hertz[Int(hops[place])] = exp2(choice(hops[place]).octaves[state]) }
      state = origins[place][state]
    }
    return hertz
  }

  /// The first of the candidates that have earned most.
  private static func best(_ earned: SIMD4<Float>) -> Int {
    let most = earned.max()
    return (0..<3).first { earned[$0] == most } ?? 3
  }

  private static func magnitude(_ values: SIMD4<Float>) -> SIMD4<Float> {
    values.replacing(with: -values, where: values .< 0)
  }
}
