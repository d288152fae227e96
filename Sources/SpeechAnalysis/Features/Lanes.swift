/// Eight numbers side by side: the same of eight hops, or eight samples in a row.
///
/// Every lane does the same, in the same order, so results depend neither on how
/// the samples arrived nor on the machine's vector width.
typealias Lanes = SIMD8<Float>

extension SIMD8<Float> {
  /// The number of lanes.
  static let count = 8

  /// Eight samples in a row.
  @inline(__always)
  init(_ samples: Span<Float>, at index: Int) {
    // One check of bounds for the eight.
    let part = samples.extracting(index..<index + 8)
    self.init(part[0], part[1], part[2], part[3], part[4], part[5], part[6], part[7])
  }

  /// Eight bytes in a row, as numbers.
  @inline(__always)
  init(bytes: [UInt8], at index: Int) {
    let part = bytes.span.extracting(index..<index + 8)
    self.init(
      SIMD8<UInt8>(part[0], part[1], part[2], part[3], part[4], part[5], part[6], part[7]))
  }

  /// Turns eight rows into columns.
  ///
  /// Laying the first half of the rows between the second, three times over, is all it takes.
  @inline(__always)
  static func transpose(
    _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ e: Lanes, _ f: Lanes, _ g: Lanes, _ h: Lanes
  ) -> (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) {
    @inline(__always)
    func interleave(
      _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ e: Lanes, _ f: Lanes, _ g: Lanes,
      _ h: Lanes
    ) -> (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) {
      var (ae, bf, cg, dh) = (
        SIMD16<Float>.zero, SIMD16<Float>.zero, SIMD16<Float>.zero, SIMD16<Float>.zero
      )
      (ae.evenHalf, ae.oddHalf) = (a, e)
      (bf.evenHalf, bf.oddHalf) = (b, f)
      (cg.evenHalf, cg.oddHalf) = (c, g)
      (dh.evenHalf, dh.oddHalf) = (d, h)
      return (
        ae.lowHalf, ae.highHalf, bf.lowHalf, bf.highHalf, cg.lowHalf, cg.highHalf, dh.lowHalf,
        dh.highHalf
      )
    }
    let one = interleave(a, b, c, d, e, f, g, h)
    let two = interleave(one.0, one.1, one.2, one.3, one.4, one.5, one.6, one.7)
    return interleave(two.0, two.1, two.2, two.3, two.4, two.5, two.6, two.7)
  }

  /// The sum of all lanes, always added up in the same order.
  @inline(__always)
  var total: Float {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// The smaller of each pair.
  @inline(__always)
  func smaller(_ other: Lanes) -> Lanes { replacing(with: other, where: other .< self) }

  /// The larger of each pair.
  @inline(__always)
  func larger(_ other: Lanes) -> Lanes { replacing(with: other, where: other .> self) }

  /// Each number, or the bound that it is beyond.
  @inline(__always)
  func cut(_ least: Float, _ most: Float) -> Lanes {
    let raised = larger(Lanes(repeating: least))
    return raised.replacing(with: most, where: raised .> most)
  }

  /// Base-2 logarithms of positive normal numbers, within 0.0001.
  ///
  /// The exponent is taken from the bits, the mantissa's logarithm from the
  /// series of 2·artanh((m−1)/(m+1)) with m in [1/√2, √2): no library function,
  /// so that every machine gives the same bits.
  var base2Logarithm: Lanes {
    let bits = SIMD8<Int32>(truncatingIfNeeded: bitPatterns)
    // 0x3F3504F3 is √½; subtracting it splits at √2 instead of at 2.
    let shifted = bits &- 0x3F35_04F3
    let exponent = shifted &>> 23
    let mantissaBits = (shifted & 0x007F_FFFF) &+ 0x3F35_04F3
    let mantissa = Lanes(bitPatterns: SIMD8<UInt32>(truncatingIfNeeded: mantissaBits))
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    let series = z * (2.885_390_1 + square * (0.961_796_7 + square * 0.577_078_0))
    return Lanes(exponent) + series
  }

  /// Numbers as bytes, to the nearest, cut off at 0 and 255.
  var bytes: SIMD8<UInt8> {
    // Above 2²³ a number's last bit is worth 1: the sum is rounded, its bits are the byte.
    SIMD8<UInt8>(truncatingIfNeeded: (cut(0, 255) + 8_388_608).bitPatterns)
  }

  private var bitPatterns: SIMD8<UInt32> {
    SIMD8<UInt32>(
      self[0].bitPattern, self[1].bitPattern, self[2].bitPattern, self[3].bitPattern,
      self[4].bitPattern, self[5].bitPattern, self[6].bitPattern, self[7].bitPattern)
  }

  private init(bitPatterns bits: SIMD8<UInt32>) {
    self.init(
      Float(bitPattern: bits[0]), Float(bitPattern: bits[1]), Float(bitPattern: bits[2]),
      Float(bitPattern: bits[3]), Float(bitPattern: bits[4]), Float(bitPattern: bits[5]),
      Float(bitPattern: bits[6]), Float(bitPattern: bits[7]))
  }
}
