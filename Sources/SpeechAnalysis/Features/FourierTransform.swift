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

  /// Where each point of a signal is loaded: its four digits of base 4 reversed.
  ///
  /// So the four points from a multiple of four on lie ``quarter`` places apart.
  static let places = (0..<points).map { point in
    (point & 3) << 6 | (point >> 2 & 3) << 4 | (point >> 4 & 3) << 2 | point >> 6
  }
  /// A quarter of the points.
  static let quarter = points / 4

  private let cosines: [Float]
  private let sines: [Float]
  private let splitCosines: [Float]
  private let splitSines: [Float]
  private var real = [Lanes](repeating: .zero, count: points)
  private var imaginary = [Lanes](repeating: .zero, count: points)

  init() {
    let points = Self.points
    cosines = (0..<points).map { Float(cos(2 * .pi * Double($0) / Double(points))) }
    sines = (0..<points).map { Float(-sin(2 * .pi * Double($0) / Double(points))) }
    splitCosines = (0...points).map { Float(cos(.pi * Double($0) / Double(points))) }
    splitSines = (0...points).map { Float(-sin(.pi * Double($0) / Double(points))) }
  }

  /// Lets the parts of a signal be laid at their ``places``; those not laid are anything.
  @inline(__always)
  mutating func load(
    _ lay: (_ reals: inout MutableSpan<Lanes>, _ imaginaries: inout MutableSpan<Lanes>) -> Void
  ) {
    func lend(_ real: inout [Lanes], _ imaginary: inout [Lanes]) {
      var reals = real.mutableSpan
      var imaginaries = imaginary.mutableSpan
      lay(&reals, &imaginaries)
    }
    lend(&real, &imaginary)
  }

  /// Transforms a window of 512 samples that was loaded, and computes squared magnitudes.
  ///
  /// - Parameter power: receives 257 values.
  mutating func power(into power: inout [Lanes]) {
    run()
    // A bin and its mirror image are made of the same two points.
    for bin in 0...Self.points / 2 {
      let mirrored = (Self.points - bin) & (Self.points - 1)
      let evenReal = real[bin] + real[mirrored]
      let evenImaginary = imaginary[bin] - imaginary[mirrored]
      let oddReal = imaginary[bin] + imaginary[mirrored]
      let oddImaginary = real[mirrored] - real[bin]
      let c = splitCosines[bin]
      let s = splitSines[bin]
      let turnedReal = oddReal * c - oddImaginary * s
      let turnedImaginary = oddReal * s + oddImaginary * c
      let sumReal = evenReal + turnedReal
      let sumImaginary = evenImaginary + turnedImaginary
      let differenceReal = evenReal - turnedReal
      let differenceImaginary = evenImaginary - turnedImaginary
      power[bin] = (sumReal * sumReal + sumImaginary * sumImaginary) * 0.25
      power[Self.points - bin] =
        (differenceReal * differenceReal + differenceImaginary * differenceImaginary) * 0.25
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
    var (r, i): ([Lanes], [Lanes]) = ([], [])
    swap(&r, &real)
    swap(&i, &imaginary)
    defer {
      swap(&r, &real)
      swap(&i, &imaginary)
    }
    var reals = r.mutableSpan
    var imaginaries = i.mutableSpan
    for start in stride(from: 0, to: Self.points, by: 4) {
      Self.butterfly(
        &reals, &imaginaries, start, 1, reals[start + 1], imaginaries[start + 1],
        reals[start + 2], imaginaries[start + 2], reals[start + 3], imaginaries[start + 3])
    }
    var span = 4
    while span < Self.points {
      let stride = Self.points / (4 * span)
      for offset in 0..<span {
        let (c1, s1) = (cosines[offset * stride], sines[offset * stride])
        let (c2, s2) = (cosines[2 * offset * stride], sines[2 * offset * stride])
        let (c3, s3) = (cosines[3 * offset * stride], sines[3 * offset * stride])
        var start = offset
        while start < Self.points {
          let (r1, i1) = (reals[start + span], imaginaries[start + span])
          let (r2, i2) = (reals[start + 2 * span], imaginaries[start + 2 * span])
          let (r3, i3) = (reals[start + 3 * span], imaginaries[start + 3 * span])
          Self.butterfly(
            &reals, &imaginaries, start, span, r1 * c1 - i1 * s1, r1 * s1 + i1 * c1,
            r2 * c2 - i2 * s2, r2 * s2 + i2 * c2, r3 * c3 - i3 * s3, r3 * s3 + i3 * c3)
          start += 4 * span
        }
      }
      span *= 4
    }
  }

  /// Four points at once; all but the first come turned by their twiddle factors.
  @inline(__always)
  private static func butterfly(
    _ reals: inout MutableSpan<Lanes>, _ imaginaries: inout MutableSpan<Lanes>, _ start: Int,
    _ span: Int, _ r1: Lanes, _ i1: Lanes, _ r2: Lanes, _ i2: Lanes, _ r3: Lanes, _ i3: Lanes
  ) {
    let r0 = reals[start]
    let i0 = imaginaries[start]
    let sumReal = r0 + r2
    let sumImaginary = i0 + i2
    let differenceReal = r0 - r2
    let differenceImaginary = i0 - i2
    let oddSumReal = r1 + r3
    let oddSumImaginary = i1 + i3
    let oddDifferenceReal = r1 - r3
    let oddDifferenceImaginary = i1 - i3
    reals[start] = sumReal + oddSumReal
    imaginaries[start] = sumImaginary + oddSumImaginary
    reals[start + span] = differenceReal + oddDifferenceImaginary
    imaginaries[start + span] = differenceImaginary - oddDifferenceReal
    reals[start + 2 * span] = sumReal - oddSumReal
    imaginaries[start + 2 * span] = sumImaginary - oddSumImaginary
    reals[start + 3 * span] = differenceReal - oddDifferenceImaginary
    imaginaries[start + 3 * span] = differenceImaginary + oddDifferenceReal
  }
}
