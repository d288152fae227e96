import AudioCore
import PracticePlan
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct MeasureTests {
  private let rate = SampleRate(hertz: 1000)

  private func silences(_ lengths: [Int]) -> [SilentPause] {
    var start = 0
    return lengths.map { length in
      start += 1000
      defer { start += length }
      return SilentPause(
        range: FrameRange(start: start, end: start + length), silentFrames: length)
    }
  }

  @Test func `quantiles are those of numpy`() {
    // numpy.quantile([1, 2, 4, 8, 16], [0.5, 0.9, 0.25]) = 4, 12.8, 2
    let values = [1.0, 2, 4, 8, 16]
    #expect(quantile(0.5, ofSorted: values) == 4)
    #expect(abs((quantile(0.9, ofSorted: values) ?? 0) - 12.8) < 1e-12)
    #expect(quantile(0.25, ofSorted: values) == 2)
    #expect(quantile(0.9, ofSorted: [3]) == 3)
    #expect(quantile(0.5, ofSorted: []) == nil)
  }

  @Test(arguments: 1...30)
  func `the median is that of the sorted values`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let values = (0..<count).map { _ in Float(Int.random(in: 0...12, using: &generator)) }
    let sorted = values.sorted()
    #expect(median(values) == (sorted[count / 2] + sorted[(count - 1) / 2]) / 2)
    #expect(median([]) == nil)
  }

  @Test func `pauses begin at the threshold and classes take all silences`() {
    let lengths = [100, 199, 200, 249, 250, 600, 1000, 1001, 3000]
    let distribution = PauseDistribution(
      silences: silences(lengths), sampleRate: rate, thresholdSeconds: 0.25)
    #expect(distribution.count == 5)
    #expect(abs(distribution.totalSeconds - 5.851) < 1e-9)
    #expect(distribution.medianSeconds == 1)
    #expect(distribution.classCounts == [.brief: 2, .medium: 5, .long: 2])
    #expect(distribution.histogram.reduce(0, +) == lengths.count)
  }

  @Test(arguments: [(50, 0), (100, 0), (142, 1), (199, 1), (201, 2), (12_700, 13), (60_000, 13)])
  func `a silence falls into the bin of its length`(milliseconds: Int, bin: Int) {
    let distribution = PauseDistribution(
      silences: silences([milliseconds]), sampleRate: rate, thresholdSeconds: 0.25)
    #expect(distribution.histogram.firstIndex(of: 1) == bin)
  }

  private func level(_ samples: [Float]) -> LevelMeasures {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    extractor.process(samples.span)
    let track = extractor.finish()
    return LevelMeasures(track, soundingHops: [0..<track.meanSquares.count]) { _ in false }
  }

  @Test func `a sine of half scale has −9.03 dBFS, with an offset as without`() throws {
    let sine = Synthesis.sine(hertz: 400, amplitude: 0.5, seconds: 1, rate: 16_000)
    for offset in [Float(0), 0.1] {
      let measures = level(sine.map { $0 + offset })
      let speech = try #require(measures.activeSpeech)
      #expect(abs(speech.value + 9.031) < 0.01)
      #expect(measures.noiseFloor == nil)
    }
    #expect(abs(level(sine).peak.value + 6.02) < 0.01)
  }

  @Test func `only samples at the ends of the scale are clipped`() {
    var samples = [Float](repeating: 0, count: 1600)
    samples[10] = 32_767 / 32_768
    samples[11] = -1
    samples[12] = 32_766 / 32_768
    #expect(level(samples).clippedSamples == 2)
  }

  @Test func `the common frames of two lists of ranges are counted once`() {
    func ranges(_ list: [(Int, Int)]) -> [FrameRange] {
      list.map { FrameRange(start: $0.0, end: $0.1) }
    }
    let first = ranges([(0, 10), (20, 30), (40, 41)])
    let second = ranges([(5, 22), (25, 26), (29, 50)])
    #expect(overlap(first, second) == 5 + 2 + 1 + 1 + 1)
    #expect(overlap(second, first) == 10)
    #expect(overlap([], first) == 0)
  }
}
