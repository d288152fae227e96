import Foundation

/// Fourier transforms of eight signals at once.
///
/// The core is a complex transform of 256 points: four radix-4 stages,
/// decimation in time. Real windows of 512 samples use it with the even samples
/// as real and the odd ones as imaginary parts.
///
/// - SeeAlso: Press et al., Numerical Recipes (3rd ed.), section 12.3.
struct FourierTransform {
  /// Samples of a window.
  static let size = 512
  /// Points of a power spectrum, from 0 to half the sample rate.
  static let bins = size / 2 + 1
  /// Points of the complex transform.
  static let points = size / 2

  private let digitReversed: [Int]
  private let cosines: [Float]
  private let sines: [Float]
  private let splitCosines: [Float]
  private let splitSines: [Float]
  private var real = [Lanes](repeating: .zero, count: points)
  private var imaginary = [Lanes](repeating: .zero, count: points)

  init() {
    let points = Self.points
    digitReversed = (0..<points).map { index in
      (index & 3) << 6 | (index >> 2 & 3) << 4 | (index >> 4 & 3) << 2 | index >> 6
    }
    cosines = (0..<points).map { Float(cos(2 * .pi * Double($0) / Double(points))) }
    sines = (0..<points).map { Float(-sin(2 * .pi * Double($0) / Double(points))) }
    splitCosines = (0...points).map { Float(cos(.pi * Double($0) / Double(points))) }
    splitSines = (0...points).map { Float(-sin(.pi * Double($0) / Double(points))) }
  }

  /// Computes squared magnitudes.
  /// - Parameters:
  ///   - window: 512 windowed samples in each lane.
  ///   - power: receives 257 values.
  mutating func power(of window: [Lanes], into power: inout [Lanes]) {
    for index in 0..<Self.points {
      let source = 2 * digitReversed[index]
      real[index] = window[source]
      imaginary[index] = window[source + 1]
    }
    run()
    for bin in 0...Self.points {
      let mirrored = (Self.points - bin) & (Self.points - 1)
      let own = bin & (Self.points - 1)
      let evenReal = (real[own] + real[mirrored]) * 0.5
      let evenImaginary = (imaginary[own] - imaginary[mirrored]) * 0.5
      let oddReal = (imaginary[own] + imaginary[mirrored]) * 0.5
      let oddImaginary = (real[mirrored] - real[own]) * 0.5
      let c = splitCosines[bin]
      let s = splitSines[bin]
      let sumReal = evenReal + oddReal * c - oddImaginary * s
      let sumImaginary = evenImaginary + oddReal * s + oddImaginary * c
      power[bin] = sumReal * sumReal + sumImaginary * sumImaginary
    }
  }

  /// Takes 256 real and 256 imaginary parts.
  mutating func load(_ realParts: [Lanes], _ imaginaryParts: [Lanes]) {
    for index in 0..<Self.points {
      real[index] = realParts[digitReversed[index]]
      imaginary[index] = imaginaryParts[digitReversed[index]]
    }
  }

  /// The even part of the result at a point from 1 to 255.
  func evenPart(_ point: Int) -> (real: Lanes, imaginary: Lanes) {
    let mirrored = Self.points - point
    return (
      (real[point] + real[mirrored]) * 0.5, (imaginary[point] + imaginary[mirrored]) * 0.5
    )
  }

  /// Transforms what was loaded, in place.
  mutating func run() {
    var span = 1
    while span < Self.points {
      let stride = Self.points / (4 * span)
      for offset in 0..<span {
        let w1 = (cosines[offset * stride], sines[offset * stride])
        let w2 = (cosines[2 * offset * stride], sines[2 * offset * stride])
        let w3 = (cosines[3 * offset * stride], sines[3 * offset * stride])
        var start = offset
        while start < Self.points {
          butterfly(start, span, w1, w2, w3)
          start += 4 * span
        }
      }
      span *= 4
    }
  }

  @inline(__always)
  private mutating func butterfly(
    _ start: Int, _ span: Int, _ w1: (Float, Float), _ w2: (Float, Float), _ w3: (Float, Float)
  ) {
    let r0 = real[start]
    let i0 = imaginary[start]
    let (r1, i1) = product(start + span, w1)
    let (r2, i2) = product(start + 2 * span, w2)
    let (r3, i3) = product(start + 3 * span, w3)
    let sumReal = r0 + r2
    let sumImaginary = i0 + i2
    let differenceReal = r0 - r2
    let differenceImaginary = i0 - i2
    let oddSumReal = r1 + r3
    let oddSumImaginary = i1 + i3
    let oddDifferenceReal = r1 - r3
    let oddDifferenceImaginary = i1 - i3
    real[start] = sumReal + oddSumReal
    imaginary[start] = sumImaginary + oddSumImaginary
    real[start + span] = differenceReal + oddDifferenceImaginary
    imaginary[start + span] = differenceImaginary - oddDifferenceReal
    real[start + 2 * span] = sumReal - oddSumReal
    imaginary[start + 2 * span] = sumImaginary - oddSumImaginary
    real[start + 3 * span] = differenceReal - oddDifferenceImaginary
    imaginary[start + 3 * span] = differenceImaginary + oddDifferenceReal
  }

  @inline(__always)
  private func product(_ index: Int, _ w: (Float, Float)) -> (Lanes, Lanes) {
    let r = real[index]
    let i = imaginary[index]
    return (r * w.0 - i * w.1, r * w.1 + i * w.0)
  }
}
