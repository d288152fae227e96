import AudioCore
import Foundation
import InterviewGuide
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing

@testable import Reports

@Suite struct ReportTests {
  private func analysis(plan isPlanned: Bool = true, isSilent: Bool = false) throws
    -> SessionAnalysis
  {
    try SampleSession(plan: isPlanned, isSilent: isSilent).analysis
  }

  private func text(_ analysis: SessionAnalysis, _ style: TextStyle) -> String {
    let content = SessionReport.Content(
      analysis: analysis, id: "2026-11-20T1903-live-events", question: "Live events")
    return SessionText.text(SessionReport(content), style: style)
  }

  @Test(
    arguments: [
      ("report-80.txt", TextStyle(columns: 80)),
      ("report-40.txt", TextStyle(columns: 40)),
      ("report-80-ascii.txt", TextStyle(columns: 80, isUnicode: false)),
      ("report-80-colour.txt", TextStyle(columns: 80, isColoured: true)),
    ])
  func `the report is the golden one`(name: String, style: TextStyle) throws {
    let report = text(try analysis(), style)
    #expect(try report == golden(name, report))
  }

  @Test func `the analysis as JSON is the golden one`() throws {
    let json = String(decoding: try AnalysisRecord(analysis()).json(), as: UTF8.self)
    #expect(try json == golden("analysis.json", json))
  }

  @Test func `a phase of any built-in plan fits its column`() throws {
    for plan in try Guide.plans() {
      for (index, phase) in plan.phases.enumerated() {
        #expect("\(index + 1) \(phase.name)".count <= 29, "\(plan.id): \(phase.name)")
      }
    }
    for columns in [53, 60, 78] {
      let narrow = text(try analysis(), TextStyle(columns: columns))
      #expect(narrow.contains("3 Architecture walkthrough "))
    }
  }

  @Test func `the times of the phases add up to the session's, also back and forth`() throws {
    let rate = SampleRate(hertz: 16_000)
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    analyzer.process([Float](repeating: 0, count: 70 * 16_000).span)
    var timeline = SessionTimeline(frames: 70 * 16_000)
    let bounds = [0, 8.7, 17.4, 26.9, 35.6, 44.8, 61.9, 70].map { rate.frames(seconds: $0) }
    timeline.visits = zip([0, 1, 0, 2, 3, 4, 5], zip(bounds, bounds.dropFirst())).map {
      PhaseVisit(phaseIndex: $0, range: FrameRange(start: $1.0, end: $1.1))
    }
    let analysis = analyzer.finish(
      timeline: timeline, plan: try PlanLibrary.plan(id: "netflix-l4").scaled(by: 0.02))
    let times = text(analysis, TextStyle()).split(separator: "\n")
      .drop { !$0.hasPrefix("Phase") }.dropFirst().prefix(7)
      .compactMap { $0.firstMatch(of: #/(\d+):(\d\d) /#) }
      .map { (Int($0.1) ?? 0) * 60 + (Int($0.2) ?? 0) }
    #expect(times.count == 7 && times.dropLast().reduce(0, +) == times.last)
    let page = try #require(
      String(
        bytes: SessionPage.bytes(SessionReport(.init(analysis: analysis, id: "x"))),
        encoding: .utf8))
    for pacing in analysis.phases { #expect(page.contains(pacing.clockText(at: rate))) }
  }

  @Test func `a session on one screen`() throws {
    let lines = text(try analysis(), TextStyle(columns: 80)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 25)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [40, 47, 60, 78, 79, 100])
  func `no line is wider than the terminal`(columns: Int) throws {
    for isPlanned in [true, false] {
      let report = text(try analysis(plan: isPlanned), TextStyle(columns: columns))
      #expect(report.split(separator: "\n").allSatisfy { $0.count <= columns })
    }
  }

  @Test func `ASCII reports are ASCII`() throws {
    let report = text(try analysis(), TextStyle(columns: 80, isUnicode: false))
    #expect(report.allSatisfy { $0.isASCII })
    #expect(!report.contains("?"))
  }

  @Test func `silence is a valid result`() throws {
    let silent = try analysis(isSilent: true)
    #expect(text(silent, TextStyle()).contains("No speech was found."))
    let json = try AnalysisRecord(silent).json()
    let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    let pauses = object?["pauses"] as? [String: Any]
    #expect(pauses?["count"] as? Int == 0)
    #expect(pauses?["medianSeconds"] == nil)
  }

  @Test func `the contract's keys are there, phases only with a plan`() throws {
    func keys(_ analysis: SessionAnalysis) throws -> Set<String> {
      let object = try JSONSerialization.jsonObject(with: Data(AnalysisRecord(analysis).json()))
      return Set((object as? [String: Any] ?? [:]).keys)
    }
    let base: Set = [
      "schema", "analyzer", "parameters", "source", "speechSegments", "pauses", "runs", "talk",
      "rate", "pitch", "level", "gaps", "holds", "outline",
      "measured",
    ]
    #expect(try keys(analysis(plan: false)) == base)
    #expect(try keys(analysis()) == base.union(["phases", "plan", "marks"]))
  }

  @Test func `the phases of the JSON add up to the frames of the source`() throws {
    let analysis = try analysis()
    let object =
      try JSONSerialization.jsonObject(with: Data(AnalysisRecord(analysis).json()))
      as? [String: Any]
    let frames = (object?["phases"] as? [[String: Any]] ?? []).compactMap { $0["frames"] as? Int }
    #expect(frames.reduce(0, +) == (object?["source"] as? [String: Any])?["frames"] as? Int)
  }
}
