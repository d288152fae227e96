import Foundation
import PracticeHistory
import Testing

@testable import Reports

@Suite struct SessionTableTests {
  private let sessions = HistoryFixture.sessions

  @Test(
    arguments: [
      ("list-80.txt", TextStyle(columns: 80)), ("list-40.txt", TextStyle(columns: 40)),
      ("list-80-ascii.txt", TextStyle(columns: 80, isUnicode: false)),
    ])
  func `the list is the golden one`(name: String, style: TextStyle) throws {
    let text = SessionTable.text(sessions, all: sessions.map(\.id), modes: [], style: style)
    #expect(try text == golden(name, text))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
    #expect(!text.contains("\u{1B}") && text.split(separator: "\n").count == 13)
  }

  @Test func `JSON and CSV are the golden ones`() throws {
    let json = String(
      decoding: try SummaryDocument.json(Array(sessions.suffix(3)), modes: []), as: UTF8.self)
    #expect(try json == golden("list.json", json))
    let csv = HistoryCSV.text(sessions, modes: [], hasPhases: true)
    #expect(try csv == golden("history.csv", csv))
    #expect(
      HistoryCSV.text([], modes: [], hasPhases: true) == HistoryCSV.columns.joined(separator: ",")
        + "\n")
  }

  @Test(arguments: [79, 80])
  func `the question keeps its room where plans and names are long`(columns: Int) {
    let plan = PlanSummary(id: "netflix-l6-executive", name: "", scale: 0.05, totalSeconds: 3600)
    let question = "Explain a capacity plan to the chief executive"
    let long = [
      HistoryFixture.session(1, question: question, plan: plan),
      HistoryFixture.session(2, question: question, plan: plan),
    ]
    let ids = long.map(\.id) + [long[0].id + "-again"]
    let text = SessionTable.text(long, all: ids, modes: [], style: TextStyle(columns: columns))
    #expect(text.contains(question.prefix(22)))
    #expect(!text.split(separator: "\n")[0].contains("Pause"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns })
  }

  @Test func `numbers by older rules are left out`() {
    let old = SessionTable.text(
      [HistoryFixture.session(1, analyzer: 7)], all: ["x"], modes: [], style: TextStyle())
    #expect(!old.contains("%") && old.contains("46:10"))
  }

  @Test func `no name ends in a hyphen`() {
    let names = ShortNames([
      "2026-11-20T1903", "2026-11-20T1903-live-events", "2026-11-20T1903-live",
    ])
    #expect(names.name(of: "2026-11-20T1903-live-events") == "2026-11-20T1903-live-e")
    #expect(names.name(of: "2026-11-20T1903-live") == "2026-11-20T1903-live")
  }

  @Test func `names are as short as they can be`() {
    let ids = ["2026-11-20T1903-a", "2026-11-20T1903-ab", "2026-11-20T1904-a", "2026-11-21T1903-x"]
    let names = ShortNames(ids.reversed())
    #expect(
      ids.map(names.name) == [
        "2026-11-20T1903-a", "2026-11-20T1903-ab", "2026-11-20T1904", "2026-11-21T1903",
      ])
    #expect(ShortNames(["x"]).name(of: "x") == "x")
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=HYPERLINK(\"x\")"])
  func `no cell of a table is run by a spreadsheet`(question: String) throws {
    var session = HistoryFixture.session(0, question: question, mode: question)
    session.id = question
    let csv = HistoryCSV.text([session], modes: [], hasPhases: false)
    let row = csv.dropFirst(HistoryCSV.columns.joined(separator: ",").count + 1)
    let cell = "'" + question.replacing("\"", with: "\"\"")
    #expect(row.contains(cell) && !row.contains("," + question) && !row.contains("\"" + question))
    // JSON is no spreadsheet.
    let json = String(decoding: try SummaryDocument.json([session], modes: []), as: UTF8.self)
    #expect(!json.contains("\"'"))
  }
}
