import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

/// Slow speech has about as many syllables as vowels: fails when all maxima of long vowels
/// that waver are counted again.
@Suite struct LearnerSyllableTests {
  private let rate = 16_000

  /// Phrases of long vowels that may waver in loudness, each behind a hiss and a murmur.
  private func speech(
    vowels: Int, vowelSeconds: Double, waver: Double, noise: Double
  ) -> [Float] {
    let formants: [[Double]] = [[730, 1090, 2440], [530, 1840, 2480], [570, 840, 2410]]
    let syllable = 0.12 + vowelSeconds
    let perPhrase = 5
    let seconds = Double(vowels) * syllable + Double(vowels / perPhrase) * 0.6 + 1
    let hiss = Synthesis.noise(amplitude: 1, frames: Int(seconds * Double(rate)), seed: 8)
    var samples = hiss.map { $0 * Float(noise) }
    var start = 0.5
    var phase = 0.0
    for index in 0..<vowels {
      let vowel = formants[index % formants.count]
      for frame in 0..<Int(syllable * Double(rate)) {
        let time = Double(frame) / Double(rate)
        let place = Int(start * Double(rate)) + frame
        let hertz = 130 + 20 * sin(2.2 * (start + time))
        phase += 2 * .pi * hertz / Double(rate)
        // 40 ms of hiss, 80 ms of murmur, then the vowel.
        if time < 0.04 {
          samples[place] += 0.006 * hiss[place]
          continue
        }
        let inside = (time - 0.12) / vowelSeconds
        let swell = inside <= 0 ? 0.12 : 0.12 + 0.88 * pow(max(0, sin(.pi * inside)), 0.4)
        let gain = swell * (inside > 0 ? 1 + waver * sin(2 * .pi * 5 * time) : 1)
        var value = 0.0
        for harmonic in 1...28 {
          let frequency = hertz * Double(harmonic)
          var weight = 0.01
          for (formant, strength) in zip(vowel, [1.0, 0.5, 0.2]) {
            let apart = (frequency - formant) / 90
            weight += strength / (1 + apart * apart)
          }
          value += weight * sin(phase * Double(harmonic))
        }
        samples[place] += Float(0.05 * gain * value)
      }
      start += syllable + (index % perPhrase == perPhrase - 1 ? 0.6 : 0)
    }
    return samples
  }

  private func found(_ samples: [Float]) -> Int {
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    return analyzer.finish().syllableNuclei.count
  }

  @Test(arguments: [0.0003, 0.004])
  func `long vowels are counted once`(noise: Double) {
    let found = found(speech(vowels: 60, vowelSeconds: 0.3, waver: 0, noise: noise))
    #expect(abs(found - 60) <= 3, "\(found) of 60")
  }

  @Test func `where long vowels waver, fewer nuclei are found than there are maxima`() {
    // Two maxima in each; all of them were counted once.
    let found = found(speech(vowels: 60, vowelSeconds: 0.45, waver: 0.2, noise: 0.0003))
    #expect((56...110).contains(found), "\(found) of 60")
  }
}
