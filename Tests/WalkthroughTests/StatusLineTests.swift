import AudioCore
import InterviewGuide
import Recording
import Reports
import SessionModel
import Testing

@testable import walkthrough

/// The one line of small windows, in all widths.
@Suite struct StatusLineTests {
  private let plan: Plan
  private let rate = SampleRate.recording

  init() throws { plan = try PlanLibrary.plan(id: "netflix-l4") }

  private func line(
    phase: Int, inPhase: Double, total: Double, columns: Int = 80, peak: Double = -18,
    change: (inout RecorderStatus) -> Void = { _ in }
  ) -> String {
    var status = RecorderStatus()
    status.phaseIndex = phase
    status.phaseFrames = rate.frames(seconds: inPhase)
    status.frames = rate.frames(seconds: total)
    change(&status)
    return StatusLine.text(
      status, peak: Decibels(peak), room: nil, plan: plan, sampleRate: rate,
      style: TextStyle(columns: columns))
  }

  @Test(
    arguments: [
      (0, 60.0, 60.0, "REC  1/5 Requirements  4:00 to min  1:00 of 1:00:00  −18 dBFS"),
      (0, 301, 301, "REC  1/5 Requirements  1:59 to max  5:01 of 1:00:00  −18 dBFS"),
      (1, 400, 800, "REC  2/5 Approach and scope  over by 1:40  13:20 of 1:00:00  −18 dBFS"),
      (5, 10, 3000, "REC  Open  10:00 left  50:00 of 1:00:00  −18 dBFS"),
      (5, 10, 3700, "REC  Open  over by 1:40  1:01:40 of 1:00:00  −18 dBFS"),
    ])
  func `phase, time left, total and level are on one line`(
    phase: Int, inPhase: Double, total: Double, text: String
  ) {
    #expect(line(phase: phase, inPhase: inPhase, total: total) == text)
  }

  @Test func `what is wrong stands on the line, the lost device first`() {
    let text = line(phase: 0, inPhase: 1, total: 1, columns: 100, peak: 0) {
      $0.gapCount = 2
      $0.markCount = 1
      $0.secondsToReopen = 42
    }
    #expect(text.hasPrefix("NO DEVICE, trying for 42 s  REC  1/5 Requirements"))
    #expect(text.contains("CLIPPED  2 lost"))
    #expect(line(phase: 0, inPhase: 1, total: 1) { $0.markCount = 2 }.hasSuffix("  2 marks"))
    #expect(line(phase: 0, inPhase: 1, total: 1) { $0.isHeld = true }.hasPrefix("HELD  1/5"))
  }

  @Test(arguments: 40...120)
  func `the line is narrower than the terminal`(columns: Int) {
    let text = line(phase: 3, inPhase: 5000, total: 9000, columns: columns, peak: 0) {
      $0.gapCount = 12
      $0.markCount = 34
    }
    #expect(text.count < columns)
    #expect(text.contains("over by"))
  }

  @Test func `without Unicode the line is ASCII`() {
    let text = StatusLine.text(
      RecorderStatus(), peak: Decibels(-60), room: nil, plan: plan, sampleRate: rate,
      style: TextStyle(columns: 80, isUnicode: false))
    #expect(text.utf8.count == text.count && text.contains("-60 dBFS"))
  }
}
