/// The level in each of 24 bands, as whole half decibels.
///
/// Bands are runs of bins of the power spectrum, from 94 Hz (above mains hum's
/// fundamental and DC) to 7.9 kHz, evenly spaced at first and then by factors of
/// about 1.16, much as the ear resolves.
///
/// - SeeAlso: Moore and Glasberg, J. Acoust. Soc. Am. 74 (1983), on the ear's
///   bandwidths.
enum BandLevels {
  /// How many bands.
  static let count = 24
  /// The first bin of each band, and the bin after the last one.
  static let edges = [
    3, 5, 7, 9, 11, 13, 16, 19, 22, 26, 30, 35, 41, 48, 56, 65, 76, 89, 104, 121, 141, 164, 190,
    220, 252,
  ]
  /// Steps per decibel.
  static let stepsPerDecibel: Float = 2
  /// The level of step 0 in dB; digital silence lies there.
  static let bottomDecibels: Float = -125
  /// The power of a full-scale sine in its band under the analysis window.
  static let fullScale: Float = 24_576
  private static let smallest: Float = 1e-13

  /// The step of a band in eight hops.
  /// - Parameters:
  ///   - power: spectra of eight hops.
  ///   - band: 0 to ``count`` − 1.
  static func steps(_ power: Span<Lanes>, band: Int) -> SIMD8<UInt8> {
    var sum = Lanes.zero
    for bin in edges[band]..<edges[band + 1] { sum += power[bin] }
    return steps(sum * (1 / fullScale))
  }

  /// The step of a power relative to full scale, 0 to 255.
  static func steps(_ power: Lanes) -> SIMD8<UInt8> {
    let decibels = (power + smallest).base2Logarithm * 3.010_299_9
    return ((decibels - bottomDecibels) * stepsPerDecibel).bytes
  }
}
