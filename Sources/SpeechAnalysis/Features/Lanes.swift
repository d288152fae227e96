/// Eight stretches of the signal side by side, one in each lane.
///
/// The arithmetic of analysis runs over eight hops at once: every lane does the
/// same, in the same order, so results depend neither on how the samples arrived
/// nor on the machine's vector width.
typealias Lanes = SIMD8<Float>

extension SIMD8<Float> {
  /// The number of lanes.
  static let count = 8

  /// Base-2 logarithms of positive normal numbers, within 0.0001.
  ///
  /// The exponent is taken from the bits, the mantissa's logarithm from the
  /// series of 2·artanh((m−1)/(m+1)) with m in [1/√2, √2): no library function,
  /// so that every machine gives the same bits.
  var base2Logarithm: Lanes {
    let bits = SIMD8<Int32>(truncatingIfNeeded: lanesBits)
    // 0x3F3504F3 is √½; subtracting it splits at √2 instead of at 2.
    let shifted = bits &- 0x3F35_04F3
    let exponent = shifted &>> 23
    let mantissaBits = (shifted & 0x007F_FFFF) &+ 0x3F35_04F3
    let mantissa = Lanes(bitPattern: SIMD8<UInt32>(truncatingIfNeeded: mantissaBits))
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    let series = z * (2.885_390_1 + square * (0.961_796_7 + square * 0.577_078_0))
    return Lanes(exponent) + series
  }

  private var lanesBits: SIMD8<UInt32> {
    SIMD8<UInt32>(
      self[0].bitPattern, self[1].bitPattern, self[2].bitPattern, self[3].bitPattern,
      self[4].bitPattern, self[5].bitPattern, self[6].bitPattern, self[7].bitPattern)
  }

  private init(bitPattern bits: SIMD8<UInt32>) {
    self.init(
      Float(bitPattern: bits[0]), Float(bitPattern: bits[1]), Float(bitPattern: bits[2]),
      Float(bitPattern: bits[3]), Float(bitPattern: bits[4]), Float(bitPattern: bits[5]),
      Float(bitPattern: bits[6]), Float(bitPattern: bits[7]))
  }
}
