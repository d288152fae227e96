import AudioCore
import Foundation
import SessionModel
import Testing

@testable import LabelFiles

/// The format that the page on contributing adds.
@Suite struct NewFormatTests {
  @Test func `the page shows this format, and it writes captions`() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let code = try String(
      contentsOf: tests.appendingPathComponent("Examples/SubRip.swift"), encoding: .utf8)
    let page = try String(
      contentsOf: tests.appendingPathComponent(
        "../../Sources/walkthrough/walkthrough.docc/Contributing.md"), encoding: .utf8)
    let shown = code.replacingOccurrences(
      of: "@testable import LabelFiles", with: "import SessionModel"
    )
    .replacingOccurrences(of: "static let", with: "public static let")
    #expect(page.contains("```swift\n\(shown)```"))

    let rate = SampleRate(hertz: 1000)
    let budget = TimeBudget(minimumSeconds: 1, maximumSeconds: 2)
    let plan = Plan(
      id: "p", name: "P", totalSeconds: 10,
      phases: [Phase(id: "one", name: "The\nfirst", budget: budget)])
    var timeline = SessionTimeline(frames: 3_723_500)
    timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 1500)),
      PhaseVisit(phaseIndex: 1, range: FrameRange(start: 1500, end: 3_723_500)),
    ]
    let tracks = LabelTracks(id: "s", timeline, plan: plan, sampleRate: rate, speech: nil)
    #expect(
      LabelFormat.subRip.writer?.text(tracks) == """
        1
        00:00:00,000 --> 00:00:01,500
        The first

        2
        00:00:01,500 --> 01:02:03,500
        Open remainder


        """)
  }
}
