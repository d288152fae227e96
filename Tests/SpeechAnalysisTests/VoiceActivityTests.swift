import AudioCore
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct VoiceActivityTests {
  private func states(_ text: String) -> [Bool] { text.map { $0 == "S" } }

  private func text(_ runs: [Range<Int>], count: Int) -> String {
    String((0..<count).map { hop in runs.contains { $0.contains(hop) } ? "S" : "." })
  }

  @Test(
    arguments: [
      ("..SSSS....SS..", "..SSSS....SS.."),
      // A silence of two hops belongs to the speech around it.
      ("..SSSS..SSSS..", "..SSSSSSSSSS.."),
      // A burst of one hop is a click.
      ("..SSSS...S...S", "..SSSS........"),
      ("S.............", ".............."),
      ("SSSSSSSSSSSSSS", "SSSSSSSSSSSSSS"),
      ("..............", ".............."),
    ])
  func `silences are closed and bursts are dropped`(before: String, after: String) {
    let runs = VoiceActivity.clean(
      VoiceActivity.runs(states(before)), shortestSilence: 3, shortestSound: 2)
    #expect(text(runs, count: before.count) == after)
  }

  private func decoded(_ text: String, gain: Float) -> String {
    let evidence = text.map { $0 == "S" ? gain : -gain }
    return VoiceActivity.decode(evidence, onsetCost: 3, offsetCost: 5)
      .map { $0 ? "S" : "." }.joined()
  }

  @Test(
    arguments: [
      // Eight for a change there and back: seven hops are too few, nine are enough.
      ("SSSSSSSSSS.......SSSSSSSSSS", "SSSSSSSSSSSSSSSSSSSSSSSSSSS"),
      ("SSSSSSSSSS.........SSSSSSSSSS", "SSSSSSSSSS.........SSSSSSSSSS"),
      ("..........SSSSSSS..........", "..........................."),
      ("..........SSSSSSSSS..........", "..........SSSSSSSSS.........."),
      ("", ""),
    ])
  func `a change must earn what it costs`(evidence: String, decision: String) {
    #expect(decoded(evidence, gain: 1) == decision)
  }

  /// Log odds of alternating runs of speech and pauses, then of a long silence.
  private func scores(speech: Float, pause: Float, silentHops: Int = 0) -> [Float] {
    (0..<2_000).map { $0 % 200 < 140 ? speech : pause } + Array(repeating: -9, count: silentHops)
  }

  @Test func `the bias follows the middle of the session's scores, but not far`() {
    let shift = { EvidenceBias.shift($0) }
    let middle = Float(EvidenceBias.usualMiddle)
    #expect(abs(shift(scores(speech: middle + 4, pause: middle - 4))) < 0.02)
    // Sure of its speech, unsure of its pauses: the bias rises by part of the way.
    let raised = shift(scores(speech: middle + 5, pause: middle - 3))
    #expect(abs(raised - EvidenceBias.following) < 0.02)
    #expect(shift(scores(speech: 15, pause: 12)) == 1)
    #expect(shift(scores(speech: 5, pause: -16)) == -1)
  }

  @Test func `silence around speech and long silence in it do not move the bias`() {
    let short = EvidenceBias.shift(scores(speech: 6, pause: -3, silentHops: 0))
    let long = EvidenceBias.shift(scores(speech: 6, pause: -3, silentHops: 90_000))
    #expect(short == long)
    let speech = scores(speech: 6, pause: -3)
    let apart = { speech + Array(repeating: Float(-9), count: $0) + speech }
    #expect(EvidenceBias.shift(apart(3_000)) == EvidenceBias.shift(apart(90_000)))
    #expect(EvidenceBias.shift(Array(repeating: -3, count: 500)) == 0)
    #expect(EvidenceBias.shift([]) == 0)
  }

  private func analyze(_ samples: [Float], rate: Int = 16_000) -> SessionAnalysis {
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    return analyzer.finish()
  }

  @Test(arguments: [8_000, 16_000, 44_100, 48_000])
  func `known pauses are found within 40 ms`(rate: Int) {
    let stretches = [0.5...2.0, 2.4...4.0, 5.5...6.2, 6.8...9.0]
    let result = analyze(Synthesis.voice(stretches, seconds: 10, rate: rate), rate: rate)
    #expect(result.sounding.count == 4)
    for (found, truth) in zip(result.sounding, stretches) {
      #expect(abs(Double(found.start) / Double(rate) - truth.lowerBound) < 0.041)
      #expect(abs(Double(found.end) / Double(rate) - truth.upperBound) < 0.041)
    }
    #expect(result.pauses.count == 3)
  }

  @Test func `silence, hum and steady noise hold no speech`() {
    let silence = [Float](repeating: 0, count: 80_000)
    let noise = Synthesis.noise(amplitude: 0.1, frames: 160_000, seed: 2)
    let hum = Synthesis.sine(hertz: 50, amplitude: 0.2, seconds: 5, rate: 16_000)
    for samples in [silence, noise, hum] {
      let result = analyze(samples)
      #expect(result.sounding.isEmpty)
      #expect(result.talkFrames == 0)
      #expect(result.pauses.medianSeconds == nil)
    }
  }

  @Test(arguments: [0, 1, 159, 160, 161, 4000])
  func `very short sounds are measured without trouble`(frames: Int) {
    let result = analyze(Synthesis.noise(amplitude: 0.1, frames: frames, seed: 9))
    #expect(result.timeline.frames == frames)
    #expect(result.sounding.allSatisfy { $0.end <= frames })
  }

  @Test func `a constant offset and a lower gain change nothing`() {
    let stretches = [0.5...2.0, 2.6...4.0, 5.5...7.2]
    let voice = Synthesis.voice(stretches, seconds: 8, rate: 16_000, level: 0.3, noise: 0.003)
    let plain = analyze(voice)
    #expect(plain.sounding.count == 3)
    #expect(analyze(voice.map { $0 + 0.05 }).sounding == plain.sounding)
    for factor in [Float(0.5), 0.1, 0.02] {
      let soft = analyze(voice.map { $0 * factor })
      #expect(soft.sounding.count == plain.sounding.count)
      for (one, other) in zip(soft.sounding, plain.sounding) {
        #expect(abs(one.start - other.start) <= 480 && abs(one.end - other.end) <= 480)
      }
    }
  }
}
