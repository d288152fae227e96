import Foundation

/// Where a hop's spectrum repeats, and how well it does at related spacings.
///
/// The lag of the best match, and the strength of the match there, at half and at twice
/// the lag: what is taken for the fundamental is mostly one of these, and which one only
/// the course of the voice says. Below 95 Hz a longer stretch is asked (``DeepVoice``).
struct PitchCandidates: Sendable {
  /// Lags per second.
  static let lagsPerSecond = 8000.0
  /// Parts of a lag that are told apart.
  static let lagParts: Float = 256
  /// The first three candidates' lags as multiples of the one found.
  private static let multiples: SIMD4<Float> = [1, 0.5, 2, 0]
  /// The lags that candidates may have: 500 Hz to 55 Hz, so that a voice of 60 Hz is followed below it too.
  static let range: ClosedRange<Float> = 16...145.5
  /// Hops of less harmonicity, in steps, have no candidates.
  static let leastHarmonicity: UInt8 = 45
  /// Undoes the slope that the analysis window lays over the lags, up to a factor of 3.
  private static let unbend: [Float] = (0...141).map { lag in
    let envelope = 0.5 + 0.5 * cos(2 * .pi * Double(lag) / Double(FourierTransform.points))
    return Float(1 / max(envelope, 1.0 / 3))
  }
  /// What a hop without a voice has.
  static let none = PitchCandidates(lag: 0, strengths: (0, 0, 0))

  // Seven bytes and no more: there is one of these for each 10 ms of hours.
  private let lagBytes: (UInt8, UInt8)
  private let bytes: (UInt8, UInt8, UInt8)
  private var deepLag: UInt8 = 0
  private var deepStrength: UInt8 = 0

  /// The lag in parts of 1/8000 s; 0 when nothing repeats.
  var lag: UInt16 { UInt16(lagBytes.0) | UInt16(lagBytes.1) << 8 }

  /// The lags of the candidates in 1/8000 s; 0 for one that there is not.
  var lags: SIMD4<Float> {
    var lags = Self.multiples * (Float(lag) / Self.lagParts)
    lags[3] =
      Float(deepLag) * Float(Self.lagsPerSecond) / (DeepVoice.lagParts * Float(DeepVoice.hertz))
    return lags
  }

  /// The strength of each candidate, in steps of 1/255 of a perfect match.
  var strengths: SIMD4<UInt8> { SIMD4(bytes.0, bytes.1, bytes.2, deepStrength) }

  private init(lag: UInt16, strengths: (UInt8, UInt8, UInt8)) {
    lagBytes = (UInt8(truncatingIfNeeded: lag), UInt8(truncatingIfNeeded: lag >> 8))
    bytes = strengths
  }

  /// Takes what a longer stretch says of a deep voice.
  mutating func add(_ deep: DeepVoice) { (deepLag, deepStrength) = (deep.lag, deep.strength) }

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
      strengths: (step(best.strength), step(at: best.lag * 0.5), step(at: best.lag * 2)))
  }
}
