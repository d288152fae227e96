import AudioCore
import SessionModel
import TestSupport
import Testing

@Suite struct PhaseClockTests {
  @Test func `going back visits a phase again and its frames add up`() {
    var clock = PhaseClock(phaseCount: 3)
    clock.next(at: 100)
    clock.back(at: 150)
    clock.next(at: 180)
    #expect(clock.frames(phaseIndex: 0, at: 200) == 130)
    #expect(clock.frames(phaseIndex: 1, at: 200) == 70)
    #expect(clock.visits(endingAt: 200).map(\.phaseIndex) == [0, 1, 0, 1])
  }

  @Test func `there is nothing before the first phase and after the open remainder`() {
    var clock = PhaseClock(phaseCount: 1)
    let moves = [clock.back(at: 5), clock.next(at: 5), clock.next(at: 9)]
    #expect(moves == [false, true, false])
    #expect(clock.phaseIndex == 1)
  }

  @Test func `there and back at once leaves one visit`() {
    var clock = PhaseClock(phaseCount: 2)
    clock.next(at: 50)
    clock.back(at: 50)
    #expect(
      clock.visits(endingAt: 80) == [
        PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 80))
      ])
  }

  @Test func `a change after the last frame moved nothing that was recorded`() {
    var clock = PhaseClock(phaseCount: 2)
    clock.next(at: 120)
    #expect(
      clock.visits(endingAt: 100) == [
        PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 100))
      ])
  }

  @Test(arguments: 0..<50)
  func `whatever keys are pressed, the visits tile the session`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var clock = PhaseClock(phaseCount: 5)
    var frame = 0
    for _ in 0..<40 {
      // Sometimes a time before the latest, as clocks of different threads give.
      frame += Int.random(in: -3...50, using: &generator)
      if Bool.random(using: &generator) {
        clock.next(at: max(0, frame))
      } else {
        clock.back(at: max(0, frame))
      }
    }
    let end = max(1, frame + Int.random(in: -60...60, using: &generator))
    let visits = clock.visits(endingAt: end)
    #expect(visits.first?.range.start == 0)
    #expect(visits.last?.range.end == end)
    #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.range.end == $1.range.start })
    #expect(zip(visits, visits.dropFirst()).allSatisfy { $0.phaseIndex != $1.phaseIndex })
    #expect(visits.allSatisfy { !$0.range.isEmpty })
  }
}
