import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct FeatureTests {
  @Test func `logarithms to base 2 are right within a ten-thousandth`() {
    for exponent in stride(from: Float(-60), through: 20, by: 0.37) {
      let value = Foundation.exp2(exponent)
      #expect(abs(Lanes(repeating: value).base2Logarithm[3] - exponent) < 1e-4)
    }
  }

  @Test func `the power spectrum is that of the definition`() {
    var generator = SeededGenerator(seed: 5)
    let size = FourierTransform.size
    let signals = (0..<8).map { _ in
      (0..<size).map { _ in Float.random(in: -1...1, using: &generator) }
    }
    let window = (0..<size).map { index in
      Lanes((0..<8).map { signals[$0][index] })
    }
    var transform = FourierTransform()
    var power = [Lanes](repeating: .zero, count: FourierTransform.bins)
    transform.load { reals, imaginaries in
      for point in 0..<FourierTransform.points {
        reals[FourierTransform.places[point]] = window[2 * point]
        imaginaries[FourierTransform.places[point]] = window[2 * point + 1]
      }
    }
    transform.power(into: &power)
    for (lane, bin) in [(0, 0), (0, 1), (5, 2), (5, 63), (0, 64), (0, 100), (5, 255), (5, 256)] {
      var real = 0.0
      var imaginary = 0.0
      for index in 0..<size {
        let angle = 2 * Double.pi * Double(bin * index) / Double(size)
        real += Double(signals[lane][index]) * cos(angle)
        imaginary -= Double(signals[lane][index]) * sin(angle)
      }
      let expected = real * real + imaginary * imaginary
      #expect(abs(Double(power[bin][lane]) - expected) < 1e-3 * max(1, expected))
    }
  }

  /// The output of the resampler for a signal of one second.
  private func resample(_ samples: [Float], rate: Int) -> [Float] {
    var resampler = Resampler(inputHertz: rate)
    let padding = [Float](repeating: 0, count: resampler.contextFrames)
    var output = [Lanes](repeating: .zero, count: Resampler.outputHertz / 8 + 4)
    resampler.process(padding + samples + padding, into: &output, from: 4)
    return output.dropFirst(4).flatMap { vector in (0..<8).map { vector[$0] } }
  }

  @Test(arguments: [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
  func `a tone keeps its place and its level at any rate`(rate: Int) {
    let tone = Synthesis.sine(hertz: 1000, amplitude: 0.5, seconds: 1, rate: rate)
    let output = resample(tone, rate: rate)
    let expected = Synthesis.sine(hertz: 1000, amplitude: 0.5, seconds: 1, rate: 16_000)
    // The ends hold the filter's start and stop.
    for index in 400..<15_600 { #expect(abs(output[index] - expected[index]) < 0.005) }
  }

  @Test func `a tone above the new Nyquist rate all but disappears`() {
    let tone = Synthesis.sine(hertz: 11_000, amplitude: 1, seconds: 1, rate: 48_000)
    let output = resample(tone, rate: 48_000)
    let power = output[400..<15_600].reduce(0) { $0 + Double($1 * $1) } / 15_200
    #expect(10 * log10(power / 0.5) < -40)
  }

  @Test func `a hop's bands follow a tone to its band`() {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    let tone = Synthesis.sine(hertz: 2000, amplitude: 0.5, seconds: 0.5, rate: 16_000)
    extractor.process(tone.span)
    let track = extractor.finish()
    #expect(track.rowCount == 50 + 2 * FeatureTrack.marginHops)
    let start = 27 * FeatureTrack.rowBytes
    let bands = track.rows[start..<start + BandLevels.count]
    let loudest = bands.indices.max { bands[$0] < bands[$1] }.map { $0 - start }
    // Bins 56 to 64 are 1,750 to 2,000 Hz, and 65 to 75 are 2,031 to 2,344 Hz: the tone at
    // bin 64 has its main lobe in the first.
    #expect(loudest == 14)
    // Half of full scale is −6.02 dB, less the third of the main lobe in the next band.
    #expect(abs(Int(bands[start + 14]) - Int((125 - 6.8) * 2)) <= 2)
  }
}
