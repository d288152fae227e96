import Foundation

/// Finds the nuclei of syllables: where the vowels of speech are loudest.
///
/// A syllable is a rise and fall of loudness in the bands of the first formants
/// (``VowelEnvelope``). The envelope is smoothed over a share of the length of a
/// syllable at the tempo that the speaker has there, which is found in three rounds,
/// each from the maxima of the round before. A maximum from which the smoothed envelope
/// falls on both sides by more than a ripple may be a nucleus; a small network says
/// whether it is one (``NucleusJudge``), as a long vowel and loud consonants have such
/// maxima too.
///
/// - SeeAlso: De Jong and Wempe, Behavior Research Methods 41 (2009), whose peaks of
///   intensity the maxima are in principle.
struct SyllableNuclei {
  // Found by a random search over recorded and synthetic voices, each also left out in
  // turn; all but the ripple and the smoothing may change by a third without much effect.
  // RateAndPitch.md has the figures.
  /// The smoothing's standard deviation in the first round, in hops.
  private static let firstSmoothing = 3.0
  /// The same in later rounds, at the usual tempo.
  private static let usualSmoothing = 1.88
  /// The smoothing goes with the length of a syllable raised to this.
  private static let tempoExponent = 1.18
  private static let smoothingHops = 1.0...7.0
  /// Rounds after the first.
  private static let rounds = 2
  /// The share of the mean envelope below which nothing is told apart.
  private static let floorShare: Float = 0.143
  /// The factor by which the envelope must rise before a maximum and fall after it, while
  /// the tempo is looked for, and at last.
  private static let leastRipple: Float = 1.05
  private static let judgedRipple: Float = 1.03
  /// At last the smoothing is so much less, so that more maxima can be judged.
  private static let judgedSmoothing = 0.8
  /// How far around a sounding interval the tempo is taken, in hops.
  private static let tempoReach = 2500
  /// The tempo is drawn towards so many syllables a second, as much as so many hops would.
  private static let usualRate = 4.0
  private static let usualRateHops = 300.0

  /// The hops in which nuclei lie, in order.
  let hops: [Int]

  /// Finds the nuclei of a session.
  /// - Parameters:
  ///   - envelope: of the session.
  ///   - judge: says which maxima are nuclei.
  ///   - soundingHops: the hops in which somebody speaks; nuclei lie in them.
  init(_ envelope: VowelEnvelope, judge: NucleusJudge, soundingHops: [Range<Int>]) {
    let envelope = envelope.values
    let reach = soundingHops.indices.map { index in
      Self.reach(index, soundingHops, hops: Self.tempoReach)
    }
    // Sums up to each interval, so that a reach costs nothing.
    var talk = [0]
    var loudness: [Double] = [0]
    for run in soundingHops {
      talk.append(talk[talk.count - 1] + run.count)
      let sum = envelope[run].reduce(0.0) { $0 + Double($1) }
      loudness.append(loudness[loudness.count - 1] + sum)
    }
    var counts: [Int]?
    var found: [Int] = []
    for round in 0...Self.rounds {
      found = []
      var next = [0]
      for (index, run) in soundingHops.enumerated() {
        let near = reach[index]
        let length = Double(talk[near.upperBound] - talk[near.lowerBound])
        let mean = Float((loudness[near.upperBound] - loudness[near.lowerBound]) / length)
        var rate = Self.usualRate
        var smoothing = Self.firstSmoothing
        if let counts {
          let second = Double(FeatureTrack.hopsPerSecond)
          let usual = Self.usualRate * Self.usualRateHops / second
          rate =
            (Double(counts[near.upperBound] - counts[near.lowerBound]) + usual)
            / (length + Self.usualRateHops) * second
          smoothing =
            Self.usualSmoothing * Foundation.pow(Self.usualRate / rate, Self.tempoExponent)
        }
        smoothing = min(
          Self.smoothingHops.upperBound, max(Self.smoothingHops.lowerBound, smoothing))
        let isLast = round == Self.rounds
        if isLast {
          smoothing = max(Self.smoothingHops.lowerBound, smoothing * Self.judgedSmoothing)
        }
        let floor = Self.floorShare * mean + 1e-9
        let smooth = Self.smooth(envelope, run, deviation: smoothing).map { max($0, floor) }
        let peaks = Self.peaks(
          smooth, floor: floor, ripple: isLast ? Self.judgedRipple : Self.leastRipple)
        if isLast {
          found += judge.nuclei(
            among: peaks, in: run, floor: floor, mean: mean + 1e-9, syllablesPerSecond: rate)
        } else {
          next.append(next[next.count - 1] + peaks.count)
        }
      }
      counts = next
    }
    hops = found
  }

  /// The intervals that lie within some hops of one of them, as half-open range.
  static func reach(_ index: Int, _ runs: [Range<Int>], hops: Int) -> Range<Int> {
    var (first, last) = (index, index)
    while first > 0, runs[first - 1].upperBound > runs[index].lowerBound - hops { first -= 1 }
    while last + 1 < runs.count, runs[last + 1].lowerBound < runs[index].upperBound + hops {
      last += 1
    }
    return first..<last + 1
  }

  /// A Gaussian-weighted mean around each hop of a run.
  private static func smooth(_ values: [Float], _ run: Range<Int>, deviation: Double) -> [Float] {
    let radius = Int(3 * deviation + 1)
    var weights = (-radius...radius).map { distance in
      Float(exp(-0.5 * Double(distance * distance) / (deviation * deviation)))
    }
    let total = weights.reduce(0, +)
    weights = weights.map { $0 / total }
    let span = values.span
    return run.map { hop in
      var sum: Float = 0
      for place in max(0, hop - radius)...min(values.count - 1, hop + radius) {
        sum += span[place] * weights[place - hop + radius]
      }
      return sum
    }
  }

  /// A maximum of a curve.
  struct Peak: Equatable {
    /// Where it is.
    let place: Int
    /// How high it is.
    let top: Float
    /// The lowest place since the maximum before, or the first.
    let valleyPlace: Int
    /// How low that is; the floor before the first.
    let valley: Float
  }

  /// Places from which a curve falls on both sides by a ripple.
  ///
  /// Before its beginning and after its end the curve is taken to be at its floor.
  static func peaks(_ curve: [Float], floor: Float, ripple: Float = leastRipple) -> [Peak] {
    var peaks: [Peak] = []
    var isRising = true
    var (top, place) = (floor, 0)
    var (valley, valleyPlace) = (floor, 0)
    for index in 0...curve.count {
      let value = index < curve.count ? curve[index] : floor
      if isRising {
        if value > top {
          (top, place) = (value, index)
        } else if top > value * ripple {
          if top > valley * ripple {
            peaks.append(Peak(place: place, top: top, valleyPlace: valleyPlace, valley: valley))
          }
          (isRising, valley, valleyPlace) = (false, value, index)
        }
      } else if value < valley {
        (valley, valleyPlace) = (value, index)
      } else if value > valley * ripple {
        (isRising, top, place) = (true, value, index)
      }
    }
    return peaks
  }
}
