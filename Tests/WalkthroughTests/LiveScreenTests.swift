import AudioCore
import Foundation
import InterviewGuide
import Practice
import Recording
import Reports
import SessionModel
import Testing

@testable import walkthrough

/// The live screen as golden files, and what holds for all of its sizes.
@Suite struct LiveScreenTests {
  private let plan: Plan
  private let rate = SampleRate.recording

  init() throws { plan = try PlanLibrary.plan(id: "netflix-l4") }

  /// Nineteen minutes into a session: one phase over, a mark, a gap, a loud moment.
  private func content(_ phaseMinutes: [Double] = [6, 6.5, 4]) -> LiveScreen.Content {
    var content = LiveScreen.Content()
    let frames = phaseMinutes.map { rate.frames(seconds: $0 * 60 + 12) }
    content.status.phaseIndex = phaseMinutes.count - 1
    content.status.phaseTimes = frames + Array(repeating: 0, count: 6 - frames.count)
    content.status.phaseFrames = frames.last ?? 0
    content.status.frames = frames.reduce(0, +)
    content.status.markCount = 2
    content.status.lastMark = Mark(id: "trade-off", frame: rate.frames(seconds: 845))
    content.status.gapCount = 1
    content.status.gapFrames = rate.frames(seconds: 0.4)
    content.room = DiskRoom(seconds: 3.4 * 3600)
    content.meter.take(peakSample: 12_000)
    content.meter.take(peakSample: 4000)
    return content
  }

  private func screen(_ style: TextStyle, rows: Int = 24, isBlind: Bool = false) -> LiveScreen {
    LiveScreen(
      plan: plan, question: "Live events", sampleRate: rate, style: style, rows: rows,
      isBlind: isBlind)
  }

  /// The golden text of a name; written anew when `UPDATE_GOLDEN` is set.
  private func golden(_ name: String, _ text: String) throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: file)
    }
    return try String(contentsOf: file, encoding: .utf8)
  }

  private func check(_ name: String, _ lines: [String]) throws {
    let text = lines.map { $0 + "\n" }.joined()
    #expect(try golden(name, text) == text, "\(text)")
  }

  @Test(
    arguments: [
      ("live-80x24.txt", TextStyle(columns: 80)),
      ("live-40x24.txt", TextStyle(columns: 40)),
      ("live-80x24-ascii.txt", TextStyle(columns: 80, isUnicode: false)),
      ("live-40x24-ascii.txt", TextStyle(columns: 40, isUnicode: false)),
      ("live-80x24-colour.txt", TextStyle(columns: 80, isColoured: true)),
    ])
  func `the screen is as it was looked at`(name: String, style: TextStyle) throws {
    try check(name, screen(style).lines(content()))
  }

  @Test func `a blind screen shows no time at all`() throws {
    let lines = screen(TextStyle(columns: 80), isBlind: true).lines(content())
    try check("live-80x24-blind.txt", lines)
    #expect(!lines.contains { $0.contains(/\d:\d\d/) })
    var asked = content()
    asked.prompt = .finish
    #expect(
      !screen(TextStyle(), isBlind: true).lines(asked).contains { $0.contains(/\d:\d\d/) })
  }

  @Test func `questions, keys and probes take the place of what matters less`() throws {
    for (name, prompt) in [
      ("live-prompt-marks.txt", SessionKeys.Prompt.marks), ("live-prompt-finish.txt", .finish),
      ("live-prompt-discard.txt", .discard(typed: "dis")), ("live-prompt-help.txt", .help),
    ] {
      var content = content()
      content.prompt = prompt
      try check(name, screen(TextStyle(columns: 80)).lines(content))
    }
    var probed = content()
    probed.status.probeStage = .asking
    probed.status.probeCount = 1
    probed.probe = "Why that database, and which one did you nearly take?"
    try check("live-probe-40.txt", screen(TextStyle(columns: 40)).lines(probed))
  }

  @Test(
    arguments: [
      (4.0, "under, 0:48 to min"), (5.0, "within, 1:48 to max"), (6.5, "near max, 0:18 left"),
      (8.0, "over by 1:12"),
    ])
  func `words and shapes say where a phase stands, without colour`(
    minutes: Double, words: String
  ) throws {
    let lines = screen(TextStyle(columns: 80)).lines(content([minutes]))
    let line = try #require(lines.first { $0.contains(words) })
    #expect(line.hasPrefix("["))
    // Before the band, in it, past it: each has a sign of its own.
    #expect(line.contains("·") == words.hasPrefix("under"))
    #expect(line.contains("▓") == words.hasPrefix("over"))
    #expect(
      line.contains("▒")
        == (words.hasPrefix("under") || words.hasPrefix("within")
          || words.hasPrefix("near")))
  }

  @Test(arguments: [0.0, 4.2, 59.99, 1199.2, 3599.5])
  func `what is gone and what is left add up on the screen and on the line`(seconds: Double) throws
  {
    func value(_ clock: Substring) -> Int {
      clock.split(separator: ":").reduce(0) { $0 * 60 + (Int($1) ?? 0) }
    }
    var content = LiveScreen.Content()
    content.status.frames = rate.frames(seconds: seconds)
    content.status.phaseFrames = content.status.frames
    let lines = screen(TextStyle(columns: 80)).lines(content)
    let whole = try #require(
      lines.compactMap { $0.firstMatch(of: #/REC  (\S+) of 1:00:00 .* (\S+) left/#) }.first)
    #expect(value(whole.1) + value(whole.2) == 3600)
    if seconds < 300 {
      let phase = try #require(
        lines.compactMap { $0.firstMatch(of: #/under, (\S+) to min/#) }.first)
      #expect(value(phase.1) + Int(seconds) == 300)
      let line = screen(TextStyle(columns: 80), rows: 3).lines(content)[0]
      #expect(line.contains("\(phase.1) to min"))
    }
  }

  @Test func `the title stands on the first line where there is room`() {
    #expect(screen(TextStyle(columns: 80)).lines(content())[0] == "Live events")
    #expect(screen(TextStyle(columns: 80), rows: 9).lines(content())[0].hasPrefix("REC"))
  }

  @Test(arguments: [56, 60, 72])
  func `budgets are shown wherever they have room`(columns: Int) {
    let lines = screen(TextStyle(columns: columns)).lines(content())
    #expect(lines.contains { $0.contains("Architecture") && $0.contains("4:12 of 15:00–20:00") })
    #expect(lines.contains { $0.contains("10:00–15:00") })
    #expect(lines.contains { $0.contains("under, 10:48 to min") })
  }

  @Test func `a lost device, a hold, a partner and a full disk stand where they are seen`() {
    var content = content()
    content.status.secondsToReopen = 42
    content.status.isHeld = true
    content.status.isPartnerSpeaking = true
    content.room = DiskRoom(seconds: 700)
    content.meter.take(peakSample: 32_767)
    for columns in [40, 80] {
      let lines = screen(TextStyle(columns: columns)).lines(content)
      #expect(lines[1].hasPrefix("NO DEVICE, trying for 42 s  HELD"))
      #expect(lines.contains { $0.contains("1 lost, 0.40 s") })
      #expect(lines.contains { $0.contains("CLIP") })
    }
    #expect(
      screen(TextStyle(columns: 80)).lines(content).contains { $0.contains("disk 11:40") })
  }

  @Test(arguments: [1, 5, 8, 9, 12, 16, 24, 60], [40, 41, 60, 71, 72, 80, 100])
  func `no line is as wide as the window, and there are fewer lines than rows`(
    rows: Int, columns: Int
  ) throws {
    let many = Plan(
      id: "many", name: "Many", totalSeconds: 3600,
      phases: (1...20).map {
        Phase(
          id: "p\($0)", name: String(repeating: "long name ", count: 6),
          budget: TimeBudget(minimumSeconds: 0, maximumSeconds: 0))
      }, marks: plan.marks)
    for plan in [plan, many] {
      for prompt in [
        SessionKeys.Prompt.none, .marks, .finish, .help, .discard(typed: "discardd"),
      ] {
        for isBlind in [false, true] {
          var content = content([1, 2, 3, 200])
          content.prompt = prompt
          content.status.probeStage = .answering
          content.probe = "Why that database, and which one did you nearly take?"
          content.status.secondsToReopen = 9
          let screen = LiveScreen(
            plan: plan, question: String(repeating: "q", count: 200), sampleRate: rate,
            style: TextStyle(columns: columns), rows: rows, isBlind: isBlind)
          let lines = screen.lines(content)
          #expect(lines.allSatisfy { $0.count < columns })
          #expect(!lines.isEmpty && lines.count <= max(1, rows - 1))
          // The current phase stays in sight, whatever is left out.
          if rows >= 16, prompt == .none, !isBlind {
            #expect(lines.contains { $0.hasPrefix("> 4 ") })
          }
        }
      }
    }
  }

  @Test func `without Unicode the screen is ASCII`() {
    for prompt in [SessionKeys.Prompt.none, .marks, .finish, .help] {
      var content = content()
      content.prompt = prompt
      content.meter.take(peakSample: 32_767)
      let style = TextStyle(columns: 80, isUnicode: false)
      #expect(screen(style).lines(content).allSatisfy { $0.utf8.count == $0.count })
      #expect(screen(style).lines(content).allSatisfy { !$0.contains("?=") })
    }
  }

  @Test func `the meter falls slowly, holds its peak and says that the scale ended`() {
    var meter = LevelMeter()
    meter.take(peakSample: 32_767)
    #expect(meter.isClipping && meter.clipCount == 1 && meter.level.value > -0.1)
    for _ in 0..<9 { meter.take(peakSample: 0) }
    #expect(abs(meter.level.value + 27) < 0.1 && meter.held.value > -0.1)
    for _ in 0..<2 { meter.take(peakSample: 0) }
    #expect(meter.held.value < -25)
    for _ in 0..<4 { meter.take(peakSample: 0) }
    #expect(!meter.isClipping && meter.clipCount == 1)
    meter.take(peakSample: 32_768)
    #expect(meter.clipCount == 2)
  }

  @Test func `in lines, each event is said once and nothing else`() throws {
    var events = LiveEvents(plan: plan, sampleRate: rate, isBlind: false)
    var status = RecorderStatus()
    #expect(events.lines(status) == ["0:00  1/5 Requirements, 5:00 to 7:00"])
    #expect(events.lines(status) == [])
    status.frames = rate.frames(seconds: 301)
    status.phaseFrames = status.frames
    #expect(events.lines(status) == ["5:01  Requirements: min reached"])
    status.phaseFrames = rate.frames(seconds: 421)
    status.isHeld = true
    status.markCount = 1
    status.lastMark = Mark(id: "unsure", frame: 1)
    #expect(
      events.lines(status) == [
        "5:01  Requirements: past max", "5:01  held, nothing is recorded",
        "5:01  mark: admitted uncertainty",
      ])
    status.markCount = 0
    status.lastMark = nil
    status.isHeld = false
    status.isPartnerSpeaking = true
    status.probeStage = .asking
    status.phaseIndex = 5
    #expect(
      events.lines(status) == [
        "5:01  Open", "5:01  recording goes on", "5:01  mark undone, 0 left",
        "5:01  partner speaks", "5:01  probe begins",
      ])
    // Faster than it is looked at, a phase began before it is seen.
    var fast = LiveEvents(plan: plan, sampleRate: rate, isBlind: false)
    status = RecorderStatus()
    _ = fast.lines(status)
    status.frames = rate.frames(seconds: 204)
    status.phaseIndex = 5
    status.phaseFrames = rate.frames(seconds: 42)
    #expect(fast.lines(status) == ["2:42  Open"])
    var blind = LiveEvents(plan: plan, sampleRate: rate, isBlind: true)
    #expect(blind.lines(status).first == "Open")
    #expect(!blind.lines(status).contains { $0.contains(/\d:\d\d/) })
  }
}
