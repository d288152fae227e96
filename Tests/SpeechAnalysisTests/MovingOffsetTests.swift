import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

/// An offset that moves changes no level: fails when a microphone that settles is a loud room again.
@Suite struct MovingOffsetTests {
  private let rate = 16_000

  /// Two sentences in a room of −66 dBFS, with something added.
  private func levels(_ offset: (_ seconds: Double) -> Double) -> LevelMeasures {
    let samples = Synthesis.voice(
      [1.5...4.0, 5.5...8.0], seconds: 10, rate: rate, noise: 0.000_87
    ).enumerated().map { index, sample in
      sample + Float(offset(Double(index) / Double(rate)))
    }
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(Synthesis.pcm16(samples).span)
    return analyzer.finish().level
  }

  @Test(arguments: [
    "stays", "settles", "drifts", "drifts up and down", "leaps", "leaps again and again",
  ])
  func `the noise floor and the speech level stay as they are`(offset: String) throws {
    let plain = levels { _ in 0 }
    let moved = levels { time in
      switch offset {
      case "stays": 0.05
      case "settles": 0.3 * exp(-time / 0.5)
      case "drifts": 0.01 * time
      case "drifts up and down": 0.05 * sin(time)
      case "leaps": time < 4.8 ? 0 : 0.1
      default: 0.05 * (1.3 * time).rounded(.down).truncatingRemainder(dividingBy: 2)
      }
    }
    let floor = try #require(plain.noiseFloor?.value)
    #expect(abs(floor + 66) < 0.5)
    #expect(abs(try #require(moved.noiseFloor?.value) - floor) < 1)
    let speech = try #require(plain.activeSpeech?.value)
    #expect(abs(try #require(moved.activeSpeech?.value) - speech) < 1)
  }

  @Test func `hum of 50 and 60 Hz is noise, not an offset`() throws {
    for hertz in [50.0, 60] {
      let hum = try #require(levels { 0.02 * sin(2 * .pi * hertz * $0) }.noiseFloor?.value)
      #expect(abs(hum - 20 * log10(0.02 / 2.0.squareRoot())) < 0.5)
    }
  }
}
