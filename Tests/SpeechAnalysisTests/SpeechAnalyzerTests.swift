import AudioCore
import SessionModel
import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct SpeechAnalyzerTests {
  let rate = SampleRate(hertz: 44_100)
  let voice: [Float]
  let stretches = [0.5...2.0, 2.6...4.0, 5.5...7.2, 7.9...9.5]

  init() { voice = Synthesis.voice(stretches, seconds: 10, rate: 44_100) }

  private func analyze(
    _ samples: [Float], timeline: SessionTimeline? = nil, plan: Plan? = nil
  ) -> SessionAnalysis {
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    analyzer.process(samples.span)
    return analyzer.finish(timeline: timeline, plan: plan)
  }

  @Test(arguments: 1...20)
  func `portions of any size give the same result`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    var offset = 0
    while offset < voice.count {
      let most = Bool.random(using: &generator) ? 50 : 20_000
      let count = min(voice.count - offset, Int.random(in: 0...most, using: &generator))
      analyzer.process(voice.span.extracting(offset..<offset + count))
      offset += count
    }
    #expect(analyzer.finish() == analyze(voice))
  }

  @Test(arguments: [8000, 11_025, 22_255, 44_100, 48_000])
  func `parts measured apart join to what one stream gives`(hertz: Int) {
    let rate = SampleRate(hertz: hertz)
    let samples = Synthesis.voice(stretches, seconds: 10, rate: hertz)
    // Nearly two and a half minutes: two parts, the last longer than the first.
    let sound = Array(repeatElement(samples, count: 14).joined()) + samples.prefix(12_345)
    var whole = SpeechAnalyzer(sampleRate: rate)
    whole.process(sound.span)
    var joined = SpeechAnalyzer(sampleRate: rate)
    let parts = joined.parts(frames: sound.count)
    #expect(parts.count == 2)
    #expect(parts.first?.range.end == 60 * hertz && parts.last?.range.end == sound.count)
    for part in parts {
      var measured = SpeechAnalyzer(sampleRate: rate).analyzer(for: part)
      measured.process(sound.span.extracting(part.reads.start..<part.reads.end))
      joined.append(measured)
    }
    #expect(joined.frames == sound.count)
    #expect(joined.finish() == whole.finish())
  }

  @Test func `silence before the voice shifts what is found, silence after it moves nothing`() {
    let quiet = Synthesis.noise(amplitude: 0.0003, frames: 44_100 * 2, seed: 8)
    let plain = analyze(voice)
    let later = analyze(quiet + voice)
    #expect(later.sounding.count == plain.sounding.count)
    for (one, other) in zip(later.sounding, plain.sounding) {
      #expect(abs(one.start - other.start - 88_200) <= 882)
    }
    let longer = analyze(voice + quiet)
    #expect(longer.sounding.count == plain.sounding.count)
    for (one, other) in zip(longer.sounding, plain.sounding) {
      #expect(abs(one.start - other.start) <= 441 && abs(one.end - other.end) <= 441)
    }
  }

  private func plan(phases: Int) -> Plan {
    Plan(
      id: "test", name: "Test", totalSeconds: 12,
      phases: (1...phases).map {
        Phase(
          id: "p\($0)", name: "P\($0)", budget: TimeBudget(minimumSeconds: 2, maximumSeconds: 4))
      })
  }

  @Test func `phases and the open remainder add up to the sound, to the frame`() {
    var timeline = SessionTimeline(frames: voice.count)
    timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 123_457)),
      PhaseVisit(phaseIndex: 1, range: FrameRange(start: 123_457, end: 140_001)),
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 140_001, end: 141_000)),
      PhaseVisit(phaseIndex: 3, range: FrameRange(start: 141_000, end: voice.count)),
    ]
    let result = analyze(voice, timeline: timeline, plan: plan(phases: 3))
    #expect(result.phases.reduce(0) { $0 + $1.frames } == voice.count)
    #expect(result.phases.reduce(0) { $0 + $1.talkFrames } == result.talkFrames)
    #expect(result.phases.reduce(0) { $0 + $1.pauses.count } == result.pauses.count)
    #expect(result.phases.map(\.verdict) == [.within, .under, .notVisited, nil])
    #expect(result.phases[0].visits.count == 2)
    #expect(result.phases[2].phonationRatio == nil)
  }

  @Test func `a gap counts neither as talk nor as pause`() {
    var broken = voice
    // In the middle of the pause from 4.0 to 5.5 s, and inside the speech from 0.5 s.
    let gaps = [(44_100, 55_125), (198_450, 220_500)].map {
      Gap(range: FrameRange(start: $0.0, end: $0.1), cause: .overrun)
    }
    for gap in gaps { for index in gap.range.start..<gap.range.end { broken[index] = 0 } }
    let whole = analyze(voice)
    let result = analyze(
      broken, timeline: SessionTimeline(frames: broken.count, gaps: gaps))
    #expect(result.pauses.count == whole.pauses.count)
    #expect(result.sessionFrames == broken.count - 11_025 - 22_050)
    #expect(
      result.sounding.allSatisfy { range in gaps.allSatisfy { $0.range.overlap(range) == 0 } })
    #expect(abs(whole.talkFrames - result.talkFrames - 11_025) <= 2 * 441)
    let longest = result.longestPauses(1)[0]
    #expect(abs(longest.silentFrames + 22_050 - whole.longestPauses(1)[0].silentFrames) <= 882)
  }

  @Test func `silence cut by a hold is no pause`() {
    let hold = Hold(frame: 4 * 44_100 + 30_000, heldFrames: 44_100)
    let result = analyze(
      voice, timeline: SessionTimeline(frames: voice.count, holds: [hold]))
    #expect(result.pauses.count == analyze(voice).pauses.count - 1)
  }

  @Test func `every frame is talk, a silence between talk, or outside it`() {
    let result = analyze(voice)
    let inside = result.silences.reduce(0) { $0 + $1.range.count }
    let lead = result.sounding[0].start
    let tail = voice.count - result.sounding[result.sounding.count - 1].end
    #expect(result.talkFrames + inside + lead + tail == voice.count)
  }
}
