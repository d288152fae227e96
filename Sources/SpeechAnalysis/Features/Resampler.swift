import Foundation

/// Turns any sample rate into 16 kHz, eight stretches at a time.
///
/// A polyphase filter: the prototype is a Kaiser-windowed sinc, symmetric, so that
/// nothing moves in time. Passband to 6.4 kHz (or 0.8 of the lower Nyquist rate),
/// about 45 dB down where aliasing or images begin.
///
/// - SeeAlso: Crochiere and Rabiner, Multirate Digital Signal Processing (1983),
///   chapter 3; Kaiser and Schafer, IEEE Trans. ASSP 28 (1980), for the window.
struct Resampler {
  /// The rate of everything after it.
  static let outputHertz = 16_000

  /// Input frames needed before the first and after the last of a stretch.
  let contextFrames: Int
  private let interpolation: Int
  private let decimation: Int
  private let taps: Int
  // One row of `taps` coefficients for each of `interpolation` phases.
  private let rows: [Float]

  /// Designs the filter for an input rate, 1 Hz or more.
  init(inputHertz: Int) {
    guard inputHertz != Self.outputHertz else {
      (interpolation, decimation, contextFrames, taps, rows) = (1, 1, 1, 2, [1, 0])
      return
    }
    let divisor = greatestCommonDivisor(inputHertz, Self.outputHertz)
    let phases = Self.outputHertz / divisor
    interpolation = phases
    decimation = inputHertz / divisor
    let lower = Double(min(inputHertz, Self.outputHertz))
    // Transition from 0.4 to 0.6 of the lower rate, centred on its Nyquist rate.
    let transition = 0.2 * lower / Double(inputHertz)
    let attenuation = 45.0
    let half = Int(((attenuation - 8) / (2.285 * 2 * .pi * transition) / 2).rounded(.up))
    contextFrames = half
    taps = 2 * half
    let beta = 0.5842 * Foundation.pow(attenuation - 21, 0.4) + 0.07886 * (attenuation - 21)
    let cutoff = 0.5 * lower / Double(inputHertz)
    var rows: [Float] = []
    rows.reserveCapacity(phases * taps)
    for phase in 0..<phases {
      // Tap k weighs the input at base + k − half + 1; the output lies at base + phase/L.
      let row = (0..<2 * half).map { tap -> Double in
        let distance = Double(tap - half + 1) - Double(phase) / Double(phases)
        let position = distance / Double(half)
        guard abs(position) < 1 else { return 0 }
        let window = bessel(beta * (1 - position * position).squareRoot()) / bessel(beta)
        let x = 2 * .pi * cutoff * distance
        return 2 * cutoff * (abs(x) < 1e-9 ? 1 : sin(x) / x) * window
      }
      // Each phase passes a constant unchanged.
      let sum = row.reduce(0, +)
      rows += row.map { Float($0 / sum) }
    }
    self.rows = rows
  }

  /// Computes the output of a stretch.
  /// - Parameters:
  ///   - input: the stretch with ``contextFrames`` on both sides.
  ///   - output: receives the stretch at 16 kHz; its count says how much.
  func process(_ input: [Lanes], into output: inout [Lanes]) {
    for index in 0..<output.count {
      let position = index * decimation
      let base = position / interpolation + 1
      let row = position % interpolation * taps
      var sum = Lanes.zero
      for tap in 0..<taps {
        sum += input[base + tap] * rows[row + tap]
      }
      output[index] = sum
    }
  }
}

/// The largest number that divides both.
func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}

/// The modified Bessel function of the first kind and order 0, by its power series.
private func bessel(_ x: Double) -> Double {
  var term = 1.0
  var sum = 1.0
  for k in 1..<40 {
    term *= (x / 2) * (x / 2) / Double(k * k)
    sum += term
  }
  return sum
}
