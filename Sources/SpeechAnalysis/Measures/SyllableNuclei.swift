import Foundation

/// Finds the nuclei of syllables: where the vowels of speech are loudest.
///
/// A syllable is a rise and fall of loudness in the bands of the first formants. The
/// envelope of a hop is taken from pairs of bands that are loud together, as those of
/// a vowel are, and the noise floor is taken off. It is smoothed over a share of the
/// length of a syllable at the tempo that the speaker has there, which is found in
/// three rounds, each from the nuclei of the round before. A nucleus is a maximum
/// from which the smoothed envelope falls on both sides by more than a ripple.
///
/// - SeeAlso: De Jong and Wempe, Behavior Research Methods 41 (2009), whose peaks of
///   intensity these are in principle; Morgan and Fosler-Lussier, Proc. ICASSP (1998),
///   on products of bands; Mermelstein, J. Acoust. Soc. Am. 58 (1975), on the envelope.
struct SyllableNuclei {
  // Found by a random search over recorded and synthetic voices, each also left out in
  // turn; all but the ripple and the smoothing may change by a third without much effect.
  // RateAndPitch.md has the figures.
  /// Bands that take part: 340 Hz to 2.4 kHz.
  private static let bands = 4..<16
  /// The band that weighs most, and the standard deviation of the weights, in bands.
  private static let middleBand = 3.2
  private static let weightWidth = 5.4
  /// Powers are raised to this.
  private static let exponent = 0.58
  /// What counts as noise reaches so far above the noise floor, in steps: 2 dB.
  private static let noiseSpread: Float = 4
  /// What a hop without harmonics counts for, and the harmonicities between which that grows to 1.
  private static let unvoicedWeight: Float = 0.57
  private static let harmonicity: ClosedRange<Float> = 0.155...0.405
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
  /// The factor by which the envelope must rise before a nucleus and fall after it.
  private static let leastRipple: Float = 1.05
  /// How far around a sounding interval the tempo is taken, in hops.
  private static let tempoReach = 2500
  /// Hops of the envelope that are computed at a time, apart from the others.
  private static let blockHops = 12_000
  /// The tempo is drawn towards so many syllables a second, as much as so many hops would.
  private static let usualRate = 4.0
  private static let usualRateHops = 300.0

  /// The hops in which nuclei lie, in order.
  let hops: [Int]

  /// Finds the nuclei of a session.
  /// - Parameters:
  ///   - track: of the session.
  ///   - scene: that of the track.
  ///   - soundingHops: the hops in which somebody speaks; nuclei lie in them.
  init(_ track: FeatureTrack, _ scene: SessionScene, soundingHops: [Range<Int>]) {
    let envelope = Self.envelope(track, scene)
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
    for _ in 0...Self.rounds {
      found = []
      var next = [0]
      for (index, run) in soundingHops.enumerated() {
        let near = reach[index]
        let length = Double(talk[near.upperBound] - talk[near.lowerBound])
        let mean = (loudness[near.upperBound] - loudness[near.lowerBound]) / length
        var smoothing = Self.firstSmoothing
        if let counts {
          let second = Double(FeatureTrack.hopsPerSecond)
          let usual = Self.usualRate * Self.usualRateHops / second
          let rate =
            (Double(counts[near.upperBound] - counts[near.lowerBound]) + usual)
            / (length + Self.usualRateHops) * second
          smoothing =
            Self.usualSmoothing * Foundation.pow(Self.usualRate / rate, Self.tempoExponent)
        }
        smoothing = min(
          Self.smoothingHops.upperBound, max(Self.smoothingHops.lowerBound, smoothing))
        let floor = Self.floorShare * Float(mean) + 1e-9
        let smooth = Self.smooth(envelope, run, deviation: smoothing).map { max($0, floor) }
        found += Self.peaks(smooth, floor: floor).map { run.lowerBound + $0 }
        next.append(found.count)
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

  /// How loud the vowels' bands are together, for each hop of the sound.
  private static func envelope(_ track: FeatureTrack, _ scene: SessionScene) -> [Float] {
    let margin = FeatureTrack.marginHops
    let hops = max(0, track.rowCount - 2 * margin)
    let perStep = exponent / 10 / Double(BandLevels.stepsPerDecibel)
    let powers = (0...256).map { Float(Foundation.pow(10, Double($0) * perStep)) }
    /// Between two steps the curve is taken as straight.
    @Sendable func power(_ step: Float) -> Float {
      let whole = min(255, max(0, Int(step)))
      return powers[whole] + (powers[whole + 1] - powers[whole]) * (step - Float(whole))
    }
    let weights = bands.map { band in
      let distance = (Double(band) - middleBand) / weightWidth
      return Float(exp(-0.5 * distance * distance))
    }
    let scale = 1 / weights.reduce(0, +)
    return concurrentBlocks(hops, blockCount: blockHops) { block in
      var floors = [Float](repeating: 0, count: bands.count)
      let rows = track.rows.span
      return block.map { hop -> Float in
        let row = hop + margin
        guard row >= scene.firstRow else { return 0 }
        let level = max(0, scene.speakerLevel(row: row, bands: bands, floors: &floors))
        let start = row * FeatureTrack.rowBytes
        var sum: Float = 0
        var squares: Float = 0
        for index in 0..<bands.count {
          let step = rows[start + bands.lowerBound + index]
          let floor = max(0, floors[index]) + noiseSpread
          guard Float(step) > floor else { continue }
          let value = (powers[Int(step)] - power(floor)) * weights[index]
          sum += value
          squares += value * value
        }
        let pairs = max(0, sum * sum - squares).squareRoot() * scale / power(level)
        let harmonic = Float(rows[start + BandLevels.count]) / 255
        let voicing =
          (harmonic - harmonicity.lowerBound) / (harmonicity.upperBound - harmonicity.lowerBound)
        return pairs * min(1, max(unvoicedWeight, voicing))
      }
    }
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

  /// Places from which a curve falls on both sides by the least ripple.
  ///
  /// Before its beginning and after its end the curve is taken to be at its floor.
  static func peaks(_ curve: [Float], floor: Float) -> [Int] {
    var peaks: [Int] = []
    var isRising = true
    var (top, place, valley) = (floor, 0, floor)
    for index in 0...curve.count {
      let value = index < curve.count ? curve[index] : floor
      if isRising {
        if value > top {
          (top, place) = (value, index)
        } else if top > value * leastRipple {
          if top > valley * leastRipple { peaks.append(place) }
          (isRising, valley) = (false, value)
        }
      } else if value < valley {
        valley = value
      } else if value > valley * leastRipple {
        (isRising, top, place) = (true, value, index)
      }
    }
    return peaks
  }
}
