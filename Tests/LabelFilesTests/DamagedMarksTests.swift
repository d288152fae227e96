import AudioCore
import Foundation
import InterviewGuide
import LabelFiles
import TestSupport
import Testing

/// Seeded damage to marks files: a timeline that tiles, or an error with a line.
///
/// `WALKTHROUGH_FAULTS=1` tries 100,000 inputs.
@Suite struct DamagedMarksTests {
  private let count =
    ProcessInfo.processInfo.environment["WALKTHROUGH_FAULTS"] == "1" ? 100_000 : 2_000

  @Test(.timeLimit(.minutes(10))) func `marks files`() throws {
    let plan = try PlanLibrary.plan(id: "netflix-l4")
    let text = "# time\n0:02 requirements # x\n0:05.5 trade-off\n\n1:02:03 scope\n7200 open\n"
    var mutator = ByteMutator(seed: 3)
    var lines = 0
    for _ in 0..<count {
      let damaged = String(decoding: mutator.mutate(Array(text.utf8)), as: UTF8.self)
      do {
        let timeline = try MarksFile.timeline(
          damaged, plan: plan, sampleRate: .recording, frames: 400_000_000)
        #expect(timeline.visits.reduce(0) { $0 + $1.range.count } == 400_000_000)
      } catch {
        #expect(error.line >= 1)
        lines += 1
      }
    }
    #expect(lines > 0 && lines < count)
  }
}
