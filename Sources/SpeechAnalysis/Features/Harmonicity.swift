import Foundation

/// How much of a spectrum repeats at the spacing of a voice's harmonics, 0 to 1.
///
/// The magnitudes between 156 Hz and 3.5 kHz are correlated with cosines over
/// frequency; the best match among spacings of 81 to 348 Hz, over the sum of all
/// magnitudes. A voice comes near 1, noise stays low.
///
/// - SeeAlso: Noll, J. Acoust. Soc. Am. 41 (1967), on the cepstrum, whose
///   logarithm is left out here.
struct Harmonicity {
  /// Bins that take part.
  static let bins = 5..<112
  /// Lags tried, in steps of 1/8000 s.
  static let lags = 23..<100
  private static let points = FourierTransform.points

  /// Undoes the slope that the analysis window lays over the lags.
  private let unbend: [Float]
  private var first = [Lanes](repeating: .zero, count: points)
  private var second = [Lanes](repeating: .zero, count: points)

  init() {
    unbend = Self.lags.map { lag in
      let envelope = 0.5 + 0.5 * cos(2 * .pi * Double(lag) / Double(Self.points))
      return Float(1 / max(envelope, 0.7))
    }
  }

  /// Computes two times eight hops at once, which costs little more than one.
  /// - Returns: steps of 1/255.
  mutating func steps(
    _ powers: ([Lanes], [Lanes]), _ transform: inout FourierTransform
  ) -> (SIMD8<UInt8>, SIMD8<UInt8>) {
    var totals = (Lanes.zero, Lanes.zero)
    for bin in Self.bins {
      first[bin] = powers.0[bin].squareRoot()
      second[bin] = powers.1[bin].squareRoot()
      totals.0 += first[bin]
      totals.1 += second[bin]
    }
    var best = (Lanes.zero, Lanes.zero)
    transform.load(first, second)
    transform.run()
    for lag in Self.lags {
      // The transform of two real signals: its even part belongs to each.
      let (real, imaginary) = transform.evenPart(lag)
      let weight = unbend[lag - Self.lags.lowerBound]
      best.0 = best.0.larger(real * weight)
      best.1 = best.1.larger(imaginary * weight)
    }
    return (Self.steps(best.0, totals.0), Self.steps(best.1, totals.1))
  }

  private static func steps(_ best: Lanes, _ total: Lanes) -> SIMD8<UInt8> {
    let share = best / total.larger(Lanes(repeating: 1e-9))
    return (share * 255).replacing(with: 0, where: total .<= 1e-6).bytes
  }
}
