import Foundation

/// How loud the bands of the vowels are, hop by hop.
///
/// The loudness of a hop is taken from pairs of bands that are loud together, as those
/// of a vowel are, and the noise floor is taken off. Consonants without a voice count less.
///
/// - SeeAlso: Morgan and Fosler-Lussier, Proc. ICASSP (1998), on products of bands;
///   Mermelstein, J. Acoust. Soc. Am. 58 (1975), on the envelope.
struct VowelEnvelope {
  // Found together with the constants of SyllableNuclei; all may change by a third
  // without much effect.
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
  /// Hops of the envelope that are computed at a time, apart from the others.
  private static let blockHops = 12_000

  /// The loudness of each hop of the sound, 1 being the speaker's level; without margins.
  let values: [Float]

  /// Looks at a whole session.
  /// - Parameters:
  ///   - track: of the session.
  ///   - scene: that of the track.
  init(_ track: FeatureTrack, _ scene: SessionScene) {
    let margin = FeatureTrack.marginHops
    let hops = max(0, track.rowCount - 2 * margin)
    let perStep = Self.exponent / 10 / Double(BandLevels.stepsPerDecibel)
    let powers = (0...256).map { Float(Foundation.pow(10, Double($0) * perStep)) }
    /// Between two steps the curve is taken as straight.
    @Sendable func power(_ step: Float) -> Float {
      let whole = min(255, max(0, Int(step)))
      return powers[whole] + (powers[whole + 1] - powers[whole]) * (step - Float(whole))
    }
    let weights = Self.bands.map { band in
      let distance = (Double(band) - Self.middleBand) / Self.weightWidth
      return Float(exp(-0.5 * distance * distance))
    }
    let scale = 1 / weights.reduce(0, +)
    values = concurrentBlocks(hops, blockCount: Self.blockHops) { block in
      var floors = [Float](repeating: 0, count: Self.bands.count)
      let rows = track.rows.span
      return block.map { hop -> Float in
        let row = hop + margin
        guard row >= scene.firstRow else { return 0 }
        let level = max(0, scene.speakerLevel(row: row, bands: Self.bands, floors: &floors))
        let start = row * FeatureTrack.rowBytes
        var sum: Float = 0
        var squares: Float = 0
        for index in 0..<Self.bands.count {
          let step = rows[start + Self.bands.lowerBound + index]
          let floor = max(0, floors[index]) + Self.noiseSpread
          guard Float(step) > floor else { continue }
          let value = (powers[Int(step)] - power(floor)) * weights[index]
          sum += value
          squares += value * value
        }
        let pairs = max(0, sum * sum - squares).squareRoot() * scale / power(level)
        let harmonic = Float(rows[start + BandLevels.count]) / 255
        let voicing =
          (harmonic - Self.harmonicity.lowerBound)
          / (Self.harmonicity.upperBound - Self.harmonicity.lowerBound)
        return pairs * min(1, max(Self.unvoicedWeight, voicing))
      }
    }
  }
}
