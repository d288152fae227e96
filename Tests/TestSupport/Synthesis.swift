import Foundation

/// A generator that gives the same numbers for the same seed everywhere (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Starts from a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Synthetic signals, full scale being 1.
public enum Synthesis {
  /// A sine from phase 0.
  public static func sine(
    hertz: Double, amplitude: Double, seconds: Double, rate: Int
  ) -> [Float] {
    (0..<Int(seconds * Double(rate))).map {
      Float(amplitude * sin(2 * .pi * hertz * Double($0) / Double(rate)))
    }
  }

  /// White noise, evenly distributed.
  public static func noise(amplitude: Double, frames: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<frames).map { _ in
      Float(Double.random(in: -amplitude...amplitude, using: &generator))
    }
  }

  /// A voice: harmonics of a gliding fundamental with the spectrum of a vowel, swelling
  /// four times a second, over a soft noise.
  /// - Parameter stretches: where it sounds, in seconds.
  public static func voice(
    _ stretches: [ClosedRange<Double>], seconds: Double, rate: Int, level: Double = 0.1,
    noise noiseLevel: Double = 0.0003, seed: UInt64 = 1
  ) -> [Float] {
    let count = Int(seconds * Double(rate))
    var samples = noise(amplitude: noiseLevel, frames: count, seed: seed)
    for stretch in stretches {
      let first = Int(stretch.lowerBound * Double(rate))
      let last = min(count, Int(stretch.upperBound * Double(rate)))
      var phase = 0.0
      for index in first..<last {
        let time = Double(index - first) / Double(rate)
        let fundamental = 120 + 15 * sin(2 * .pi * 0.7 * time)
        phase += 2 * .pi * fundamental / Double(rate)
        var value = 0.0
        for harmonic in 1...25 where fundamental * Double(harmonic) < Double(rate) * 0.45 {
          let hertz = fundamental * Double(harmonic)
          let vowel =
            1 / (1 + pow((hertz - 600) / 250, 2)) + 0.5 / (1 + pow((hertz - 1300) / 300, 2))
            + 0.2 / (1 + pow((hertz - 2600) / 400, 2)) + 0.02
          value += vowel * sin(phase * Double(harmonic))
        }
        let swell = 0.7 + 0.3 * sin(2 * .pi * 4 * time)
        samples[index] += Float(level * 0.5 * swell * value)
      }
    }
    return samples
  }

  /// Syllables of a voice: three vowels in turn, each after a murmur 20 dB below it.
  ///
  /// - Parameters:
  ///   - starts: where phrases begin, in seconds.
  ///   - count: syllables in each phrase.
  ///   - perSecond: syllables a second.
  ///   - seconds: the length of it all.
  ///   - hertz: the pitch at a time of the session, in seconds.
  public static func syllables(
    starts: [Double], count: Int, perSecond: Double, seconds: Double, rate: Int,
    noise noiseLevel: Double = 0.0003, seed: UInt64 = 1,
    hertz: (Double) -> Double = { 120 + 15 * sin(4.4 * $0) }
  ) -> [Float] {
    let vowels: [[Double]] = [[730, 1090, 2440], [530, 1840, 2480], [570, 840, 2410]]
    var samples = noise(
      amplitude: noiseLevel, frames: Int(seconds * Double(rate)), seed: seed)
    for start in starts {
      var phase = 0.0
      for index in 0..<Int(Double(count) / perSecond * Double(rate)) {
        let place = Double(index) / Double(rate) * perSecond
        let time = start + Double(index) / Double(rate)
        let frame = Int(time * Double(rate))
        guard frame < samples.count else { break }
        let fundamental = hertz(time)
        phase += 2 * .pi * fundamental / Double(rate)
        let vowel = vowels[Int(place) % vowels.count]
        // The murmur takes the first third, and the vowel swells and fades after it.
        let inside = (place - place.rounded(.down) - 0.33) / 0.67
        let gain = inside <= 0 ? 0.1 : 0.1 + 0.9 * pow(sin(.pi * inside), 0.5)
        var value = 0.0
        for harmonic in 1...30 where fundamental * Double(harmonic) < Double(rate) * 0.45 {
          let frequency = fundamental * Double(harmonic)
          var weight = 0.02
          for (formant, strength) in zip(vowel, [1.0, 0.5, 0.2]) {
            weight += strength / (1 + pow((frequency - formant) / 90, 2))
          }
          value += weight * sin(phase * Double(harmonic))
        }
        samples[frame] += Float(0.05 * gain * value)
      }
    }
    return samples
  }

  /// 16-bit samples of values from −1 to 1, clipped.
  public static func pcm16(_ samples: [Float]) -> [Int16] {
    samples.map { Int16(max(-32_768, min(32_767, ($0 * 32_768).rounded()))) }
  }

  /// A WAV file's bytes: mono or interleaved, 16-bit.
  public static func wav(_ samples: [Int16], rate: Int, channels: Int = 1) -> [UInt8] {
    func little(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let size = samples.count * 2
    var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
    bytes += little(1, 2) + little(channels, 2) + little(rate, 4)
    bytes += little(rate * channels * 2, 4) + little(channels * 2, 2) + little(16, 2)
    bytes += Array("data".utf8) + little(size, 4)
    bytes.reserveCapacity(bytes.count + size)
    for sample in samples { bytes += little(Int(sample), 2) }
    return bytes
  }
}
