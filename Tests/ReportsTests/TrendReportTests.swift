import Foundation
import InterviewGuide
import PracticeHistory
import SessionModel
import TestSupport
import Testing

@testable import Reports

@Suite struct TrendReportTests {
  private let trend = Trend(HistoryFixture.sessions)

  @Test(
    arguments: [
      ("trend-80.txt", TextStyle(columns: 80)), ("trend-40.txt", TextStyle(columns: 40)),
      ("trend-80-ascii.txt", TextStyle(columns: 80, isUnicode: false)),
    ])
  func `the trend is the golden one`(name: String, style: TextStyle) throws {
    let text = TrendText.text(
      trend, cures: .init(kinds: "--plan and --mode choose.", questions: "--question shows one."),
      style: style)
    #expect(try text == golden(name, text))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
    #expect(!text.contains("\u{1B}"))
    if !style.isUnicode { #expect(text.allSatisfy { $0.isASCII }) }
  }

  @Test func `JSON and page are the golden ones, and the same each time`() throws {
    let json = String(decoding: try TrendDocument.json(trend), as: UTF8.self)
    #expect(try json == golden("trend.json", json))
    let pages: Set = [HistoryFixture.sessions[0].id, HistoryFixture.sessions[9].id]
    let bytes = try TrendPage.html(trend, sessionPages: pages, archivePath: "my archive")
    let page = String(decoding: bytes, as: UTF8.self)
    #expect(try page == golden("trend.html", page))
    #expect(
      try TrendPage.html(
        Trend(HistoryFixture.sessions.reversed()), sessionPages: pages, archivePath: "my archive")
        == bytes)
    #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"))
    #expect(
      page.components(separatedBy: "href=\"my%20archive/2026-11-01T1900-session/report.html\"")
        .count
        == 2 + 1)
  }

  @Test(
    arguments: [
      ("trend-reviews-80.txt", TextStyle(columns: 80)),
      ("trend-reviews-40-ascii.txt", TextStyle(columns: 40, isUnicode: false)),
    ])
  func `what listening back found is the golden one`(name: String, style: TextStyle) throws {
    let text = TrendText.text(Trend(Self.reviewed()), style: style)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("Listening back") })
    let part = lines[start...].prefix { !$0.isEmpty }.map { $0 + "\n" }.joined()
    #expect(try part == golden(name, part))
  }

  /// Nine weeks, one thing ticked, nothing recorded.
  private static func programme() throws -> ProgrammeProgress {
    let programme = try #require(Guide.programmes().first { $0.level == .l6 })
    let from = Day(year: 2026, month: 11, day: 23)
    var state = ProgrammeState(programme: programme.id, weeks: 9, from: from, interview: nil)
    state.done[try #require(programme.ticks.first).id] = from
    return ProgrammeProgress(programme, state: state, history: [])
  }

  @Test(
    arguments: [
      ("trend-programme-80.txt", TextStyle(columns: 80)),
      ("trend-programme-40-ascii.txt", TextStyle(columns: 40, isUnicode: false)),
    ])
  func `how far the programme is is the golden one`(name: String, style: TextStyle) throws {
    let text = TrendText.text(
      Trend(Self.reviewed()), programme: try Self.programme(), style: style)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= style.columns })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("The programme") })
    let part = lines[start...].prefix { !$0.isEmpty }.map { $0 + "\n" }.joined()
    #expect(try part == golden(name, part))
  }

  @Test func `the page has a row for each target of the programme`() throws {
    let progress = try Self.programme()
    let page = String(
      decoding: try TrendPage.html(Trend(Self.reviewed()), programme: progress), as: UTF8.self)
    let start = try #require(page.range(of: "id=\"programme-title\"")).upperBound
    let section = page[start...].prefix(
      upTo: try #require(page.range(of: "id=\"reviews")).lowerBound)
    let targets = progress.stages.flatMap(\.targets) + progress.parallel
    #expect(section.components(separatedBy: "<tr><th scope=\"row\">").count == targets.count + 1)
    #expect(section.contains("9 weeks from 2026-11-23 · 0 sessions so far"))
    #expect(section.contains(#/<td class="number">1 of \d/#))
    let without = String(decoding: try TrendPage.html(Trend(Self.reviewed())), as: UTF8.self)
    #expect(!without.contains("programme-title"))
  }

  @Test func `page and JSON show the weakest signals, and escape the words`() throws {
    let trend = Trend(Self.reviewed(words: "say <b>\"no\"</b> & \u{1B}[31m"))
    let page = String(decoding: try TrendPage.html(trend), as: UTF8.self)
    let weakest = try #require(page.range(of: "Trade-offs for this problem"))
    let best = try #require(page.range(of: "Clarity</th>"))
    #expect(weakest.lowerBound < best.lowerBound)
    #expect(page.contains("next time I will say &lt;b&gt;") && !page.contains("<b>"))
    #expect(page.contains("&amp;  [31m"))
    #expect(page.contains("An answer that would fit any company, 2 of 2"))
    let json = try JSONSerialization.jsonObject(with: Data(TrendDocument.json(trend)))
    let reviews = (json as? [String: Any])?["reviews"] as? [String: Any]
    let first = (reviews?["ratings"] as? [[String: Any]])?.first
    #expect(first?["id"] as? String == "l4/trade-offs" && first?["levels"] as? [Int] == [1, 2])
    #expect(reviews?["coveredPoints"] as? Int == 5 && reviews?["askedPoints"] as? Int == 8)
    #expect(!page.contains("(L4)"))
    #expect(
      TrendText.text(Trend(Self.reviewed(other: "l6/depth")), style: TextStyle()).contains("(L4)"))
  }

  /// Twelve sessions, two of them listened back to.
  private static func reviewed(
    words: String = "say the numbers before the boxes", other: String = "no-such-signal"
  ) -> [SessionSummary] {
    var sessions = HistoryFixture.sessions
    for (index, levels) in [(2, [4, 3, 1, 2]), (8, [3, 3, 2, 2])] {
      sessions[index].review = ReviewAnswers(
        ratings: zip(["clarity", "flow", "l4/trade-offs", other], levels).map {
          ReviewAnswers.Rating(id: $0, level: $1)
        },
        mistakes: [
          .init(id: "l4/whiteboard", isYes: false), .init(id: "l4/any-company", isYes: true),
        ], coveredPoints: index == 2 ? 2 : 3, askedPoints: 4, resolution: words)
    }
    return sessions
  }

  @Test func `three sessions are too few for a line`() throws {
    let few = Trend(Array(HistoryFixture.sessions.prefix(3)))
    let short = TrendText.text(few, style: TextStyle())
    #expect(short.contains("Lines begin with 5 like sessions; there are 3."))
    #expect(short.contains("Week of") && !short.contains("Measure"))
    #expect(!short.contains("The same question"))
    let page = String(decoding: try TrendPage.html(few), as: UTF8.self)
    #expect(page.contains("Lines begin with 5 like sessions; there are 3."))
    #expect(!page.contains("class=\"slope") && !page.contains("class=\"point"))
    #expect(!page.contains("--plan"))
    let text = TrendText.text(trend, style: TextStyle()).replacing("\n", with: " ")
    #expect(
      text.contains("Lines, medians and phases are of like sessions alone: netflix-l4, 11 of 12."))
    #expect(text.contains("Not in them: without a plan, 1."))
  }

  @Test func `less than an hour is said in minutes, and a unit once`() throws {
    #expect(
      TrendWords.length(16.9) == "16 s" && TrendWords.length(1510) == "25 min"
        && TrendWords.length(3600) == "1:00:00")
    let words = TrendWords(trend)
    let rate = try #require(trend.series.first { $0.measure == .articulationRate })
    #expect(words.words(rate).usual == "4.52, 4.46 to 4.55 per s")
    let same = Trend((0..<6).map { HistoryFixture.session($0 % 2 * 0) })
    for series in same.series { #expect(!words.words(series).change.contains("±0 to ±0")) }
  }

  @Test func `the calendar goes from the first to the last month of practice`() throws {
    let page = String(decoding: try TrendPage.html(trend), as: UTF8.self)
    for month in ["Nov", "Dec"] { #expect(page.contains(">\(month)</text>")) }
    for month in ["Jan", "Oct"] { #expect(!page.contains(">\(month)</text>")) }
    let days = try [(2025, 11), (2027, 2)].map {
      try #require(Day(exactly: $0.0, $0.1, 9)?.number)
    }
    let months = [2025, 2026, 2027].map {
      CalendarDrawing.months(of: $0, from: days[0], to: days[1])
    }
    #expect(months == [11...12, 1...12, 1...2])
    let drawing = CalendarDrawing(year: 2027, months: 1...2, days: [:]).svg()
    #expect(drawing.components(separatedBy: "<rect").count == 60)
  }

  @Test func `no sessions are a valid trend`() throws {
    let none = Trend([])
    #expect(TrendText.text(none, style: TextStyle()) == "There are no sessions to follow.\n")
    #expect(try String(decoding: TrendPage.html(none), as: UTF8.self).contains("no sessions"))
    #expect(try String(decoding: TrendDocument.json(none), as: UTF8.self).contains("\"weeks\""))
  }

  @Test func `small charts keep their gaps`() {
    #expect(Sparkline.text([0, nil, 1, 0.5], isUnicode: true) == "▁ █▅")
    #expect(Sparkline.text([0, nil, 1, 0.5], isUnicode: false) == ". #+")
    #expect(Sparkline.text([nil, nil], isUnicode: true) == "  ")
    #expect(Sparkline.text([2, 2], isUnicode: false) == "==")
  }
}
