import AudioCore
import Foundation
import PracticePlan
import TestSupport
import Testing

@testable import SpeechAnalysis

/// The answers that `explain` prints, computed by the code that reports use.
@Suite struct MeasureExampleTests {
  private let rate = SampleRate.recording
  private let sounding = [(1.0, 5.0), (5.2, 9), (9.8, 20), (21.5, 30), (30.4, 50), (53, 58)]

  private func frame(_ seconds: Double) -> Int { Int((seconds * 48_000).rounded()) }

  private var ranges: [FrameRange] {
    sounding.map { FrameRange(start: frame($0.0), end: frame($0.1)) }
  }
  private var timeline: SessionTimeline { SessionTimeline(frames: frame(60)) }
  private var silences: [SilentPause] {
    SilentPause.silences(between: ranges, timeline: timeline)
  }
  private var pauses: PauseDistribution {
    PauseDistribution(silences: silences, sampleRate: rate, thresholdSeconds: 0.25)
  }
  private var talkSeconds: Double {
    rate.seconds(frames: ranges.reduce(0) { $0 + $1.count })
  }

  private var rates: SpeechRate {
    let nuclei = sounding.flatMap { start, end in
      stride(from: start + 0.125, to: end, by: 0.25).map(frame)
    }
    return SpeechRate(
      in: [FrameRange(start: 0, end: frame(60))], nuclei: nuclei, sounding: ranges, gaps: [],
      sampleRate: rate)
  }
  private var pitch: PitchMeasures {
    PitchMeasures(hertz: (0..<3000).map { $0 % 2 == 0 ? 100 : 200 }) { _ in false }
  }

  private func level(_ samples: [Float], isSpeech: Bool = true) -> LevelMeasures {
    var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
    extractor.process(samples.span)
    let track = extractor.finish()
    return LevelMeasures(
      track, soundingHops: isSpeech ? [0..<track.variances.count] : []
    ) { _ in false }
  }

  private func phaseSeconds(_ visits: [(Double, Double)]) -> Double {
    var timeline = timeline
    timeline.visits = visits.map {
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: frame($0.0), end: frame($0.1)))
    }
    let pacing = PhasePacing(
      phase: Phase(
        id: "p", name: "P", budget: TimeBudget(minimumSeconds: 300, maximumSeconds: 420)),
      index: 0, timeline: timeline, sampleRate: rate, sounding: ranges, silences: silences,
      thresholdSeconds: 0.25)
    return rate.seconds(frames: pacing.frames)
  }

  /// What the code gives for a measure's example; nil for one that this test forgot.
  private func computed(_ id: String) throws -> Double? {
    let sine = Synthesis.sine(hertz: 400, amplitude: 0.5, seconds: 1, rate: 16_000)
    switch id {
    case "phase-duration": return phaseSeconds([(0, 12), (40, 45)])
    case "phase-verdict":
      let budget = TimeBudget(minimumSeconds: 300, maximumSeconds: 420)
      #expect(budget.verdict(seconds: 450) == .over)
      return 450 - budget.maximumSeconds
    case "talk-time": return talkSeconds
    case "talk-share": return talkSeconds / 60
    case "pauses": return Double(pauses.count)
    case "pause-median": return pauses.medianSeconds
    case "pause-quartiles": return pauses.quartilesSeconds?.lower
    case "pause-p90": return pauses.p90Seconds
    case "pause-classes": return pauses.classCounts[.long].map(Double.init)
    case "pauses-per-minute": return Double(pauses.count) / (talkSeconds / 60)
    case "run-length":
      return SpeechRuns(
        sounding: ranges, timeline: timeline, sampleRate: rate, thresholdSeconds: 0.25
      ).meanSeconds
    case "articulation-rate": return rates.articulationRatePerSecond
    case "speech-rate": return rates.speechRatePerSecond
    case "pitch-median": return pitch.medianHertz
    case "pitch-spread": return pitch.spreadSemitones
    case "pitch-variation": return pitch.variationQuotient
    case "speech-level": return level(sine).activeSpeech?.value
    case "peak": return level(sine).peak.value
    case "noise-floor":
      let square = (0..<16_000).map { Float($0 / 20 % 2 == 0 ? 0.01 : -0.01) }
      return level(square, isSpeech: false).noiseFloor?.value
    case "signal-to-noise":
      // The second half is speech of −20 dBFS, the first a room of −60.
      let samples = (0..<32_000).map { index in
        Float(index < 16_000 ? 0.001 : 0.1) * (index / 20 % 2 == 0 ? 1 : -1)
      }
      var extractor = FeatureExtractor(sampleRate: SampleRate(hertz: 16_000))
      extractor.process(samples.span)
      return LevelMeasures(extractor.finish(), soundingHops: [100..<200]) { _ in false }
        .signalToNoise
    case "clipping":
      let samples: [Float] = [0, 32_767, -32_768, 32_766].map { $0 / 32_768 }
      return Double(level(samples + [Float](repeating: 0, count: 400)).clippedSamples)
    case "offset": return level(sine.map { $0 - 0.025 }).offset
    case "hum":
      let noise = Synthesis.noise(amplitude: 1, frames: 48_000 * 3, seed: 9)
      let power = noise.reduce(0.0) { $0 + Double($1 * $1) } / Double(noise.count)
      let line = Synthesis.sine(hertz: 50, amplitude: 1, seconds: 3, rate: 48_000)
      let room = zip(noise, line).map { noise, line in
        noise * Float(pow(10, -70.0 / 20) / power.squareRoot())
          + line * Float(pow(10, -45.0 / 20) * 2.0.squareRoot())
      }
      return MainsHum(room, sampleRate: rate)?.excessDecibels
    default: return nil
    }
  }

  @Test(arguments: Measure.all.map(\.id))
  func `the example of a measure is what its code gives`(id: String) throws {
    let measure = try #require(Measure.named(id))
    let value = try #require(try computed(id))
    let tolerance = id == "hum" ? 3 : 1e-3 * max(1, abs(value))
    #expect(abs(value - measure.example.value) <= tolerance)
  }

  @Test func `every measure says all that it should, and no id is used twice`() {
    #expect(Set(Measure.all.map(\.id)).count == Measure.all.count)
    for measure in Measure.all {
      #expect(!measure.definition.isEmpty && !measure.formula.isEmpty && !measure.limits.isEmpty)
      #expect(!measure.sources.isEmpty, "\(measure.id) should have a source")
      for norm in measure.norms {
        #expect(!norm.population.isEmpty && !norm.source.isEmpty)
      }
    }
  }
}
