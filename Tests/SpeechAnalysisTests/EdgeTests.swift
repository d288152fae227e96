import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

/// Pauses begin and end where they do: fails when edges are early or late on the whole.
@Suite struct EdgeTests {
  private let rate = 16_000
  /// Where phrases are, in seconds.
  private let phrases = (0..<20).map { index -> ClosedRange<Double> in
    let start = 0.8 + 3.1 * Double(index)
    return start...start + 1.5 + 0.05 * Double(index)
  }

  /// Means of found less true begins and ends of pauses, in seconds, and of the talk time, as a share.
  private func bias(noise: Double) throws -> (begin: Double, end: Double, talk: Double) {
    let samples = Synthesis.voice(
      phrases, seconds: 64, rate: rate, level: 0.1, noise: noise, seed: 5)
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    let found = analyzer.finish().sounding.map {
      Double($0.start) / Double(rate)...Double($0.end) / Double(rate)
    }
    try #require(found.count == phrases.count)
    let pairs = Array(zip(phrases, found))
    let count = Double(pairs.count - 1)
    let begin = pairs.dropLast().reduce(0) { $0 + $1.1.upperBound - $1.0.upperBound } / count
    let end = pairs.dropFirst().reduce(0) { $0 + $1.1.lowerBound - $1.0.lowerBound } / count
    func talk(_ parts: [ClosedRange<Double>]) -> Double {
      parts.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }
    return (begin, end, talk(found) / talk(phrases) - 1)
  }

  @Test(arguments: [(0.0003, 0.015), (0.004, 0.028)])
  func `pauses begin and end where they do in the mean`(noise: Double, most: Double) throws {
    let bias = try bias(noise: noise)
    #expect(abs(bias.begin) < most, "begin \(bias.begin)")
    #expect(abs(bias.end) < most, "end \(bias.end)")
    #expect(abs(bias.talk) < most, "talk \(bias.talk)")
  }
}
