import Foundation
import PracticeHistory
import SessionModel
import SpeechAnalysis
import Testing

@testable import Reports

@Suite struct ComparisonTests {
  private let history = HistoryFixture.sessions

  private var pair: Comparison { Comparison([history[0], history[4]], history: history) }
  private var several: Comparison {
    let other = PlanSummary(id: "netflix-l4", name: "Mid-level", scale: 0.5, totalSeconds: 1800)
    return Comparison(
      [
        history[1], history[3], history[9], history[11], HistoryFixture.session(5, plan: other),
        history[10], HistoryFixture.session(2, mode: "drill", analyzer: 7),
      ], history: history)
  }

  @Test(
    arguments: [
      ("compare-80.txt", TextStyle(columns: 80), true),
      ("compare-80-colour.txt", TextStyle(columns: 80, isColoured: true), true),
      ("compare-40.txt", TextStyle(columns: 40), true),
      ("compare-several.txt", TextStyle(columns: 80, isUnicode: false), false),
    ])
  func `a comparison is the golden one`(name: String, style: TextStyle, isPair: Bool) throws {
    let text = ComparisonText.text(isPair ? pair : several, style: style)
    #expect(try text == golden(name, text))
    if !style.isColoured {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
      #expect(!text.contains("\u{1B}"))
    }
    if !style.isUnicode { #expect(text.allSatisfy { $0.isASCII }) }
  }

  @Test func `JSON and page are the golden ones`() throws {
    let json = String(decoding: try ComparisonDocument.json(several, modes: []), as: UTF8.self)
    #expect(try json == golden("compare.json", json))
    let page = String(decoding: try ComparisonPage.html(several), as: UTF8.self)
    #expect(try page == golden("compare.html", page))
    #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"))
  }

  @Test func `differences are those of the values that are read beside them`() {
    func difference(_ measure: Measure, _ first: Double, _ second: Double) -> String {
      measure.unit.differenceText(measure.unit.shown(second) - measure.unit.shown(first))
    }
    #expect(difference(.duration, 3159.9, 3444.1) == "+4:45")
    #expect(difference(.duration, 24.9, 30.1) == "+6 s")
    #expect(difference(.pauseMedian, 0.6404, 0.6412) == "±0")
    #expect(difference(.talkShare, 0.784, 0.791) == "+1 point")
    #expect(difference(.pausesPerMinute, 17.94, 17.96) == "+0.1")
    #expect(difference(.speechLevel, -20.96, -21.04) == "±0")
  }

  @Test func `two sessions of one minute have different heads`() {
    var other = history[0]
    other.id += "-2"
    let text = ComparisonText.text(
      Comparison([history[0], other], history: []), style: TextStyle())
    let heads = text.split(separator: "\n")[0].split(separator: " ")
    #expect(Set(heads).count == heads.count, "\(heads)")
  }

  @Test func `a difference is marked when it is beyond the usual spread`() throws {
    let row = try #require(pair.sections[0].rows.first { $0.measure == .pauseMedian })
    let values = history.compactMap(Measure.pauseMedian.value)
    let usual = try #require(row.usualDifference)
    // The session without a plan is of another kind.
    let alike = history.filter { $0.plan != nil }.compactMap(Measure.pauseMedian.value)
    #expect(alike.count == values.count - 1)
    #expect(abs(usual - 2 * (MiddleBand(alike)?.spread ?? 0)) < 1e-12)
    #expect(row.isBeyondUsual(1) == (abs((row.values[1] ?? 0) - (row.values[0] ?? 0)) > usual))
    let far = HistoryFixture.session(40)
    let marked = Comparison([history[0], far], history: history)
    #expect(marked.sections[0].rows.contains { $0.measure == .pauseMedian && $0.isBeyondUsual(1) })
  }

  @Test func `without a spread nothing is marked, nor is a change that nobody hears`() throws {
    // Five sessions that are all the same in everything.
    let same = (0..<5).map { index in
      var session = HistoryFixture.session(0)
      session.id += "\(index)"
      return session
    }
    let flat = Comparison([same[0], HistoryFixture.session(4)], history: same)
    #expect(flat.historyCount == 5)
    #expect(flat.sections.flatMap(\.rows).allSatisfy { !$0.isBeyondUsual(1) })
    // Levels within a tenth of a decibel, then one 0.6 dB off, then one 1.2 dB off.
    func level(_ dBFS: Double, _ id: String) -> SessionSummary {
      var session = HistoryFixture.session(0)
      session.id = id
      session.numbers = MeasuredNumbers(
        analyzerVersion: 1, pauseThresholdSeconds: 0.25, isCurrent: true,
        values: FieldValues(["talk.talkSeconds": 900, "level.activeSpeechDBFS": dBFS]))
      return session
    }
    let usual = [-20.0, -20.1, -19.9, -20, -20.05].enumerated().map { level($1, "u\($0)") }
    let moved = Comparison(
      [usual[0], level(-20.6, "a"), level(-21.2, "b")], history: usual)
    let row = try #require(moved.sections[0].rows.first { $0.measure == .speechLevel })
    #expect(!row.isBeyondUsual(1) && row.isBeyondUsual(2))
  }

  @Test func `what does not count is said, and says nothing of what is usual`() {
    var short = HistoryFixture.session(2)
    short.durationSeconds = 8
    let compared = Comparison([history[0], short], history: history + [short])
    #expect(compared.historyCount == Comparison([history[0]], history: history).historyCount)
    let text = ComparisonText.text(compared, style: TextStyle())
    #expect(text.contains("does not count: less than 10 s of talk"))
  }

  @Test func `a phase's time is that of its session's report`() throws {
    // Two visits of 1.5 s: the clock showed 0:00 to 0:01 and 0:03 to 0:05.
    var session = HistoryFixture.session(0)
    session.phases[0] = PhaseSummary(
      id: "requirements", name: "Requirements",
      budget: TimeBudget(minimumSeconds: 300, maximumSeconds: 420), durationSeconds: 329.2,
      clockSeconds: 330, verdict: .within)
    let text = ComparisonText.text(
      Comparison([session, history[1]], history: []), style: TextStyle())
    #expect(text.contains("5:30") && !text.contains("5:29"))
  }

  @Test func `four sessions of a kind say nothing of what is usual`() {
    let few = Comparison([history[0], history[4]], history: Array(history.prefix(4)))
    #expect(few.historyCount == 4)
    #expect(few.sections.flatMap(\.rows).allSatisfy { $0.usualDifference == nil })
    #expect(ComparisonText.text(few, style: TextStyle()).contains("Nothing is marked"))
  }

  @Test func `what is not like for like is said`() {
    let kinds = several.unlikenesses
    #expect(kinds[0].isEmpty && kinds[1].isEmpty)
    #expect(kinds[2] == [.question] && kinds[3] == [.analyzer] && kinds[4] == [.scale])
    #expect(kinds[5] == [.plan, .mode, .question])
    #expect(kinds[6].contains(.analyzer) && kinds[6].contains(.mode))
    #expect(pair.unlikenesses == [[], []])
  }

  @Test(
    arguments: [
      (Measure.duration, 83.0, "+1:23"), (.duration, -12, "−12 s"),
      (.duration, 0.4, "±0"), (.duration, 59.7, "+1:00"),
      (.talkShare, 0.031, "+3 points"), (.talkShare, -0.0104, "−1 point"),
      (.talkShare, 0.0001, "±0"), (.pauseMedian, 0.004, "±0"), (.pauseP90, -0.25, "−0.25 s"),
      (.pausesPerMinute, 1.25, "+1.3"), (.speechLevel, -0.04, "±0"), (.speechLevel, 2, "+2.0 dB"),
    ])
  func `differences have a sign and a unit`(measure: Measure, value: Double, text: String) {
    #expect(measure.unit.differenceText(value) == text)
  }
}
