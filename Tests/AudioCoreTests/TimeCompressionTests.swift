import AudioCore
import Foundation
import TestSupport
import Testing

@Suite struct TimeCompressionTests {
  private let rate = 48_000

  private func faster(_ samples: [Int16], _ factor: Double) -> [Int16] {
    TimeCompression.samples(samples, factor: factor, sampleRate: SampleRate(hertz: rate))
  }

  /// The mean frequency of a tone, from where it crosses zero upwards.
  private func hertz(_ samples: [Int16]) -> Double {
    let crossings = samples.indices.dropFirst().filter { samples[$0 - 1] < 0 && samples[$0] >= 0 }
    guard let first = crossings.first, let last = crossings.last, last > first else { return 0 }
    return Double(crossings.count - 1) * Double(rate) / Double(last - first)
  }

  private func rms(_ samples: ArraySlice<Int16>) -> Double {
    (samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count)))
      .squareRoot()
  }

  @Test(arguments: [1.25, 1.5, 2.0], [90.0, 180, 441])
  func `a tone becomes shorter and keeps its pitch and its level`(factor: Double, tone: Double) {
    let samples = Synthesis.pcm16(
      Synthesis.sine(hertz: tone, amplitude: 0.3, seconds: 2, rate: rate))
    let short = faster(samples, factor)
    #expect(short.count == Int((Double(samples.count) / factor).rounded()))
    #expect(abs(hertz(short) - tone) < tone * 0.01)
    // Ten periods at a time: no piece is louder or softer than the tone.
    let window = Int(10 * Double(rate) / tone)
    let whole = rms(samples[...])
    for start in stride(from: 0, to: short.count - 2 * window, by: window) {
      let level = rms(short[start..<start + window])
      #expect(abs(level / whole - 1) < 0.06, "at \(start)")
    }
  }

  @Test(arguments: [1.25, 1.5]) func `joints do not click`(factor: Double) {
    let voice = Synthesis.pcm16(Synthesis.voice([0.2...2.8], seconds: 3, rate: rate))
    func steepest(_ samples: [Int16]) -> Int {
      zip(samples, samples.dropFirst()).map { abs(Int($0) - Int($1)) }.max() ?? 0
    }
    #expect(Double(steepest(faster(voice, factor))) < 1.2 * Double(steepest(voice)))
  }

  @Test(arguments: [1.25, 1.5]) func `every sound keeps its place`(factor: Double) {
    let voice = Synthesis.pcm16(
      Synthesis.voice([1...2, 3...4, 6...7], seconds: 8, rate: rate, noise: 0))
    let short = faster(voice, factor)
    let window = rate / 100
    let loud = stride(from: 0, to: short.count - window, by: window).map {
      rms(short[$0..<$0 + window]) > 100
    }
    let starts = loud.indices.dropFirst().filter { loud[$0] && !loud[$0 - 1] }
    let expected = [1.0, 3, 6].map { $0 / factor * 100 }
    #expect(starts.count == 3)
    for (start, truth) in zip(starts, expected) { #expect(abs(Double(start) - truth) <= 2.5) }
  }

  @Test func `a factor of one changes nothing, and silence stays silence`() {
    let noise = Synthesis.pcm16(Synthesis.noise(amplitude: 0.5, frames: 10_000, seed: 3))
    #expect(faster(noise, 1) == noise)
    #expect(faster([Int16](repeating: 0, count: 48_000), 1.5) == Array(repeating: 0, count: 32_000))
  }

  @Test(arguments: 0..<40) func `a few samples are no trouble`(count: Int) {
    let loudest = [Int16](repeating: .min, count: count * 37)
    #expect(faster(loudest, 1.5).count == Int((Double(loudest.count) / 1.5).rounded()))
  }
}
