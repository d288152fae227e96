import AudioCore
import InterviewGuide
import LabelFiles
import SessionModel
import Testing

@Suite struct MarksFileTests {
  let plan: Plan
  let rate = SampleRate(hertz: 1000)
  init() throws { plan = try PlanLibrary.plan(id: "netflix-l4") }

  @Test(
    arguments: [
      ("95", 95.0), ("1:35", 95), ("1:02:03.5", 3723.5), ("0", 0), ("0:07.25", 7.25),
      ("90:00", 5400),
    ])
  func `times are read`(text: String, seconds: Double) {
    #expect(ClockTime.seconds(text) == seconds)
  }

  @Test(
    arguments: [
      "", ":", "1:", "1:2:3:4", "-5", "1:75", "x", "1.5:00", "1e3", "nan", "0x10", "5.5.5", "٣",
      "99999999999999999999",
    ])
  func `what is no time is refused`(text: String) {
    #expect(ClockTime.seconds(text) == nil)
  }

  @Test func `phases and marks land on their frames`() throws {
    let text = """
      # a comment
      0:02  requirements   # from here
      0:05.5  trade-off

      0:08 scope
      0:09 requirements
      0:10 open
      """
    let timeline = try MarksFile.timeline(text, plan: plan, sampleRate: rate, frames: 12_000)
    #expect(timeline.visits.map(\.phaseIndex) == [5, 0, 1, 0, 5])
    #expect(timeline.visits.map(\.range.start) == [0, 2000, 8000, 9000, 10_000])
    #expect(timeline.visits.last?.range.end == 12_000)
    #expect(timeline.marks == [Mark(id: "trade-off", frame: 5500)])
  }

  @Test(
    arguments: [
      ("0:00 requirements\n0:05 scope\n0:04 architecture", 3, "before the line above"),
      ("0:00 requirements\n1:00 scope", 2, "past the end"),
      ("soon requirements", 1, "is no time"),
      ("0:00 poetry", 1, "has no 'poetry'"),
      ("0:00", 1, "a time and one id"),
      ("0:00 scope later", 1, "a time and one id"),
    ])
  func `a line that cannot be used is named with its cure`(text: String, line: Int, words: String) {
    #expect {
      try MarksFile.timeline(text, plan: plan, sampleRate: rate, frames: 12_000)
    } throws: {
      ($0 as? LabelLineError)?.line == line && "\($0)".contains(words)
    }
  }
}
