import Recording
import SessionArchive
import SessionModel

/// What each key does in each situation: a value, so that it is tested without a terminal.
struct SessionKeys: Hashable {
  /// What is asked of the speaker.
  enum Prompt: Hashable {
    case none
    /// Which mark.
    case marks
    /// Whether to finish before the plan's least time.
    case finish
    /// To type the word that discards.
    case discard(typed: String)
    /// Nothing: the keys are listed.
    case help
  }

  /// What a key asks for.
  enum Action: Hashable {
    case send(RecorderCommand)
    /// End the session and remove its folder.
    case discard
    /// Stop the program as Ctrl-Z does.
    case suspend
    /// Draw the screen anew.
    case redraw
    /// Say something back.
    case tell(String)
  }

  /// The word that discards a session.
  static let discardWord = "discard"

  let plan: Plan
  private(set) var prompt = Prompt.none
  private(set) var isHeld = false
  private(set) var isPartnerSpeaking = false
  private(set) var probeStage = ProbeStage.idle

  init(plan: Plan) { self.plan = plan }

  /// Takes a key.
  /// - Parameters:
  ///   - key: the key.
  ///   - seconds: recorded so far.
  ///   - markCount: marks so far.
  mutating func press(_ key: Key, seconds: Double, markCount: Int) -> [Action] {
    switch key {
    case .control("c"), .control("\\"): return [.send(.finish(.signal))]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    switch prompt {
    case .none: return pressPlain(key, seconds: seconds, markCount: markCount)
    case .help:
      prompt = .none
      // A key that does something does it at once; the list was only shown.
      return key == .character("?") || key == .escape
        ? [] : pressPlain(key, seconds: seconds, markCount: markCount)
    case .marks:
      prompt = .none
      guard case .character(let letter) = key,
        let mark = plan.marks.first(where: { $0.key == String(letter) })
      else { return [.tell("no mark set")] }
      return [.send(.mark(id: mark.id))]
    case .finish:
      prompt = .none
      return key == .character("q") ? [.send(.finish(.finished))] : [.tell("going on")]
    case .discard(let typed): return pressWhileTyping(key, typed)
    }
  }

  private mutating func pressWhileTyping(_ key: Key, _ typed: String) -> [Action] {
    switch key {
    case .character(let letter) where typed.count < 20:
      prompt = .discard(typed: typed + String(letter))
      return []
    case .backspace:
      prompt = .discard(typed: String(typed.dropLast()))
      return []
    case .character: return []
    case .enter where typed == Self.discardWord:
      prompt = .none
      return [.discard]
    default:
      prompt = .none
      return [.tell("not discarded, going on")]
    }
  }

  private mutating func pressPlain(
    _ key: Key, seconds: Double, markCount: Int
  ) -> [Action] {
    switch key {
    case .enter, .character(" "): return move(.next)
    case .tab: return partner(!isPartnerSpeaking)
    case .character(let letter): return press(letter, seconds: seconds, markCount: markCount)
    case .escape, .backspace, .control: return []
    }
  }

  private mutating func press(
    _ letter: Character, seconds: Double, markCount: Int
  ) -> [Action] {
    // The plan's marks come first: a plan of one's own may use any letter that is free.
    if let mark = plan.marks.first(where: { $0.key == String(letter) }) {
      return [.send(.mark(id: mark.id))]
    }
    switch letter {
    case "b": return move(.back)
    case "h": return hold(!isHeld)
    case "p": return advanceProbe()
    case "u": return markCount > 0 ? [.send(.unmark)] : [.tell("there is no mark to undo")]
    case "m":
      guard !plan.marks.isEmpty else { return [.tell("this plan has no marks")] }
      prompt = .marks
      return []
    case "q":
      guard seconds < plan.phasesBudget.minimumSeconds else {
        return [.send(.finish(.finished))]
      }
      prompt = .finish
      return []
    case "D":
      prompt = .discard(typed: "")
      return []
    case "?":
      prompt = .help
      return []
    case "0": return move(.jump(phaseIndex: plan.phases.count))
    case "1"..."9":
      let number = letter.wholeNumberValue ?? 0
      return number <= plan.phases.count
        ? move(.jump(phaseIndex: number - 1))
        : [.tell("the plan has \(plan.phases.count) phases")]
    default: return []
    }
  }

  /// A step of a drill that asks by itself.
  mutating func take(_ step: ProbeStep) -> Action {
    switch step {
    case .asked: probeStage = .asking
    case .over: probeStage = .answering
    case .answered: probeStage = .idle
    }
    return .send(.probe(step))
  }

  private mutating func advanceProbe() -> [Action] {
    switch probeStage {
    case .idle: [take(.asked(id: nil))]
    case .asking: [take(.over)]
    case .answering: [take(.answered)]
    }
  }

  private mutating func move(_ command: RecorderCommand) -> [Action] {
    // The next phase ends an answer, as the journal sees it too.
    if probeStage == .answering { probeStage = .idle }
    return [.send(command)]
  }

  private mutating func hold(_ isHeld: Bool) -> [Action] {
    self.isHeld = isHeld
    return [.send(isHeld ? .hold : .resume)]
  }

  private mutating func partner(_ isSpeaking: Bool) -> [Action] {
    isPartnerSpeaking = isSpeaking
    return [.send(.partner(isSpeaking: isSpeaking))]
  }

  // MARK: Lines

  /// Takes a line of a program that drives the recording.
  mutating func obey(_ line: String) -> [Action] {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case [], ["next"]: return move(.next)
    case ["back"]: return move(.back)
    case ["hold"]: return hold(true)
    case ["resume"]: return hold(false)
    case ["finish"]: return [.send(.finish(.finished))]
    case ["undo"]: return [.send(.unmark)]
    case ["partner", "speaks"]: return partner(true)
    case ["partner", "done"]: return partner(false)
    case ["probe"]: return [take(.asked(id: nil))]
    case ["probe", "over"]: return [take(.over)]
    case ["probe", "answered"]: return [take(.answered)]
    case ["discard", "yes"]: return [.discard]
    default: break
    }
    if words.count == 2, words[0] == "mark", plan.marks.contains(where: { $0.id == words[1] }) {
      return [.send(.mark(id: words[1]))]
    }
    if words.count == 2, words[0] == "phase",
      let index = plan.allPhases.firstIndex(where: { $0.id == words[1] })
    {
      return move(.jump(phaseIndex: index))
    }
    return [
      .tell(
        "not understood: '\(line)'; write next, back, phase ID, hold, resume, undo, "
          + "partner speaks, partner done, probe, probe over, probe answered, finish, "
          + "discard yes, or mark and one of " + plan.marks.map(\.id).joined(separator: ", "))
    ]
  }

  // MARK: Help

  /// All keys with what they do, those of the plan's marks last.
  static func list(_ plan: Plan) -> [(key: String, does: String)] {
    let last = min(9, plan.phases.count)
    return [
      ("Enter", "next phase"), ("b", "back"),
      (last > 1 ? "1-\(last)" : "1", "jump to a phase, 0 to the open remainder"),
      ("m", "mark, from a menu"), ("u", "undo the last mark"),
      ("p", "a probe begins, ends, is answered"), ("Tab", "a partner speaks, is done"),
      ("h", "hold the clock, go on"), ("q", "finish"), ("D", "discard"),
    ] + plan.marks.map { ($0.key, "mark: \($0.name)") }
  }

  /// The keys on one line, as many as fit; what matters least goes first.
  static func line(columns: Int) -> String {
    // In the order they are shown, with what matters most marked 0.
    let keys = [
      ("Enter next", 0), ("b back", 4), ("1-9 phase", 8), ("m mark", 2), ("u undo", 7),
      ("p probe", 5), ("Tab partner", 6), ("h hold", 3), ("q finish", 1),
    ]
    var kept = keys
    func text() -> String { (kept.map(\.0) + ["? keys"]).joined(separator: " · ") }
    while text().count >= columns, let least = kept.map(\.1).max() {
      kept.removeAll { $0.1 == least }
    }
    return text()
  }
}
