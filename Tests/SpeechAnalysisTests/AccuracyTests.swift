import AudioCore
import Foundation
import SoundFileIO
import SystemPackage
import TestSupport
import Testing

@testable import SpeechAnalysis

/// How well speech is found when the truth is known: fails when accuracy falls.
///
/// The material is synthetic: the demo's spoken text, put together by a speech
/// synthesizer, under noises and distortions made here with fixed seeds. Where it
/// sounds is told by its level, since nothing else is on the clean recording. The
/// floors are a little below what is reached; the accuracy page has real speech.
@Suite struct AccuracyTests {
  private static let rate = 16_000
  /// The demo's first two minutes at 16 kHz.
  private let clean: [Float]
  private let truth: [ClosedRange<Double>]

  init() throws {
    clean = try DemoSound.samples(seconds: 120, rate: Self.rate)
    truth = Self.loud(clean)
  }

  /// Where the level is less than 40 dB below the loudest, silences under 0.18 s closed.
  private static func loud(_ samples: [Float]) -> [ClosedRange<Double>] {
    let hop = rate / 100
    let powers = (0..<samples.count / hop).map { index in
      samples[index * hop..<(index + 1) * hop].reduce(Float(0)) { $0 + $1 * $1 }
    }
    let least = (powers.max() ?? 0) * 1e-4
    let runs = VoiceActivity.clean(
      VoiceActivity.runs(powers.map { $0 > least }), shortestSilence: 18, shortestSound: 5)
    return runs.map { Double($0.lowerBound) / 100...Double($0.upperBound) / 100 }
  }

  // MARK: Conditions

  private var speechPower: Float {
    var sum: Float = 0
    var count = 0
    for stretch in truth {
      for index in Int(stretch.lowerBound * 16_000)..<Int(stretch.upperBound * 16_000) {
        sum += clean[index] * clean[index]
        count += 1
      }
    }
    return sum / Float(max(1, count))
  }

  private func noise(_ samples: [Float], decibelsBelowSpeech decibels: Float) -> [Float] {
    let power = samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)
    let gain = (speechPower / power).squareRoot() * pow(10, -decibels / 20)
    return zip(clean, samples).map { $0 + gain * $1 }
  }

  private func white() -> [Float] {
    Synthesis.noise(amplitude: 1, frames: clean.count, seed: 11)
  }

  /// Noise that falls by 6 dB an octave from 300 Hz on, as a fan's.
  private func fan() -> [Float] {
    var last: Float = 0
    return white().map { sample in
      last += 0.11 * (sample - last)
      return last
    }
  }

  /// Keys: bursts of 8 ms, some five a second, in the pauses alone.
  private func keys() -> [Float] {
    var generator = SeededGenerator(seed: 12)
    var samples = clean
    let hiss = white()
    for (before, after) in zip(truth, truth.dropFirst())
    where after.lowerBound - before.upperBound > 0.3 {
      var time = before.upperBound + 0.08
      while time < after.lowerBound - 0.1 {
        let start = Int(time * 16_000)
        for index in 0..<128 {
          samples[start + index] += 0.4 * hiss[start + index] * exp(-Float(index) / 40)
        }
        time += Double.random(in: 0.12...0.3, using: &generator)
      }
    }
    return samples
  }

  /// Echoes that fall by 60 dB in 0.5 s, in all 3 dB below the direct sound.
  ///
  /// - SeeAlso: Schroeder, J. Audio Eng. Soc. 10 (1962), combs and allpasses in a row.
  private func room() -> [Float] {
    var echoes = [Float](repeating: 0, count: clean.count)
    for delay in [475, 593, 657, 699] {
      let gain = pow(10, -3 * Float(delay) / 16_000 / 0.5)
      var line = [Float](repeating: 0, count: clean.count)
      for index in delay..<clean.count {
        line[index] = clean[index - delay] + gain * line[index - delay]
        echoes[index] += line[index]
      }
    }
    for delay in [80, 27] {
      let input = echoes
      for index in delay..<clean.count {
        echoes[index] = input[index - delay] + 0.7 * (echoes[index - delay] - input[index])
      }
    }
    return noise(echoes, decibelsBelowSpeech: 3)
  }

  private func changed(_ name: String) -> [Float] {
    switch name {
    case "white noise at 10 dB": return noise(white(), decibelsBelowSpeech: 10)
    case "a fan at 5 dB": return noise(fan(), decibelsBelowSpeech: 5)
    case "hum at 10 dB":
      let hum = Synthesis.sine(
        hertz: 50, amplitude: 1, seconds: Double(clean.count) / 16_000, rate: 16_000)
      return noise(zip(clean, hum).map { $1 }, decibelsBelowSpeech: 10)
    case "40 dB softer": return clean.map { $0 * 0.01 }
    case "40 dB softer, 16 bits":
      // What the room adds falls under the last bit in the pauses.
      return noise(white(), decibelsBelowSpeech: 50).map { ($0 * 327.68).rounded() / 32_768 }
    case "behind a gate":
      return noise(white(), decibelsBelowSpeech: 30).enumerated().map { index, sample in
        let time = Double(index) / 16_000
        return truth.contains { $0.lowerBound - 0.02 <= time && time <= $0.upperBound + 0.05 }
          ? sample : 0
      }
    case "an offset": return clean.map { $0 + 0.05 }
    case "clipped": return clean.map { min(0.1, max(-0.1, $0)) * 8 }
    case "drifting by 8 dB":
      return clean.enumerated().map { index, sample in
        sample * pow(10, 0.4 * sin(Float(index) / 16_000 / 9))
      }
    case "keys": return keys()
    case "in a room": return room()
    default: return clean
    }
  }

  // MARK: Scores

  private func found(_ samples: [Float]) -> [ClosedRange<Double>] {
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: Self.rate))
    analyzer.process(samples.span)
    return analyzer.finish().sounding.map {
      Double($0.start) / 16_000...Double($0.end) / 16_000
    }
  }

  private func pauses(_ speech: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    zip(speech, speech.dropFirst()).filter { $1.lowerBound - $0.upperBound >= 0.25 }
      .map { $0.upperBound...$1.lowerBound }
  }

  /// F1 of pauses, one matching another when they share half of what both cover.
  private func pauseScore(_ speech: [ClosedRange<Double>]) -> Double {
    let (wanted, got) = (pauses(truth), pauses(speech))
    let matched = wanted.count { one in
      got.contains { other in
        let shared =
          min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound)
        let covered =
          max(one.upperBound, other.upperBound) - min(one.lowerBound, other.lowerBound)
        return shared / covered >= 0.5
      }
    }
    return 2 * Double(matched) / Double(wanted.count + got.count)
  }

  private func talkSeconds(_ speech: [ClosedRange<Double>]) -> Double {
    speech.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
  }

  @Test(arguments: [
    ("clean", 0.97, 0.03), ("white noise at 10 dB", 0.97, 0.025), ("a fan at 5 dB", 0.94, 0.03),
    ("hum at 10 dB", 0.97, 0.035), ("40 dB softer", 0.97, 0.03),
    ("40 dB softer, 16 bits", 0.97, 0.03),
    ("behind a gate", 0.97, 0.03), ("an offset", 0.97, 0.03),
    ("clipped", 0.97, 0.03), ("drifting by 8 dB", 0.97, 0.03), ("keys", 0.97, 0.03),
    ("in a room", 0.97, 0.03),
  ])
  func `pauses and talk time are found`(
    condition: String, leastScore: Double, mostTalkError: Double
  ) {
    let speech = found(changed(condition))
    let score = pauseScore(speech)
    let talkError = abs(talkSeconds(speech) / talkSeconds(truth) - 1)
    #expect(score >= leastScore, "\(condition): F1 of pauses \(score)")
    #expect(talkError <= mostTalkError, "\(condition): talk time is off by \(talkError)")
  }

  @Test func `the material has enough of both`() {
    #expect(pauses(truth).count >= 25)
    #expect((0.5...0.95).contains(talkSeconds(truth) / (Double(clean.count) / 16_000)))
  }
}
