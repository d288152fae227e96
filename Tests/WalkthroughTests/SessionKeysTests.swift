import InterviewGuide
import Recording
import SessionArchive
import SessionModel
import Testing

@testable import walkthrough

/// What keys do, and what bytes are keys.
@Suite struct SessionKeysTests {
  private let plan: Plan

  init() throws { plan = try PlanLibrary.plan(id: "netflix-l4") }

  private func press(_ keys: [Key], seconds: Double = 3000, markCount: Int = 1)
    -> [SessionKeys.Action]
  {
    var state = SessionKeys(plan: plan)
    return keys.flatMap { state.press($0, seconds: seconds, markCount: markCount) }
  }

  private func letters(_ text: String) -> [Key] { text.map { .character($0) } }

  @Test func `each key does what the list of keys says`() {
    #expect(press([.enter]) == [.send(.next)])
    #expect(press(letters(" b")) == [.send(.next), .send(.back)])
    #expect(press(letters("3")) == [.send(.jump(phaseIndex: 2))])
    #expect(press(letters("0")) == [.send(.jump(phaseIndex: 5))])
    #expect(press(letters("9")) == [.tell("the plan has 5 phases")])
    #expect(press(letters("mt")) == [.send(.mark(id: "trade-off"))])
    #expect(press(letters("m") + [.escape]) == [.tell("no mark set")])
    #expect(press(letters("t")) == [.send(.mark(id: "trade-off"))])
    #expect(press(letters("u")) == [.send(.unmark)])
    #expect(press(letters("u"), markCount: 0) == [.tell("there is no mark to undo")])
    #expect(
      press([.tab, .tab]) == [
        .send(.partner(isSpeaking: true)), .send(.partner(isSpeaking: false)),
      ])
    #expect(
      press(letters("pppp")) == [
        .send(.probe(.asked(id: nil))), .send(.probe(.over)), .send(.probe(.answered)),
        .send(.probe(.asked(id: nil))),
      ])
    #expect(press(letters("hh")) == [.send(.hold), .send(.resume)])
    #expect(press(letters("q")) == [.send(.finish(.finished))])
    #expect(press(letters("?t")) == [.send(.mark(id: "trade-off"))])
    #expect(press([.control("c")]) == [.send(.finish(.signal))])
    #expect(press([.control("z"), .control("l")]) == [.suspend, .redraw])
    #expect(press(letters("xyZ~") + [.backspace, .escape]) == [])
  }

  @Test func `finishing before the plan's least time is asked once`() {
    #expect(press(letters("q"), seconds: 2279) == [])
    #expect(press(letters("qq"), seconds: 2279) == [.send(.finish(.finished))])
    #expect(press(letters("q") + [.enter], seconds: 2279) == [.tell("going on")])
    #expect(press(letters("q"), seconds: 2280) == [.send(.finish(.finished))])
  }

  @Test func `only the whole word discards`() {
    #expect(press(letters("Ddiscard") + [.enter]) == [.discard])
    #expect(
      press(letters("Ddiscaxx") + [.backspace, .backspace] + letters("rd") + [.enter])
        == [.discard])
    for typed in ["", "discar", "discardd", "yes"] {
      #expect(press(letters("D" + typed) + [.enter]) == [.tell("not discarded, going on")])
    }
    #expect(press(letters("Ddiscard") + [.escape]) == [.tell("not discarded, going on")])
  }

  @Test func `the next phase ends an answer, so that the next key asks`() {
    #expect(
      press(letters("pp") + [.enter] + letters("p")).last == .send(.probe(.asked(id: nil))))
  }

  @Test func `lines do the same for a program`() {
    var state = SessionKeys(plan: plan)
    let lines = [
      "next", "back", "phase architecture", "phase open", "mark unsure", "undo",
      "partner speaks", "partner done", "probe", "probe over", "probe answered", "hold",
      "resume", "finish", "discard yes",
    ]
    #expect(
      lines.flatMap { state.obey($0) } == [
        .send(.next), .send(.back), .send(.jump(phaseIndex: 2)), .send(.jump(phaseIndex: 5)),
        .send(.mark(id: "unsure")), .send(.unmark), .send(.partner(isSpeaking: true)),
        .send(.partner(isSpeaking: false)), .send(.probe(.asked(id: nil))),
        .send(.probe(.over)), .send(.probe(.answered)), .send(.hold), .send(.resume),
        .send(.finish(.finished)), .discard,
      ])
    for wrong in ["dance", "mark dance", "phase dance", "discard"] {
      guard case .tell(let words)? = state.obey(wrong).first else {
        Issue.record("\(wrong)")
        continue
      }
      #expect(words.hasPrefix("not understood: '\(wrong)'"))
    }
  }

  @Test(arguments: 40...120)
  func `the help line is narrower than the terminal and keeps what matters most`(columns: Int) {
    let line = SessionKeys.line(columns: columns)
    #expect(line.count < columns)
    #expect(line.contains("Enter next") && line.contains("q finish") && line.contains("? keys"))
  }

  // MARK: Bytes

  private func decode(_ reads: [([UInt8], Int64)]) -> [KeyDecoder.Reading] {
    var decoder = KeyDecoder()
    return reads.map { decoder.take($0.0, atNanoseconds: $0.1 * 1_000_000) }
  }

  private func keys(_ text: String) -> [Key] { decode([(Array(text.utf8), 0)])[0].keys }

  @Test func `arrows, function keys and Alt press nothing, Escape alone does`() {
    #expect(keys("\u{1B}[A\u{1B}[D\u{1B}OP") == [])
    #expect(keys("\u{1B}[15~q") == letters("q"))
    #expect(keys("\u{1B}x") == [])
    #expect(keys("\u{1B}") == [.escape])
    #expect(
      keys("\n\r\t\u{7F}\u{8}\u{3}\u{1C}é") == [
        .enter, .enter, .tab, .backspace, .backspace, .control("c"), .control("\\"),
      ])
  }

  @Test func `a sequence that comes in two reads is still one key`() {
    let readings = decode([([0x1B, 0x5B], 0), ([0x44], 20), ([0x71], 40)])
    #expect(readings.map(\.keys) == [[], [], letters("q")])
  }

  @Test func `what the terminal marks as pasted presses nothing`() {
    let readings = decode([
      (Array("\u{1B}[200~qqD".utf8), 0), (Array("discard\n".utf8), 30),
      (Array("q\u{1B}[201~t".utf8), 60), (Array("q".utf8), 400),
    ])
    #expect(readings.map(\.keys) == [[], [], letters("t"), letters("q")])
    #expect(readings.map(\.isPasteBeginning) == [true, false, false, false])
  }

  @Test func `what comes faster than fingers do presses nothing, nor does its tail`() {
    let readings = decode([
      (Array(repeating: 0x71, count: 4096), 0), (Array(repeating: 0x71, count: 3), 100),
      ([0x71], 200), ([0x71], 400),
    ])
    #expect(readings.map(\.keys) == [[], [], [], letters("q")])
    #expect(readings.map(\.isPasteBeginning) == [true, false, false, false])
  }

  @Test func `a paste whose end is lost does not make the keyboard dead`() {
    let readings = decode([(Array("\u{1B}[200~".utf8), 0), ([0x71], 900), ([0x71], 2000)])
    #expect(readings.map(\.keys) == [[], [], letters("q")])
  }
}
