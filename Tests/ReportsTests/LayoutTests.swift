import PracticeHistory
import SessionModel
import Testing

@testable import Reports

/// Lines, tables and their widths.
@Suite struct LayoutTests {
  @Test(
    arguments: [
      ("", 0), ("Live events", 11), ("实况直播", 8), ("ライブ", 6), ("ﾗｲﾌﾞ", 4), ("Ｌｉｖｅ", 8),
      ("한국어", 6), ("\u{1112}\u{1161}\u{11AB}", 2), ("e\u{301}", 1), ("à", 1), ("a\u{200B}b", 2),
      ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇯🇵", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("1\u{FE0F}\u{20E3}", 2),
      ("–×→…▁█", 6), ("שלום", 4), ("क्षि", 3), ("\u{1B}[31mred\u{1B}[0m", 3), ("（）", 4), ("𠀀", 2),
    ])
  func `a text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test func `a wide character is never cut in half`() {
    let style = TextStyle()
    #expect(style.cut("実況中継の設計", to: 8) == "実況中…")
    #expect(style.cut("実況中継の設計", to: 7) == "実況中…")
    #expect(style.cut("実況中継", to: 8) == "実況中継")
    #expect(style.column("実況中継", 6) == "実況… " && style.column("実況", 6) == "実況  ")
    #expect("実況".leading(6) == "  実況" && "実況".filled(to: 4) == "実況 ")
    #expect("a実況b".suffix(columns: 4) == "況b" && "a実況b".prefix(columns: 4) == "a実")
  }

  @Test func `words are wrapped by their columns, a long one is cut or kept`() {
    let style = TextStyle(columns: 40)
    let words = String(repeating: "実況中継 ", count: 9)
    let lines = style.wrapped(words, start: "  → ")
    #expect(lines == ["  → 実況中継 実況中継 実況中継 実況中継", "    実況中継 実況中継 実況中継 実況中継", "    実況中継"])
    let long = String(repeating: "設", count: 45)
    #expect(style.wrapped(long).map(\.columns) == [40, 40, 10])
    #expect(style.wrapped(long, cutsWords: false) == [long])
    #expect(style.wrapped("", start: "  ") == ["  "])
    #expect(style.wrapped("a b", start: "x ", indent: 0, columns: 3) == ["x a", "b"])
    // Where there is hardly room, it goes on all the same.
    #expect(style.wrapped("設計", start: "", indent: 0, columns: 1) == ["設", "計"])
    #expect(
      style.folded("  in the folder /a/very/long/path/that/stays/whole/for/copying")
        == "  in the folder\n/a/very/long/path/that/stays/whole/for/copying")
  }

  @Test func `parts are joined by dots and never broken`() {
    let style = TextStyle(columns: 40)
    let part = String(repeating: "語", count: 9)
    #expect(
      style.joined([part, "b", part, part], indent: 2) == ["\(part) · b", "  \(part)", "  \(part)"])
    let ascii = TextStyle(columns: 40, isUnicode: false)
    #expect(ascii.joined(["a×", "≥ b"]) == ["ax , >= b"])
  }

  private func table(_ columns: Int, trims: Bool = true) -> TextTable {
    TextTable(
      [
        .left("Name", 20, after: 1, least: 12), .right("Time", 7),
        .left("Plan", 12, before: 2, priority: 1), .right("Talk", 6, priority: 2),
        .right("Pause", 6, priority: 2), .left("About", 8, before: 2, least: 0, isGreedy: true),
      ], style: TextStyle(columns: columns), trims: trims)
  }

  @Test func `columns give way by their priority, then names shrink`() {
    let cells = ["A name of some length", "1:02", "plan", "71 %", "0.5 s", "about the session"]
    #expect(table(80).heading == "Name                    Time  Plan          Talk Pause  About")
    #expect(
      table(80).row(cells)
        == "A name of some leng…    1:02  plan          71 % 0.5 s  about the session")
    #expect(
      table(63).row(cells) == "A name of some leng…    1:02  plan          about the session")
    #expect(table(51).row(cells) == "A name of some leng…    1:02  about the session")
    #expect(table(40).row(cells) == "A name of some leng…    1:02  about the…")
    #expect(table(40).isNarrow && !table(80).isNarrow)
    let long = TextTable(
      [.left("", 45, after: 1, least: 12), .right("", 7), .left("", 8, before: 2)],
      style: TextStyle(columns: 40))
    #expect(long.row(["a", "1", "b"]) == "a" + String(repeating: " ", count: 28) + "1  b")
  }

  @Test func `rows end with their last cell unless the table keeps its width`() {
    #expect(table(80).row(["a", "1", "", ""]) == "a" + String(repeating: " ", count: 26) + "1")
    #expect(table(80, trims: false).row(["a", "1", "", ""]).count == 21 + 7 + 14 + 6)
    // A number that is too wide moves the rest and is not cut.
    #expect(table(80).row(["a", "100:00:00"]).hasSuffix("100:00:00"))
  }

  /// Cells of the characters in these tests, counted without the code under test.
  private func cells(_ text: some StringProtocol) -> Int {
    text.reduce(0) { count, character in
      let isWide = character.unicodeScalars.contains {
        0x3041...0x30FF ~= $0.value || 0x4E00...0x9FFF ~= $0.value || $0.value > 0x1F000
      }
      return count + (isWide ? 2 : 1)
    }
  }

  @Test(arguments: [40, 80])
  func `a list with wide glyphs keeps its width and its columns`(columns: Int) {
    let questions = [
      "Xylophone events", "実況中継の設計を声に出して説明する練習、三回目の録音です",
      "👩‍💻 live 🎬 events with 🇯🇵 flags",
      "設",
    ]
    let plans = ["netflix-l4", "計画", "計画計画計画計画計画計画", "🎬"]
    let sessions = questions.indices.map { index in
      HistoryFixture.session(
        index, question: questions[index],
        plan: PlanSummary(id: plans[index], name: "", scale: 1, totalSeconds: 3600))
    }
    let style = TextStyle(columns: columns)
    let text = SessionTable.text(sessions, all: sessions.map(\.id), modes: [], style: style)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { cells($0) <= columns }, "\(text)")
    // Times end, and questions begin, in the same column of every row.
    let ends = lines.dropFirst().map { line in
      line.firstRange(of: /\d+:\d\d/).map { cells(line[..<$0.upperBound]) }
    }
    #expect(Set(ends).count == 1 && ends[0] != nil, "\(text)")
    let starts = zip(lines.dropFirst(), questions).map { line, question in
      line.lastIndex(of: question.first ?? "?").map { cells(line[..<$0]) }
    }
    #expect(Set(starts).count == 1 && starts[0] != nil, "\(text)")
  }
}
