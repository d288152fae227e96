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
  /// Candidates for the pitch of the hops measured last.
  private(set) var candidates = [PitchCandidates](repeating: .none, count: 2 * Lanes.count)

  init() {
    unbend = Self.lags.map { lag in
      let envelope = 0.5 + 0.5 * cos(2 * .pi * Double(lag) / Double(Self.points))
      return Float(1 / max(envelope, 0.7))
    }
  }

  /// Computes two times eight hops at once, which costs little more than one.
  ///
  /// Afterwards ``candidates`` are those of the sixteen hops.
  /// - Returns: steps of 1/255.
  mutating func steps(
    _ powers: ([Lanes], [Lanes]), _ transform: inout FourierTransform
  ) -> (SIMD8<UInt8>, SIMD8<UInt8>) {
    var totals = (Lanes.zero, Lanes.zero)
    let places = FourierTransform.places
    transform.load { reals, imaginaries in
      for place in 0..<Self.points {
        reals[place] = .zero
        imaginaries[place] = .zero
      }
      for bin in Self.bins {
        let first = powers.0[bin].squareRoot()
        let second = powers.1[bin].squareRoot()
        reals[places[bin]] = first
        imaginaries[places[bin]] = second
        totals.0 += first
        totals.1 += second
      }
    }
    var best = (Lanes.zero, Lanes.zero)
    var bestLags = (Lanes.zero, Lanes.zero)
    transform.run()
    for hop in 0..<candidates.count { candidates[hop] = .none }
    for lag in Self.lags {
      // The transform of two real signals: its even part belongs to each.
      let (real, imaginary) = transform.evenPart(lag)
      let weight = unbend[lag - Self.lags.lowerBound]
      let one = real * weight
      let other = imaginary * weight
      bestLags.0.replace(with: Float(lag), where: one .> best.0)
      bestLags.1.replace(with: Float(lag), where: other .> best.1)
      best.0 = best.0.larger(one)
      best.1 = best.1.larger(other)
    }
    let steps = (Self.steps(best.0, totals.0), Self.steps(best.1, totals.1))
    for lane in 0..<Lanes.count where steps.0[lane] >= PitchCandidates.leastHarmonicity {
      candidates[lane] = PitchCandidates(lag: Int(bestLags.0[lane]), total: totals.0[lane]) {
        transform.evenPart($0).real[lane]
      }
    }
    for lane in 0..<Lanes.count where steps.1[lane] >= PitchCandidates.leastHarmonicity {
      candidates[lane + Lanes.count] = PitchCandidates(
        lag: Int(bestLags.1[lane]), total: totals.1[lane]
      ) {
        transform.evenPart($0).imaginary[lane]
      }
    }
    return steps
  }

  private static func steps(_ best: Lanes, _ total: Lanes) -> SIMD8<UInt8> {
    let share = best / total.larger(Lanes(repeating: 1e-9))
    return (share * 255).replacing(with: 0, where: total .<= 1e-6).bytes
  }
}
