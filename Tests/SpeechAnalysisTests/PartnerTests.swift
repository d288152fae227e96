import AudioCore
import PracticePlan
import TestSupport
import Testing

@testable import SpeechAnalysis

/// Other people's speech is no speech of the speaker.
@Suite struct PartnerTests {
  private let rate = 16_000
  /// The speaker, the partner, a probe, and the answer in two parts.
  private let stretches = [
    1.0...4.0, 5.0...9.0, 10.0...13.0, 14.0...15.0, 16.0...18.0, 18.6...21.0,
  ]

  private func analysis(_ change: (inout SessionTimeline) -> Void) throws -> SessionAnalysis {
    let samples = Synthesis.voice(stretches, seconds: 24, rate: rate)
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    var timeline = SessionTimeline(
      frames: samples.count,
      visits: [PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: samples.count))])
    change(&timeline)
    return analyzer.finish(timeline: timeline, plan: try PlanLibrary.plan(id: "netflix-l4"))
  }

  private func range(_ start: Double, _ end: Double) -> FrameRange {
    FrameRange(start: Int(start * Double(rate)), end: Int(end * Double(rate)))
  }

  private func seconds(_ frames: Int?) -> Double { Double(frames ?? -99) / Double(rate) }

  @Test func `a partner's time leaves talk, pauses, session time and the phase's share`() throws {
    let alone = try analysis { _ in }
    let both = try analysis { $0.partner = [range(4.5, 9.5)] }
    #expect(abs(seconds(alone.talkFrames) - seconds(both.talkFrames) - 4) < 0.1)
    #expect(alone.sessionFrames - both.sessionFrames == 5 * rate)
    // Two pauses end or begin with the partner: neither is the speaker's.
    #expect(both.pauses.count == alone.pauses.count - 2)
    #expect(both.phases[0].frames == alone.phases[0].frames)
    #expect(both.phases[0].talkShare == both.phonationRatio)
    #expect(!both.sounding.contains { $0.overlap(range(4.5, 9.5)) > 0 })
    #expect(both.runs.ranges.count == alone.runs.ranges.count - 1)
  }

  @Test func `a probe's latency and answer are measured from its end`() throws {
    let result = try analysis {
      $0.probes = [AskedProbe(id: "a", asked: range(13.5, 15.2))]
    }
    let answer = try #require(result.answers.first)
    #expect(abs(seconds(answer.latencyFrames) - 0.8) < 0.06)
    #expect(abs(seconds(answer.answerFrames) - 5) < 0.1)
    // What was asked is no speech of the speaker.
    #expect(abs(seconds(result.talkFrames) - 14.4) < 0.2)
  }

  @Test func `an answer ends where it was said to end, or at the next probe`() throws {
    let ended = try analysis {
      $0.probes = [AskedProbe(id: "a", asked: range(13.5, 15.2), answerEnd: 18 * rate + 4000)]
    }
    #expect(abs(seconds(ended.answers[0].answerFrames) - 2) < 0.1)
    let two = try analysis {
      $0.probes = [
        AskedProbe(id: "a", asked: range(9.5, 9.6)), AskedProbe(id: "b", asked: range(13.5, 15.2)),
        AskedProbe(id: "c", asked: range(22, 23)),
      ]
    }
    #expect(abs(seconds(two.answers[0].answerFrames) - 3) < 0.1)
    #expect(abs(seconds(two.answers[1].answerFrames) - 5) < 0.1)
    #expect(two.answers[2].latencyFrames == nil && two.answers[2].answerFrames == nil)
  }

  @Test func `a sentence under way is no answer to a probe that is shown`() throws {
    let shown = try analysis {
      $0.probes = [AskedProbe(id: "a", asked: range(11, 11), answerEnd: 19 * rate)]
    }
    #expect(abs(seconds(shown.answers[0].latencyFrames) - 3) < 0.06)
    // After a spoken one, speech that goes on is an answer at once, its last word is not.
    let spoken = try analysis {
      $0.probes = [
        AskedProbe(id: "a", asked: range(10.5, 11)), AskedProbe(id: "b", asked: range(17, 17.8)),
      ]
    }
    #expect(spoken.answers[0].latencyFrames == 0)
    #expect(abs(seconds(spoken.answers[1].latencyFrames) - 0.8) < 0.06)
    // Shown only: nothing of the speaker's time is taken away.
    #expect(shown.talkFrames == (try analysis { _ in }).talkFrames)
  }
}
