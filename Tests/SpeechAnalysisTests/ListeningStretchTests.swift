import AudioCore
import SessionModel
import Testing

@testable import SpeechAnalysis

@Suite struct ListeningStretchTests {
  // One frame is a tenth of a second: times are easy to read.
  private let rate = SampleRate(hertz: 10)
  private let plan = Plan(
    id: "p", name: "Plan", totalSeconds: 300,
    phases: [
      Phase(
        id: "one", name: "One", budget: TimeBudget(minimumSeconds: 30, maximumSeconds: 60)),
      Phase(
        id: "two", name: "Two", budget: TimeBudget(minimumSeconds: 100, maximumSeconds: 200)),
    ], marks: [PlanMark(id: "trade-off", name: "trade-off", key: "t")])

  private func range(_ start: Double, _ end: Double) -> FrameRange {
    FrameRange(start: rate.frames(seconds: start), end: rate.frames(seconds: end))
  }

  private func list(
    seconds: Double, visits: [(Int, Double, Double)] = [], marks: [Double] = [],
    pauses: [FrameRange] = [], plan: Plan?
  ) -> [ListeningStretch] {
    ListeningStretch.list(
      timeline: SessionTimeline(
        frames: rate.frames(seconds: seconds),
        visits: visits.map { PhaseVisit(phaseIndex: $0.0, range: range($0.1, $0.2)) },
        marks: marks.map { Mark(id: "trade-off", frame: rate.frames(seconds: $0)) }),
      plan: plan, pauses: pauses, sampleRate: rate)
  }

  @Test func `phases, pauses, overruns and marks come in the order of the session`() {
    let stretches = list(
      seconds: 350, visits: [(0, 0, 90), (1, 90, 320), (2, 320, 350)], marks: [140],
      pauses: [range(200, 203), range(30, 32)], plan: plan)
    #expect(
      stretches.map(\.reasons) == [
        [.phaseStart(phaseIndex: 0)], [.pause(range(30, 32))],
        [.overBudget(phaseIndex: 0, frames: 300)], [.phaseStart(phaseIndex: 1)],
        [.mark(id: "trade-off")], [.pause(range(200, 203))],
        [.overBudget(phaseIndex: 1, frames: 300)], [.overTotal(frames: 500)],
        [.phaseStart(phaseIndex: 2)],
      ])
    #expect(stretches.map(\.frame) == [0, 300, 600, 900, 1400, 2000, 2900, 3000, 3200])
    #expect(
      stretches.map(\.range) == [
        range(0, 9), range(26, 36), range(56, 66), range(89, 99), range(133, 143),
        range(196, 207), range(286, 296), range(296, 306), range(319, 329),
      ])
  }

  @Test func `an overrun in a second visit is where both together reach the budget`() {
    let stretches = list(
      seconds: 120, visits: [(0, 0, 40), (1, 40, 80), (0, 80, 120)], plan: plan)
    let overrun = stretches.first { $0.reasons.contains(.overBudget(phaseIndex: 0, frames: 200)) }
    #expect(overrun?.frame == 1000)
  }

  @Test func `only the three longest pauses are heard`() {
    let pauses = [range(50, 54), range(20, 23), range(80, 82), range(100, 101)]
    #expect(list(seconds: 120, pauses: pauses, plan: nil).map(\.frame) == [200, 500, 800])
  }

  @Test func `moments within five seconds are one stretch with all reasons`() {
    let stretches = list(
      seconds: 120, visits: [(0, 0, 50), (1, 50, 120)], marks: [54.9], pauses: [range(48, 51)],
      plan: plan)
    #expect(stretches.count == 3)
    #expect(
      stretches[1].reasons == [.pause(range(48, 51)), .phaseStart(phaseIndex: 1)])
    #expect(stretches[1].range == range(44, 59))
    // Six seconds after the first of them.
    #expect(stretches[2].reasons == [.mark(id: "trade-off")])
  }

  @Test func `many stretches are shorter, and none is below five seconds`() {
    // 19 s apart, so that none is heard with its neighbour: 10 s each.
    let marks = (1...15).map { Double($0) * 19 }
    let few = list(seconds: 300, visits: [(0, 0, 10)], marks: Array(marks.prefix(8)), plan: plan)
    #expect(few.last?.range == range(145, 155))
    let all = list(seconds: 300, visits: [(0, 0, 10)], marks: marks, plan: plan)
    #expect(all.count == 16)
    // 159 s become 90: what is before a mark stays more than what is after it.
    #expect(all.last?.range == range(285 - 4, 285 + 1.7))
    let heard = all.reduce(0) { $0 + $1.range.count }
    #expect((900...920).contains(heard), "\(heard)")
    let crowd = list(
      seconds: 900, visits: [(0, 0, 10)], marks: (1...40).map { Double($0) * 19 }, plan: plan)
    #expect(crowd.allSatisfy { (50...51).contains($0.range.count) })
  }

  @Test func `a very long pause is heard at both ends`() {
    let stretch = list(seconds: 200, pauses: [range(50, 150)], plan: nil).first
    #expect(stretch?.range == range(46, 154))
    #expect(stretch?.cut == range(56, 144))
  }

  @Test(arguments: [1.0, 5, 30]) func `all stretches lie in the session, 5 to 20 s long`(
    seconds: Double
  ) {
    let stretches = list(
      seconds: seconds, visits: [(0, 0, seconds / 2), (1, seconds / 2, seconds)],
      marks: [seconds, seconds * 0.9], pauses: [range(seconds * 0.1, seconds * 0.95)], plan: plan)
    #expect(!stretches.isEmpty)
    for stretch in stretches {
      let length = rate.seconds(frames: stretch.range.count - (stretch.cut?.count ?? 0))
      #expect(length >= min(5, seconds) && length <= 20)
      #expect(stretch.range.start >= 0 && stretch.range.end <= rate.frames(seconds: seconds))
      #expect(stretch.range.start <= stretch.frame && stretch.frame <= stretch.range.end)
    }
  }

  @Test func `without frames nothing is heard`() {
    #expect(list(seconds: 0, pauses: [range(0, 1)], plan: plan).isEmpty)
  }

  // MARK: Sound

  private func sound(
    _ range: FrameRange, cut: FrameRange? = nil, speed: Double = 1, sounding: [FrameRange]? = nil,
    rate: SampleRate
  ) -> StretchSound {
    // The value of a sample tells its place.
    StretchSound(range: range, cut: cut, speed: speed, sounding: sounding, sampleRate: rate) {
      ($0.start..<$0.end).map { Int16($0 % 10_000) }
    }
  }

  @Test func `as spoken, the session's own samples are played`() {
    let sound = sound(FrameRange(start: 700, end: 900), rate: .recording)
    #expect(sound.samples == (700..<900).map(Int16.init))
    #expect(sound.sessionFrame(played: 0) == 700 && sound.sessionFrame(played: 199) == 899)
    #expect(sound.sessionFrame(played: 5000) == 900)
  }

  @Test func `with pauses skipped, speech and a little around it is left`() {
    let rate = SampleRate(hertz: 1000)
    let speech = [
      FrameRange(start: 100, end: 1200), FrameRange(start: 1300, end: 2000),
      FrameRange(start: 4000, end: 5000), FrameRange(start: 9000, end: 9500),
    ]
    let sound = sound(FrameRange(start: 1000, end: 6000), sounding: speech, rate: rate)
    #expect(
      sound.parts == [FrameRange(start: 1000, end: 2150), FrameRange(start: 3850, end: 5150)])
    #expect(sound.samples.count == 1150 + 1300)
    // All but the five milliseconds on both sides of the joint.
    #expect(sound.samples[..<1145] == ArraySlice((1000..<2145).map(Int16.init)))
    #expect(sound.samples[1149] == 0 && sound.samples[1150] == 0)
    #expect(Array(sound.samples[1155...]) == (3855..<5150).map(Int16.init))
    #expect(sound.sessionFrame(played: 1150) == 3850)
  }

  @Test func `a stretch without speech is played as it is`() {
    let range = FrameRange(start: 10, end: 60)
    #expect(sound(range, sounding: [], rate: .recording).parts == [range])
  }

  @Test func `faster sound knows its place in the session`() {
    let rate = SampleRate(hertz: 8000)
    let sound = sound(
      FrameRange(start: 0, end: 80_000), cut: FrameRange(start: 20_000, end: 60_000), speed: 1.25,
      rate: rate)
    #expect(sound.samples.count == 32_000)
    #expect(sound.sessionFrame(played: 16_000) == 60_000)
    #expect(sound.sessionFrame(played: 8_000) == 10_000)
  }
}
