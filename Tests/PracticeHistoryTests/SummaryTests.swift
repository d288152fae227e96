import AudioCore
import Foundation
import InterviewGuide
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis
import SystemPackage
import TestSupport
import Testing

@testable import PracticeHistory

/// Sessions on the disk, their summaries, and the index that saves reading them.
@Suite struct SummaryTests {
  private let folder: TemporaryFolder
  private let archive: Archive

  init() throws {
    folder = try TemporaryFolder()
    archive = Archive(root: FilePath(folder.path))
  }

  /// Writes a session of two phases with its analysis.
  @discardableResult
  private func add(_ minute: Int, question: String = "Live events", seconds: Double = 12) throws
    -> SessionFolder
  {
    let plan = try PlanLibrary.plan(id: "netflix-l4").scaled(by: 0.02)
    let own = try archive.stageSession(
      stamp: "2026-11-20T19\(minute)", topic: question
    ).publish().folder
    let rate = SampleRate(hertz: 16_000)
    var session = Session(
      id: own.id, start: "2026-11-20T19:\(minute):00+01:00",
      device: .init(name: "mic", conversionNote: ""), sampleRate: rate, plan: plan,
      question: question, toolVersion: "1")
    session.timeline.frames = Int(seconds) * rate.hertz
    session.timeline.visits = [
      PhaseVisit(phaseIndex: 0, range: FrameRange(start: 0, end: 6 * rate.hertz)),
      PhaseVisit(
        phaseIndex: 2, range: FrameRange(start: 6 * rate.hertz, end: session.timeline.frames)),
    ]
    session.end = .finished
    try own.locked().write(session)
    try own.locked().writeAnalysis(AnalysisRecord(analysis(of: own)).json())
    return own
  }

  private func analysis(of folder: SessionFolder) throws -> SessionAnalysis {
    let session = try folder.readSession()
    let seconds = session.sampleRate.seconds(frames: session.timeline.frames)
    let samples = Synthesis.voice(
      [0.5...2.5, 3.5...5, 6.5...8, 9...(seconds - 1)], seconds: seconds,
      rate: session.sampleRate.hertz)
    var analyzer = SpeechAnalyzer(sampleRate: session.sampleRate)
    analyzer.process(samples.span)
    return analyzer.finish(timeline: session.timeline, plan: session.plan)
  }

  private func isClose(_ first: Double?, _ second: Double?, within: Double = 1e-4) -> Bool {
    first == second || abs((first ?? .infinity) - (second ?? 0)) <= within
  }

  private var indexPath: String { folder.path + "/" + SummaryIndex.fileName }

  @Test func `a summary has the numbers of the analysis`() throws {
    let analysis = try analysis(of: add(10))
    let summary = try #require(try SummaryReader(archive).summaries.first)
    #expect(summary.id == "2026-11-20T1910-live-events" && summary.date?.clock == "19:10")
    #expect(summary.durationSeconds == 12 && summary.end == "finished")
    #expect(summary.plan?.id == "netflix-l4" && summary.plan?.scale == 0.02)
    #expect(summary.phases.map(\.id).suffix(2) == ["operability", "open"])
    #expect(summary.phases[0].verdict == .within && summary.phases[1].verdict == .notVisited)
    #expect(summary.phasesWithin?.within == 1 && summary.phasesWithin?.of == 5)
    #expect(summary.numbers?.isCurrent == true && analysis.pauses.count > 0)
    // Each number of each measure, by the code that measures it.
    for field in FieldValues.fields where !field.isFoundElsewhere {
      let kept = try #require(summary.numbers).values[field]
      #expect(isClose(kept, field.value(analysis), within: 0.005), "\(field.key)")
    }
    #expect(Measure.compared.allSatisfy { $0.isOfWords || $0.value(summary) != nil })
    for (phase, pacing) in zip(summary.phases, analysis.phases) {
      #expect(phase.verdict == pacing.verdict && (phase.values == nil) == pacing.visits.isEmpty)
      guard let values = phase.values else { continue }
      for field in FieldValues.fields where field.hasPhases && !field.isFoundElsewhere {
        #expect(isClose(values[field], field.value(pacing)), "\(field.key)")
      }
    }
  }

  @Test func `numbers of another sound are left out`() throws {
    let own = try add(10)
    var session = try own.readSession()
    session.timeline.frames += 1
    try own.locked().write(session)
    #expect(try SessionSummary(own).numbers == nil)
    try own.locked().writeAnalysis(Array("{}".utf8))
    #expect(try SessionSummary(own).numbers == nil)
  }

  @Test func `numbers follow the phases that a session has now`() throws {
    let own = try add(10)
    let before = try SessionSummary(own)
    var session = try own.readSession()
    session.timeline.visits.removeLast()
    try own.locked().write(session)
    let after = try SessionSummary(own)
    #expect(after.numbers == before.numbers && after.numbers != nil)
    let measured = try AnalysisRecord(own.analysisBytes()).analysis(of: session)
    for (phase, pacing) in zip(after.phases, measured.phases) {
      let count = phase.values?.byKey["pauses.count"]
      #expect(count == (pacing.visits.isEmpty ? nil : Double(pacing.pauses.count)))
    }
  }

  @Test func `only what changed is read again`() throws {
    for minute in 10..<14 { try add(minute) }
    var read = 0
    func ids(_ problems: Int = 0) throws -> [SessionSummary] {
      read = 0
      let reader = try SummaryReader(archive) { done, _ in read = done }
      #expect(reader.problems.count == problems)
      return reader.summaries
    }
    let first = try ids()
    #expect(read == 4 && first.count == 4)
    #expect(try ids() == first && read == 0)
    let changed = try archive.sessions()[2]
    try changed.locked().writeAnalysis(Array("{}".utf8))
    #expect(try ids()[2].numbers == nil && read == 1)
    try FileManager.default.removeItem(atPath: archive.sessions()[0].path.string)
    #expect(try ids().count == 3 && read == 0)
    // A session that cannot be read is named, and keeps no other.
    try Data("{".utf8).write(to: URL(fileURLWithPath: changed.sessionPath.string))
    #expect(try ids(1).map(\.id) == [first[1].id, first[3].id])
    try FileManager.default.removeItem(atPath: indexPath)
    #expect(try ids(1).count == 2 && read == 3)
    #expect(try mode(indexPath) == 0o600)
  }

  @Test func `answers of a listen-back are read, and read again when they change`() throws {
    for minute in 10..<12 { try add(minute) }
    let own = try archive.sessions()[1]
    var review = Review(sampleRate: SampleRate(hertz: 16_000))
    func answer(_ kind: Review.Kind, _ id: String, _ value: Review.Value) {
      review.give(
        Review.Answer(kind: kind, id: id, ask: "?", value: value, frame: nil, given: "now"))
    }
    answer(.listenBack, "clarity", .level(2))
    answer(.note, "5", .words("here"))
    answer(.point, "a point", .yes(true))
    answer(.point, "another", .yes(false))
    answer(.mistake, "l4/whiteboard", .yes(true))
    try own.locked().write(review)
    let first = try SummaryReader(archive).summaries
    let expected = ReviewAnswers(
      ratings: [.init(id: "clarity", level: 2)],
      mistakes: [.init(id: "l4/whiteboard", isYes: true)], coveredPoints: 1, askedPoints: 2,
      isListenedBack: true)
    #expect(first.map(\.review) == [nil, expected])
    // From the index.
    var read = 0
    #expect(try SummaryReader(archive) { done, _ in read = done }.summaries == first && read == 0)
    answer(.listenBack, "clarity", .level(4))
    answer(.resolution, "next", .words("breathe"))
    try own.locked().write(review)
    let second = try SummaryReader(archive) { done, _ in read = done }.summaries[1].review
    #expect(read == 1 && second?.ratings == [.init(id: "clarity", level: 4)])
    #expect(second?.resolution == "breathe")
    try Data("{".utf8).write(to: URL(fileURLWithPath: own.reviewPath.string))
    #expect(try SummaryReader(archive).summaries[1].review == nil)
  }

  @Test func `a damaged index is not believed`() throws {
    for minute in 10..<12 { try add(minute) }
    var review = Review(sampleRate: SampleRate(hertz: 16_000))
    review.give(
      Review.Answer(
        kind: .listenBack, id: "flow", ask: "?", value: .level(1), frame: 3, given: "now"))
    try archive.sessions()[0].locked().write(review)
    let summaries = try SummaryReader(archive).summaries
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: indexPath)))
    let version = AnalyzerIdentity.current.version
    #expect(SummaryIndex(bytes, analyzerVersion: version)?.entries.count == 2)
    #expect(SummaryIndex(bytes, analyzerVersion: version + 1) == nil)
    var mutator = ByteMutator(seed: 7)
    for _ in 0..<2000 {
      let damaged = mutator.mutate(bytes)
      let index = SummaryIndex(damaged, analyzerVersion: version)
      #expect(index == nil || damaged == bytes)
    }
    try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: indexPath))
    #expect(try SummaryReader(archive).summaries == summaries)
  }

  @Test func `an archive that is not there holds nothing`() throws {
    let none = Archive(root: FilePath(folder.path + "/none"))
    #expect(try SummaryReader(none).summaries.isEmpty)
    #expect(folder.entries.isEmpty)
  }

  @Test func `filters and orders`() throws {
    let rows: [(String, String, Double)] = [
      ("2026-11-01", "Live events", 50), ("2026-11-08", "Ad insertion", 70),
      ("2026-11-15", "live Search", 60), ("no date", "", 60),
    ]
    let sessions = rows.map { day, question, seconds in
      SessionSummary(
        id: day, start: day + "T19:00:00Z", plan: nil, question: question, end: "finished",
        durationSeconds: seconds)
    }
    func ids(_ change: (inout HistoryFilter) -> Void) -> [String] {
      var filter = HistoryFilter()
      change(&filter)
      return filter.apply(to: sessions).map(\.id)
    }
    #expect(ids { _ in } == rows.map(\.0))
    #expect(ids { $0.question = "LIVE" } == ["2026-11-01", "2026-11-15"])
    #expect(ids { $0.firstDay = Day(exactly: 2026, 11, 8)?.number }.count == 2)
    #expect(ids { $0.lastDay = Day(exactly: 2026, 11, 7)?.number } == ["2026-11-01"])
    let (early, late) = (
      Day(exactly: 2026, 11, 1)?.number,
      Day(exactly: 2026, 11, 8)?.number
    )
    #expect(ids { ($0.firstDay, $0.lastDay) = (early, late) } == ["2026-11-01", "2026-11-08"])
    #expect(ids { ($0.firstDay, $0.lastDay) = (late, early) }.isEmpty)
    #expect(ids { $0.plan = "netflix-l4" }.isEmpty && ids { $0.mode = "full" }.isEmpty)
    func order(_ order: SessionOrder) -> [String] { order.sort(sessions).map(\.id) }
    #expect(order(.date) == ["2026-11-15", "2026-11-08", "2026-11-01", "no date"])
    #expect(order(.time) == ["2026-11-08", "2026-11-15", "no date", "2026-11-01"])
    #expect(order(.question) == ["no date", "2026-11-08", "2026-11-01", "2026-11-15"])
    #expect(order(.talk) == order(.date))
  }
}
