import AudioCore
import InterviewGuide
import PracticeHistory
import SessionArchive
import SessionModel
import SpeechAnalysis
import TestSupport
import Testing

@testable import Reports

/// What came from outside, on its way to a terminal.
@Suite struct TerminalTextTests {
  /// A title for the window, a colour, C1 control codes, turned writing, ends of lines.
  static let nasty =
    "a\u{1B}]0;x\u{7}b\u{1B}[31mc\u{9B}2J\u{85}d\u{202E}txt\u{2066}\u{200F}\u{61C}\u{FEFF}e\u{2028}f\r\n\u{7F}"

  /// Whether nothing but ends of lines rules the terminal.
  private func isSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      let isMark = [0x61C, 0x200E, 0x200F, 0xFEFF, 0x2028, 0x2029].contains(scalar.value)
      let isTurn = 0x202A...0x202E ~= scalar.value || 0x2066...0x2069 ~= scalar.value
      return scalar == "\n" || scalar.properties.generalCategory != .control && !isMark && !isTurn
    }
  }

  @Test func `control characters and turned writing become harmless, all else stays`() {
    #expect(
      Self.nasty.forTerminal
        == "a ]0;x b [31mc 2J d\u{FFFD}txt\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}e f   ")
    #expect("a\nb\u{1B}".linesForTerminal == "a\nb ")
    for text in ["Live events", "実況中継 👩‍💻 e\u{301} שלום हिन्दी 🇯🇵 ½ –", ""] {
      #expect(text.forTerminal == text && text.linesForTerminal == text)
    }
    // A line of a file loses its control characters only.
    #expect("a\nb\u{202E}c".onOneLine == "a b\u{202E}c")
  }

  @Test(arguments: [40, 80], [true, false])
  func `nothing from outside rules the terminal`(columns: Int, isUnicode: Bool) throws {
    let style = TextStyle(columns: columns, isUnicode: isUnicode)
    let nasty = Self.nasty
    let summary = PlanSummary(id: nasty, name: nasty, scale: 1, totalSeconds: 3600)
    let sessions = (0..<9).map {
      HistoryFixture.session($0, question: nasty, plan: summary, mode: nasty)
    }
    let plan = Plan(
      id: nasty, name: nasty, totalSeconds: 60,
      phases: [
        Phase(
          id: nasty, name: nasty, budget: TimeBudget(minimumSeconds: 1, maximumSeconds: 9),
          points: [nasty])
      ], marks: [PlanMark(id: "m", name: nasty, key: "m")])
    let rate = SampleRate(hertz: 16_000)
    let visit = FrameRange(start: 0, end: 160_000)
    let timeline = SessionTimeline(
      frames: 160_000, visits: [PhaseVisit(phaseIndex: 0, range: visit)],
      marks: [Mark(id: "m", frame: 5)], probes: [AskedProbe(id: nasty, asked: visit)])
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    analyzer.process([Float](repeating: 0, count: 160_000).span)
    let analysis = analyzer.finish(timeline: timeline, plan: plan)
    let check = MicrophoneCheck(
      room: [Float](repeating: 0, count: 48_000), speech: [Float](repeating: 0, count: 48_000),
      sampleRate: .recording)
    let question = Question(
      id: nasty, title: nasty, kind: .design, level: .l4, theme: nasty, ask: nasty,
      points: [nasty], isOwn: true)
    let rotation = QuestionRotation(history: [], today: Day(year: 2026, month: 11, day: 20))
    let stretches = ListeningStretch.list(
      timeline: timeline, plan: plan, pauses: [], sampleRate: rate)
    var content = SessionReport.Content(analysis: analysis, id: nasty, question: nasty)
    content.mode = nasty
    content.probes = [nasty: nasty]
    let pages = [
      SessionText.text(SessionReport(content), style: style),
      SessionTable.text(sessions, all: sessions.map(\.id), modes: [], style: style),
      TrendText.text(Trend(sessions), style: style),
      ComparisonText.text(
        Comparison(Array(sessions.prefix(2)), history: sessions), style: style),
      MicrophoneReport.text(check, device: nasty, style: style),
      DeviceTable.text(
        [.init(name: nasty, description: nasty, value: nasty)], style: style),
      PlanPage.list([plan], own: [nasty], modes: [], style: style),
      PlanPage.one(plan, style: style),
      QuestionPage.list([question], rotation: rotation, style: style),
      QuestionPage.one(question, rotation: rotation, style: style),
      StaminaReport.text(
        [.init(name: nasty, analysis: analysis, standing: .known())], wanted: 1, style: style),
      ReviewPage.overview(stretches, plan: plan, sampleRate: rate, style: style),
      ReviewPage.remark(nasty, style: style),
      ReviewPage.resolution(answer: nasty, place: .init(1, of: 2), style: style),
      ReviewPage.checklist(
        name: nasty, ask: nasty, items: [.init(nasty, isTicked: true, note: nasty)], yes: "said",
        rest: "", place: .init(1, of: 2), canHear: true, style: style),
    ]
    for page in pages {
      #expect(isSafe(page), "\(page.debugDescription)")
      #expect(page.contains("txt") || page.contains("…") || page.contains("..."), "\(page)")
    }
  }

  @Test func `colours are those of the program only`() {
    let style = TextStyle(columns: 80, isColoured: true)
    let table = TextTable([.left("Name", 12), .right("n", 4)], style: style)
    #expect(
      table.row(["\u{1B}[31mred", "1"], colours: [.green]) == "\u{1B}[32m [31mred    \u{1B}[0m   1")
    let report = ComparisonText.text(
      Comparison(
        [0, 1].map { HistoryFixture.session($0, question: "\u{1B}[35m") }, history: []),
      style: style)
    #expect(report.contains("\u{1B}[1m") && !report.contains("\u{1B}[35m"))
  }
}
