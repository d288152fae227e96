import AudioCore
import InterviewGuide
import SessionModel
import TestSupport
import Testing

@testable import SpeechAnalysis

/// Other people's speech is no speech of the speaker.
@Suite struct PartnerTests {
  private let rate = SampleRate(hertz: 16_000)

  private func analysis(_ change: (inout SessionTimeline) -> Void) throws -> SessionAnalysis {
    let stretches = [1.0...2.6, 3.4...4.9, 6.0...7.8, 9.0...10.6, 11.4...13.0, 14.2...15.9]
    let samples = Synthesis.voice(stretches, seconds: 18, rate: rate.hertz)
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    analyzer.process(samples.span)
    var timeline = SessionTimeline(
      frames: samples.count,
      visits: [PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: samples.count))])
    change(&timeline)
    return analyzer.finish(timeline: timeline, plan: try PlanLibrary.plan(id: "netflix-l4"))
  }

  private func range(_ start: Double, _ end: Double) -> FrameRange {
    FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
  }

  @Test func `a partner's time leaves talk, pauses, session time and the phase's share`() throws {
    let alone = try analysis { _ in }
    let partner = range(5.5, 8.4)
    let both = try analysis { $0.partner = [partner] }
    let theirs = alone.sounding.filter { $0.overlap(partner) > 0 }
    #expect(!theirs.isEmpty && theirs.allSatisfy { $0.overlap(partner) == $0.count })
    #expect(both.sounding == alone.sounding.filter { !theirs.contains($0) })
    #expect(both.talkFrames == alone.talkFrames - theirs.reduce(0) { $0 + $1.count })
    #expect(alone.sessionFrames - both.sessionFrames == partner.count)
    // The pauses before and after the partner are nobody's.
    #expect(both.silences == alone.silences.filter { $0.range.overlap(partner) == 0 })
    #expect(both.silences.count <= alone.silences.count - 2)
    #expect(both.phases[0].frames == alone.phases[0].frames)
    #expect(both.phases[0].phonationRatio == both.phonationRatio)
    #expect(both.runs.ranges.contains { $0.end < partner.start })
    #expect(!both.runs.ranges.contains { $0.overlap(partner) > 0 })
  }

  @Test func `what a probe asks is no speech of the speaker, and a shown one takes nothing`() throws
  {
    let alone = try analysis { _ in }
    let asked = range(5.5, 8.4)
    let spoken = try analysis { $0.probes = [AskedProbe(id: "a", asked: asked)] }
    #expect(spoken.talkFrames < alone.talkFrames && spoken.answers.count == 1)
    #expect(!spoken.sounding.contains { $0.overlap(asked) > 0 })
    #expect(spoken.answers[0].latencyFrames ?? 0 > 0)
    let shown = try analysis { $0.probes = [AskedProbe(id: "a", asked: range(5.5, 5.5))] }
    #expect(shown.sounding == alone.sounding && shown.silences == alone.silences)
  }

  /// The answers with speech at given seconds.
  private func answers(
    _ probes: [AskedProbe], speech: [ClosedRange<Double>], seconds: Double = 30
  ) -> [[Double?]] {
    let timeline = SessionTimeline(frames: rate.frames(seconds: seconds), probes: probes)
    return ProbeAnswer.answers(
      timeline, sounding: speech.map { range($0.lowerBound, $0.upperBound) }, sampleRate: rate
    ).map { answer in
      [answer.latencyFrames, answer.answerFrames].map { $0.map { rate.seconds(frames: $0) } }
    }
  }

  private func probe(_ start: Double, _ end: Double, until answerEnd: Double? = nil) -> AskedProbe {
    AskedProbe(
      id: nil, asked: range(start, end), answerEnd: answerEnd.map { rate.frames(seconds: $0) })
  }

  @Test func `latency runs to the first speech after the end, the answer to its last`() {
    let speech = [1.0...4.0, 7.5...9.0, 9.5...12.0, 20...21]
    #expect(answers([probe(5, 6.5)], speech: speech) == [[1, 13.5]])
    #expect(answers([probe(5, 6.5, until: 11)], speech: speech) == [[1, 3.5]])
    #expect(
      answers([probe(5, 6.5), probe(13, 15)], speech: speech) == [[1, 4.5], [5, 1]])
    #expect(answers([probe(22, 23)], speech: speech) == [[nil, nil]])
    #expect(answers([probe(5, 6.5, until: 7)], speech: speech) == [[nil, nil]])
  }

  @Test func `a sentence under way is no answer to a probe that is shown`() {
    let speech = [1.0...4.0, 6.0...8.0]
    #expect(answers([probe(2, 2)], speech: speech) == [[4, 2]])
    // After a spoken one, speech that goes on is an answer at once, its last word is not.
    #expect(answers([probe(1.5, 2.5)], speech: [2.5...4, 6...8]) == [[0, 5.5]])
    #expect(answers([probe(1.5, 3.5)], speech: [3.5...4, 6...8]) == [[2.5, 2]])
  }
}
