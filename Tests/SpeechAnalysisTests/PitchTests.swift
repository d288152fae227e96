import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct PitchTests {
  private let rate = 16_000

  /// The contour of a sound, all of it taken for speech.
  private func contour(_ samples: [Float]) -> [Float] {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: rate))
    extractor.process(samples.span)
    let track = extractor.finish()
    return PitchContour(track, soundingHops: [0..<track.means.count]).hertz
  }

  /// Harmonics of a fundamental that may move, each with its weight, over a soft noise.
  private func harmonics(
    seconds: Double, weight: (Int) -> Double = { 1 / Double($0) }, hertz: (Double) -> Double
  ) -> [Float] {
    var samples = Synthesis.noise(
      amplitude: 0.0003, frames: Int(seconds * Double(rate)), seed: 4)
    var phase = 0.0
    for index in samples.indices {
      let fundamental = hertz(Double(index) / Double(rate))
      phase += 2 * .pi * fundamental / Double(rate)
      for harmonic in 1...40 where fundamental * Double(harmonic) < 6000 {
        samples[index] += Float(0.05 * weight(harmonic) * sin(phase * Double(harmonic)))
      }
    }
    return samples
  }

  /// Semitones from one to the other.
  private func semitones(_ hertz: Float, from other: Double) -> Double {
    12 * log2(Double(hertz) / other)
  }

  @Test(arguments: [95.0, 105, 120, 163.3, 210, 270, 340, 400])
  func `a steady voice has the pitch of its harmonics`(fundamental: Double) {
    let found = contour(harmonics(seconds: 1) { _ in fundamental })
    let inside = found[5..<95]
    #expect(inside.allSatisfy { $0 > 0 })
    #expect(inside.allSatisfy { abs(semitones($0, from: fundamental)) < 0.3 })
  }

  /// What is seen of harmonics at 2 kHz.
  private func deepVoice(_ hertz: Double) -> DeepVoice {
    let samples = (0..<DeepVoice.samples).map { index -> Float in
      let turn = 2 * .pi * hertz * Double(index) / Double(DeepVoice.hertz)
      var sum = 0.02
      for harmonic in 1...12 where hertz * Double(harmonic) < 950 {
        sum += 0.05 / Double(harmonic) * sin(turn * Double(harmonic))
      }
      return Float(sum)
    }
    return DeepVoice(samples.span)
  }

  @Test(arguments: [58.0, 62, 66, 70, 75, 80, 88])
  func `a deep voice is found where it repeats, not an octave off`(fundamental: Double) {
    let found = deepVoice(fundamental)
    let hertz = Float(DeepVoice.hertz) * DeepVoice.lagParts / Float(max(1, found.lag))
    #expect(abs(semitones(hertz, from: fundamental)) < 0.3)
    #expect(found.strength > 150)
  }

  @Test(arguments: [140.0, 200, 230])
  func `a higher voice is no deep one`(fundamental: Double) {
    #expect(deepVoice(fundamental).strength < 150)
  }

  @Test(arguments: [100.0, 220])
  func `the fundamental may be missing, and single harmonics may stand out`(fundamental: Double) {
    let weights: [(Int) -> Double] = [
      { $0 == 1 ? 0 : 1 / Double($0) },
      { $0 == 2 ? 2 : 0.4 / Double($0) },
      { $0 % 2 == 0 ? 1 / Double($0) : 0.3 / Double($0) },
      { 1 / (1 + pow((Double($0) * fundamental - 600) / 120, 2)) + 0.02 },
    ]
    for weight in weights {
      let found = contour(harmonics(seconds: 1, weight: weight) { _ in fundamental })[5..<95]
      let right = found.count { $0 > 0 && abs(semitones($0, from: fundamental)) < 0.5 }
      #expect(right > 85)
    }
  }

  @Test func `a glide is followed hop by hop`() {
    func hertz(_ time: Double) -> Double { 100 * pow(2, time / 2) }
    let found = contour(harmonics(seconds: 2) { hertz($0) })
    let errors = (10..<190).map { abs(semitones(found[$0], from: hertz((Double($0) + 0.5) / 100))) }
    #expect(errors.max().map { $0 < 0.4 } == true)
  }

  @Test func `silence, noise and a hiss have no pitch`() {
    #expect(contour([Float](repeating: 0, count: rate)).allSatisfy { $0 == 0 })
    let noise = contour(Synthesis.noise(amplitude: 0.1, frames: 3 * rate, seed: 9))
    #expect(noise.count { $0 > 0 } < 3)
  }

  @Test func `a monotone among fricatives has no spread`() throws {
    // Noise of a narrow band rings, and by chance repeats like a voice.
    let radius = exp(-.pi * 150 / Double(rate))
    let turn = 2 * radius * cos(2 * .pi * 800 / Double(rate))
    var samples: [Float] = []
    for round in 0..<40 {
      samples += harmonics(seconds: 0.2) { _ in 120 }
      var (last, before) = (0.0, 0.0)
      for sample in Synthesis.noise(amplitude: 0.01, frames: rate * 15 / 100, seed: UInt64(round)) {
        (last, before) = (Double(sample) + turn * last - radius * radius * before, last)
        samples.append(Float(last))
      }
    }
    let measures = PitchMeasures(hertz: contour(samples)) { _ in false }
    #expect(try #require(measures.spreadSemitones) < 0.1)
    #expect(abs(try #require(measures.medianHertz) - 120) < 0.2)
    #expect(measures.voicedSeconds > 6)
  }

  @Test(arguments: [-20.0, -40])
  func `gain changes no pitch`(decibels: Double) {
    let voice = harmonics(seconds: 1) { 150 + 40 * sin(5 * $0) }
    let gain = Float(pow(10, decibels / 20))
    let soft = contour(voice.map { $0 * gain })
    for (one, other) in zip(contour(voice), soft) where one > 0 && other > 0 {
      #expect(abs(semitones(one, from: Double(other))) < 0.1)
    }
  }

  @Test func `median, spread and quotient are those of the numbers`() throws {
    // Half of the hops an octave above the others: the deviation is 6 semitones, or 50 Hz of 150.
    let hertz = (0..<2500).map { Float($0 % 2 == 0 ? 100 : 200) }
    let measures = PitchMeasures(hertz: hertz) { $0 >= 2400 }
    #expect(measures.voicedSeconds == 24)
    #expect(measures.medianHertz == 150)
    #expect(abs((measures.spreadSemitones ?? 0) - 6) < 1e-9)
    #expect(measures.windows.map(\.startSeconds) == [0, 10, 20])
    for window in measures.windows { #expect(abs(window.variationQuotient - 1.0 / 3) < 1e-9) }
    #expect(abs((measures.variationQuotient ?? 0) - 1.0 / 3) < 1e-9)
  }

  @Test func `too little voice has no measures`() {
    let hertz = (0..<1000).map { Float($0 < 99 ? 100 : 0) }
    let measures = PitchMeasures(hertz: hertz) { _ in false }
    #expect(measures.medianHertz == nil)
    #expect(measures.spreadSemitones == nil)
    #expect(measures.variationQuotient == nil)
  }

  @Test func `a swinging voice has the quotient of its swing`() throws {
    // 150 Hz ± 30: the deviation of a sine is its amplitude ÷ √2.
    let voice = harmonics(seconds: 20) { 150 + 30 * sin(2 * .pi * 0.5 * $0) }
    let measures = PitchMeasures(hertz: contour(voice)) { _ in false }
    #expect(abs((measures.variationQuotient ?? 0) - 30 / 2.0.squareRoot() / 150) < 0.004)
    #expect(abs((measures.medianHertz ?? 0) - 150) < 1)
  }

  @Test func `portions of any size give the same pitch`() {
    let voice = harmonics(seconds: 3) { 130 + 30 * sin(3 * $0) }
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    for start in stride(from: 0, to: voice.count, by: 777) {
      analyzer.process(voice.span.extracting(start..<min(voice.count, start + 777)))
    }
    var whole = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    whole.process(voice.span)
    #expect(analyzer.finish().pitch == whole.finish().pitch)
  }
}
