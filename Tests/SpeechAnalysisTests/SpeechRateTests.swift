import AudioCore
import Foundation
import SessionModel
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct SpeechRateTests {
  private let rate = 16_000

  private func analyze(
    _ samples: [Float], timeline: SessionTimeline? = nil, plan: Plan? = nil
  ) -> SessionAnalysis {
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    return analyzer.finish(timeline: timeline, plan: plan)
  }

  /// Phrases of about two seconds with half a second between.
  private func train(
    perSecond: Double, phrases: Int = 10, noise: Double = 0.0003
  ) -> (samples: [Float], syllables: Int, talkSeconds: Double) {
    let count = Int((2 * perSecond).rounded())
    let length = Double(count) / perSecond
    let starts = (0..<phrases).map { 0.5 + Double($0) * (length + 0.5) }
    let samples = Synthesis.syllables(
      starts: starts, count: count, perSecond: perSecond,
      seconds: 0.5 + Double(phrases) * (length + 0.5), rate: rate, noise: noise)
    return (samples, phrases * count, Double(phrases) * length)
  }

  @Test(arguments: [2.5, 3, 3.5, 4, 5, 6, 7])
  func `counted syllables are found at any tempo`(perSecond: Double) throws {
    let train = train(perSecond: perSecond)
    let result = analyze(train.samples)
    #expect(abs(result.syllableNuclei.count - train.syllables) <= train.syllables / 50)
    let articulation = try #require(result.rate.articulationRatePerSecond)
    #expect(abs(articulation / perSecond - 1) < 0.08)
    #expect(result.rate.syllables == result.syllableNuclei.count)
  }

  @Test func `nuclei lie in the vowels, one each`() {
    let train = train(perSecond: 4, phrases: 4)
    let result = analyze(train.samples)
    for phrase in 0..<4 {
      let start = 0.5 + 2.5 * Double(phrase)
      for syllable in 0..<8 {
        let vowel = (start + (Double(syllable) + 0.3) / 4)...(start + (Double(syllable) + 1) / 4)
        let inside = result.syllableNuclei.count { vowel.contains(Double($0) / Double(rate)) }
        #expect(inside == 1, "phrase \(phrase), syllable \(syllable)")
      }
    }
  }

  @Test(arguments: [-10.0, -20, -30, -40])
  func `gain changes hardly a syllable`(decibels: Double) {
    let train = train(perSecond: 4.5)
    let gain = Float(pow(10, decibels / 20))
    let plain = analyze(train.samples).syllableNuclei.count
    let soft = analyze(train.samples.map { $0 * gain }).syllableNuclei.count
    #expect(abs(plain - soft) <= 1)
  }

  @Test func `noise, an offset and hum change few syllables`() {
    let train = train(perSecond: 4.5)
    // White noise 20 dB below the voice.
    let noisy = self.train(perSecond: 4.5, noise: 0.006).samples
    let humming = train.samples.enumerated().map { index, sample in
      sample + 0.03 + 0.004 * Float(sin(2 * .pi * 50 * Double(index) / Double(rate)))
    }
    for samples in [noisy, humming] {
      let found = analyze(samples).syllableNuclei.count
      #expect(abs(found - train.syllables) <= train.syllables / 25)
    }
  }

  @Test func `nuclei lie in sounding intervals, in order, and minutes and phases add up`() throws {
    let train = train(perSecond: 4, phrases: 28)
    let frames = train.samples.count
    var timeline = SessionTimeline(frames: frames)
    timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: frames / 3)),
      PhaseVisit(phaseIndex: 1, range: FrameRange(start: frames / 3, end: frames / 3 + 20_000)),
      PhaseVisit(phaseIndex: 2, range: FrameRange(start: frames / 3 + 20_000, end: frames)),
    ]
    let plan = Plan(
      id: "test", name: "Test", totalSeconds: 12,
      phases: (0..<2).map {
        Phase(
          id: "p\($0)", name: "P\($0)", budget: TimeBudget(minimumSeconds: 2, maximumSeconds: 4))
      })
    let result = analyze(train.samples, timeline: timeline, plan: plan)
    for nucleus in result.syllableNuclei {
      #expect(result.sounding.contains { $0.start <= nucleus && nucleus < $0.end })
    }
    #expect(zip(result.syllableNuclei, result.syllableNuclei.dropFirst()).allSatisfy { $0 < $1 })
    #expect(result.rateByMinute.count == 2)
    #expect(result.rateByMinute.reduce(0) { $0 + $1.syllables } == result.rate.syllables)
    #expect(result.phases.reduce(0) { $0 + $1.rate.syllables } == result.rate.syllables)
    #expect(result.phases[0].rate.articulationRatePerSecond != nil)
    // A second and a quarter are too little.
    #expect(result.phases[1].rate.articulationRatePerSecond == nil)
    #expect(result.phases[1].rate.speechRatePerSecond == nil)
  }

  @Test func `a gap takes its syllables with it, and its time`() throws {
    var train = train(perSecond: 4)
    let gap = FrameRange(start: 5 * rate, end: 8 * rate)
    let whole = analyze(train.samples)
    for index in gap.start..<gap.end { train.samples[index] = 0 }
    let timeline = SessionTimeline(
      frames: train.samples.count, gaps: [Gap(range: gap, cause: .overrun)])
    let result = analyze(train.samples, timeline: timeline)
    #expect(result.syllableNuclei.allSatisfy { $0 < gap.start || $0 >= gap.end })
    let one = try #require(whole.rate.speechRatePerSecond)
    let other = try #require(result.rate.speechRatePerSecond)
    #expect(abs(one - other) < 0.15)
  }

  @Test func `without speech there are no syllables, and with little there is no rate`() {
    let silent = analyze(Synthesis.noise(amplitude: 0.001, frames: 20 * rate, seed: 3))
    #expect(silent.rate.syllables == 0)
    #expect(silent.rate.speechRatePerSecond == nil)
    #expect(analyze([Float](repeating: 0, count: 20 * rate)).syllableNuclei.isEmpty)
    #expect(analyze([]).rateByMinute.isEmpty)
    let short = analyze(train(perSecond: 4, phrases: 2).samples)
    #expect(short.rate.syllables >= 15)
    #expect(short.rate.articulationRatePerSecond == nil)
  }

  @Test func `rates are syllables over seconds`() {
    let rates = SpeechRate(syllables: 240, talkSeconds: 60, seconds: 80)
    #expect(rates.articulationRatePerSecond == 4)
    #expect(rates.speechRatePerSecond == 3)
    #expect(SpeechRate(syllables: 19, talkSeconds: 4.99, seconds: 60).speechRatePerSecond == nil)
  }

  @Test func `peaks rise and fall by more than a ripple`() {
    func peaks(_ curve: [Float]) -> [Int] { SyllableNuclei.peaks(curve, floor: 1).map(\.place) }
    #expect(peaks([1, 2, 3, 2, 1, 2, 1]) == [2, 5])
    // 4 % are a ripple, 6 % are not.
    #expect(peaks([2, 4, 3.85, 4, 2]) == [1])
    #expect(peaks([2, 4, 3.75, 4, 2]) == [1, 3])
    // A curve may begin or end high; a flat one has no peak.
    #expect(peaks([3, 2, 2, 4]) == [0, 3])
    #expect(peaks([1, 1, 1]).isEmpty)
    #expect(peaks([]).isEmpty)
  }

  @Test func `the tempo's reach is counted from the ends of intervals`() {
    let runs = [0..<10, 50..<60, 75..<80, 200..<210]
    #expect(SyllableNuclei.reach(1, runs, hops: 20) == 1..<3)
    #expect(SyllableNuclei.reach(1, runs, hops: 41) == 0..<3)
    #expect(SyllableNuclei.reach(3, runs, hops: 20) == 3..<4)
  }
}
