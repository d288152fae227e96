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
    let text = SessionTable.text(sessions, all: sessions.map(\.id), style: style)
    #expect(try text == golden(name, text))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
    #expect(!text.contains("\u{1B}") && text.split(separator: "\n").count == 13)
  }

  @Test func `JSON and CSV are the golden ones`() throws {
    let json = String(decoding: try SummaryDocument.json(Array(sessions.suffix(3))), as: UTF8.self)
    #expect(try json == golden("list.json", json))
    let csv = HistoryCSV.text(sessions, hasPhases: true)
    #expect(try csv == golden("history.csv", csv))
    #expect(
      HistoryCSV.text([], hasPhases: true) == HistoryCSV.columns.joined(separator: ",") + "\n")
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
}
