import Foundation

/// Sounds that the examples of measures speak of, full scale being 1.
enum ExampleSound {
  /// A second of 400 Hz at half of full scale, at 16 kHz.
  static var sine: [Float] { sine(hertz: 400, amplitude: 0.5, seconds: 1, rate: 16_000) }

  private static func sine(
    hertz: Double, amplitude: Double, seconds: Int, rate: Int
  ) -> [Float] {
    (0..<seconds * rate).map {
      Float(amplitude * sin(2 * .pi * hertz * Double($0) / Double(rate)))
    }
  }

  /// A square wave of 40 frames.
  static func square(_ amplitude: Float, frames: Int) -> [Float] {
    (0..<frames).map { $0 / 20 % 2 == 0 ? amplitude : -amplitude }
  }

  /// Two samples at the ends of the scale, one just below, then silence.
  static var clipped: [Float] {
    [0, 32_767, -32_768, 32_766].map { $0 / 32_768 } + [Float](repeating: 0, count: 400)
  }

  /// A line of 50 Hz at −45 dBFS in white noise of −70 dBFS: three seconds at 48 kHz.
  static var humInNoise: [Float] {
    // Knuth's generator: the same noise everywhere.
    var state: UInt64 = 9
    let noise = (0..<144_000).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 0x1p52 - 1
    }
    let power = noise.reduce(0) { $0 + $1 * $1 } / Double(noise.count)
    let line = sine(
      hertz: 50, amplitude: pow(10, -45.0 / 20) * 2.0.squareRoot(), seconds: 3, rate: 48_000)
    let scale = pow(10, -70.0 / 20) / power.squareRoot()
    return zip(noise, line).map { Float($0 * scale) + $1 }
  }
}
