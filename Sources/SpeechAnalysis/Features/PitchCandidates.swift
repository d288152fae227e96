/// Where a hop's spectrum repeats, and how well it does at related spacings.
///
/// The lag of the best match, and the strength of the match there, at half, at twice
/// and at three times the lag: what is taken for the fundamental is mostly one of
/// these, and which one only the course of the voice says.
struct PitchCandidates: Hashable, Sendable {
  /// Lags per second.
  static let lagsPerSecond = 8000.0
  /// Parts of a lag that are told apart.
  static let lagParts: Float = 256
  /// The candidates' lags as multiples of the one found.
  static let multiples: SIMD4<Float> = [1, 0.5, 2, 3]
  /// The lags that candidates may have: 500 Hz to 60 Hz.
  static let range: ClosedRange<Float> = 16...133.5
  /// Hops of less harmonicity, in steps, have no candidates.
  static let leastHarmonicity: UInt8 = 90
  /// What a hop without a voice has.
  static let none = PitchCandidates(lag: 0, strengths: SIMD4(repeating: 0))

  /// The lag in parts of 1/8000 s; 0 when nothing repeats.
  let lag: UInt16
  /// The strength at each of the multiples, in steps of 1/255.
  let strengths: SIMD4<UInt8>

  init(lag: UInt16, strengths: SIMD4<UInt8>) {
    self.lag = lag
    self.strengths = strengths
  }

  /// Looks around the lag of the best match.
  /// - Parameters:
  ///   - lag: whole.
  ///   - total: the strength that a perfect match would have.
  ///   - strength: of any lag from 14 to 140.
  init(lag: Int, total: Float, strength: (Int) -> Float) {
    func peak(near lag: Int) -> Int {
      let sides = (strength(lag - 1), strength(lag), strength(lag + 1))
      if sides.0 > sides.1, sides.0 >= sides.2 { return lag - 1 }
      return sides.2 > sides.1 ? lag + 1 : lag
    }
    let top = peak(near: lag)
    let (before, at, after) = (strength(top - 1), strength(top), strength(top + 1))
    // The vertex of the parabola through three points.
    let bend = before - 2 * at + after
    let shift = bend < 0 ? min(0.5, max(-0.5, 0.5 * (before - after) / bend)) : 0
    let exact = Float(top) + shift
    self.lag = UInt16(exact * Self.lagParts + 0.5)
    let scale = 255 / max(total, 1e-9)
    func step(_ place: Float) -> UInt8 {
      guard place >= 15, place <= 138 else { return 0 }
      return UInt8(min(255, max(0, strength(peak(near: Int(place + 0.5))) * scale + 0.5)))
    }
    strengths = SIMD4(
      UInt8(min(255, max(0, at * scale + 0.5))), step(exact * 0.5), step(exact * 2),
      step(exact * 3))
  }
}
