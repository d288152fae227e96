import Foundation

/// Where a hop's spectrum repeats, and how well it does at related spacings.
///
/// The lag of the best match, and the strength of the match there, at half, at twice
/// and at three times the lag: what is taken for the fundamental is mostly one of
/// these, and which one only the course of the voice says.
struct PitchCandidates: Sendable {
  /// Lags per second.
  static let lagsPerSecond = 8000.0
  /// Parts of a lag that are told apart.
  static let lagParts: Float = 256
  /// The candidates' lags as multiples of the one found.
  static let multiples: SIMD4<Float> = [1, 0.5, 2, 3]
  /// The lags that candidates may have: 500 Hz to 60 Hz.
  static let range: ClosedRange<Float> = 16...133.5
  /// Hops of less harmonicity, in steps, have no candidates.
  static let leastHarmonicity: UInt8 = 60
  /// Undoes the slope that the analysis window lays over the lags, up to a factor of 3.
  private static let unbend: [Float] = (0...141).map { lag in
    let envelope = 0.5 + 0.5 * cos(2 * .pi * Double(lag) / Double(FourierTransform.points))
    return Float(1 / max(envelope, 1.0 / 3))
  }
  /// What a hop without a voice has.
  static let none = PitchCandidates(lag: 0, strengths: SIMD4(repeating: 0))

  /// The lag in parts of 1/8000 s; 0 when nothing repeats.
  let lag: UInt16
  // Four bytes rather than a vector, whose alignment would take two bytes more in each hop.
  private let bytes: (UInt8, UInt8, UInt8, UInt8)

  /// The strength at each of the multiples, in steps of 1/255 of a perfect match.
  var strengths: SIMD4<UInt8> { SIMD4(bytes.0, bytes.1, bytes.2, bytes.3) }

  init(lag: UInt16, strengths: SIMD4<UInt8>) {
    self.lag = lag
    bytes = (strengths[0], strengths[1], strengths[2], strengths[3])
  }

  /// Looks around the lag of the best match.
  /// - Parameters:
  ///   - lag: whole.
  ///   - total: the strength that a perfect match would have.
  ///   - bent: the strength at any lag from 13 to 140, as the window leaves it.
  init(lag: Int, total: Float, strength bent: (Int) -> Float) {
    let unbend = Self.unbend
    func strength(_ lag: Int) -> Float { bent(lag) * unbend[lag] }
    /// The vertex of the parabola through the largest of three strengths and its neighbours.
    func vertex(near lag: Int) -> (lag: Float, strength: Float) {
      let sides = (strength(lag - 1), strength(lag), strength(lag + 1))
      var top = lag
      if sides.0 > sides.1, sides.0 >= sides.2 {
        top = lag - 1
      } else if sides.2 > sides.1 {
        top = lag + 1
      }
      let (before, at, after) = (strength(top - 1), strength(top), strength(top + 1))
      let bend = before - 2 * at + after
      let shift = bend < 0 ? min(0.5, max(-0.5, 0.5 * (before - after) / bend)) : 0
      return (Float(top) + shift, at - 0.25 * (before - after) * shift)
    }
    let scale = 255 / max(total, 1e-9)
    func step(_ strength: Float) -> UInt8 { UInt8(min(255, max(0, strength * scale + 0.5))) }
    func step(at place: Float) -> UInt8 {
      place >= 15 && place <= 138 ? step(vertex(near: Int(place + 0.5)).strength) : 0
    }
    let best = vertex(near: lag)
    self.init(
      lag: UInt16(best.lag * Self.lagParts + 0.5),
      strengths: SIMD4(
        step(best.strength), step(at: best.lag * 0.5), step(at: best.lag * 2),
        step(at: best.lag * 3)))
  }
}
