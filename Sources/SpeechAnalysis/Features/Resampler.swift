import Foundation

/// Turns any sample rate into 16 kHz.
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

  /// Input frames needed before the first and after the last of a block.
  let contextFrames: Int
  private let interpolation: Int
  private let decimation: Int
  private let taps: Int
  // One row of `taps` coefficients for each of `interpolation` phases.
  private let rows: [Float]
  // The coefficients that are not zero, when one row is all there is.
  private let weights: [(tap: Int, weight: Float)]
  // Every M-th frame of the input side by side, M being the decimation.
  private var split: [Float] = []
  private var places: [(place: Int, weight: Float)] = []

  /// Designs the filter for an input rate, 1 Hz or more.
  init(inputHertz: Int) {
    guard inputHertz != Self.outputHertz else {
      (interpolation, decimation, contextFrames, taps, rows) = (1, 1, 4, 8, [])
      weights = [(3, 1)]
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
    let least = Int(((attenuation - 8) / (2.285 * 2 * .pi * transition) / 2).rounded(.up))
    // Whole vectors.
    let half = (least + 3) / 4 * 4
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
    // A sinc of a third of the rate is zero at every third place, but for its middle.
    weights =
      phases > 1 ? [] : rows.enumerated().filter { abs($1) > 1e-9 }.map { (tap: $0, weight: $1) }
  }

  /// Computes the output of a block.
  /// - Parameters:
  ///   - input: the block with ``contextFrames`` on both sides.
  ///   - output: receives the block at 16 kHz, eight samples in a vector.
  ///   - first: where in the output; from there to its end are as many vectors as the
  ///     block has, a multiple of four.
  mutating func process(_ input: [Float], into output: inout [Lanes], from first: Int) {
    if interpolation == 1 {
      decimate(input.span, into: &output, from: first)
    } else {
      interpolate(input.span, into: &output, from: first)
    }
  }

  private mutating func decimate(
    _ input: Span<Float>, into output: inout [Lanes], from first: Int
  ) {
    let step = decimation
    let stride = input.count / step + 1
    if split.count != step * stride {
      split = Array(repeating: 0, count: step * stride)
      places = weights.map { tap, weight in
        (place: (tap + 1) % step * stride + (tap + 1) / step, weight: weight)
      }
    }
    if step == 3 { dealThree(input, stride) } else { deal(input, stride) }
    let samples = split.span
    for vector in Swift.stride(from: first, to: output.count, by: 4) {
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for (place, weight) in places {
        let start = place + (vector - first) * Lanes.count
        let part = samples.extracting(start..<start + 4 * Lanes.count)
        a += Lanes(part, at: 0) * weight
        b += Lanes(part, at: 8) * weight
        c += Lanes(part, at: 16) * weight
        d += Lanes(part, at: 24) * weight
      }
      output[vector] = a
      output[vector + 1] = b
      output[vector + 2] = c
      output[vector + 3] = d
    }
  }

  /// Lays every M-th frame side by side.
  private mutating func deal(_ input: Span<Float>, _ stride: Int) {
    let step = decimation
    var target = split.mutableSpan
    for index in 0..<input.count {
      target[index % step * stride + index / step] = input[index]
    }
  }

  /// The same for 48 kHz, which becomes a few vector instructions.
  private mutating func dealThree(_ input: Span<Float>, _ stride: Int) {
    var target = split.mutableSpan
    let whole = input.count / 3
    for index in 0..<whole {
      target[index] = input[index &* 3]
      target[stride &+ index] = input[index &* 3 &+ 1]
      target[stride &+ stride &+ index] = input[index &* 3 &+ 2]
    }
    for index in 3 * whole..<input.count { target[index % 3 * stride + whole] = input[index] }
  }

  private func interpolate(
    _ input: Span<Float>, into output: inout [Lanes], from first: Int
  ) {
    let rows = rows.span
    for vector in first..<output.count {
      for lane in 0..<Lanes.count {
        let position = ((vector - first) * Lanes.count + lane) * decimation
        let base = position / interpolation + 1
        let row = position % interpolation * taps
        var sum = Lanes.zero
        for tap in stride(from: 0, to: taps, by: Lanes.count) {
          sum += Lanes(input, at: base + tap) * Lanes(rows, at: row + tap)
        }
        output[vector][lane] = sum.total
      }
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
