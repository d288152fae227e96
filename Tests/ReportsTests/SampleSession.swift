import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SpeechAnalysis
import TestSupport

/// A minute of synthetic voice: phases over, under and not visited, a gap, a hold, marks.
struct SampleSession {
  let analysis: SessionAnalysis

  init(plan isPlanned: Bool = true, isSilent: Bool = false) throws {
    let rate = 16_000
    let stretches = stride(from: 0.5, to: 58, by: 2.9).map { $0...($0 + 2.0 + 0.012 * $0) }
    let samples =
      isSilent
      ? [Float](repeating: 0, count: 60 * rate)
      : Synthesis.voice(stretches, seconds: 60, rate: rate)
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    guard isPlanned else {
      analysis = analyzer.finish()
      return
    }
    let plan = try PlanLibrary.plan(id: "netflix-l4").scaled(by: 0.02)
    let bounds = [0, 6, 14, 34, 45, 60].map { $0 * rate }
    var timeline = SessionTimeline(frames: samples.count)
    timeline.visits = zip([0, 1, 2, 3, 5], zip(bounds, bounds.dropFirst())).map {
      PhaseVisit(phaseIndex: $0, range: FrameRange(start: $1.0, end: $1.1))
    }
    timeline.marks = [
      Mark(id: "trade-off", frame: 40 * rate), Mark(id: "unsure", frame: 41 * rate),
    ]
    timeline.gaps = [Gap(range: FrameRange(start: 8000, end: 12_000), cause: .overrun)]
    timeline.holds = [Hold(frame: 20 * rate, heldFrames: 75 * rate)]
    analysis = analyzer.finish(timeline: timeline, plan: plan)
  }
}
