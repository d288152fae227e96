import AudioCore
import InterviewGuide
import Practice
import Recording
import Reports
import SessionModel
import SpeechAnalysis

/// The screen of a running recording: a pure function from what is known to lines.
///
/// Every line is narrower than the terminal, and there are fewer lines than rows.
/// Nothing is told by colour alone: words and the shapes of the bars say it too.
struct LiveScreen {
  /// What is shown.
  struct Content {
    var status = RecorderStatus()
    var meter = LevelMeter()
    /// What the disk takes; nil when it is not known.
    var room: DiskRoom?
    var prompt = SessionKeys.Prompt.none
    /// The probe that the tool asked; empty without one.
    var probe = ""
    /// What was said back to the last key; empty when nothing was.
    var answer = ""
  }

  let plan: Plan
  let question: String
  let sampleRate: SampleRate
  let style: TextStyle
  let rows: Int
  /// Whether all times are hidden, as an interviewer would have it.
  let isBlind: Bool

  /// Below this many rows there is one line only.
  private static let leastRows = 9

  private var width: Int { style.columns - 1 }
  private var isNarrow: Bool { style.columns < 72 }
  private var showsBudgets: Bool { style.columns >= 56 }

  /// Renders what is known.
  func lines(_ content: Content) -> [String] {
    guard rows >= Self.leastRows else { return [smallLine(content)] }
    let top = stateLines(content)
    let phase = phaseLines(content.status)
    let bottom =
      probeLines(content) + [levelLine(content), eventLine(content)].map(fitted)
      + promptLines(content)
    let room = max(0, rows - 1 - top.count - phase.count - bottom.count)
    let middle =
      content.prompt == .help
      ? Array(helpLines().prefix(room)) : tableLines(content.status, room: room)
    var blocks = [top, phase, middle, bottom].filter { !$0.isEmpty }
    // Empty lines only where there is room for them.
    if blocks.reduce(0, { $0 + $1.count }) + blocks.count - 1 < rows {
      blocks = Array(blocks.map { [$0] }.joined(separator: [[""]]))
    }
    // What is asked stands last, so the midst goes where nothing else can.
    let all = blocks.joined().map(style.plain)
    guard all.count < rows else { return [all[0]] + all.suffix(rows - 2) }
    // What it is about, where there is room for it.
    guard !isBlind, !question.isEmpty, all.count + 1 < rows else { return all }
    return [fitted(Line(question, .bold))] + all
  }

  /// A window of a few rows has room for the one line that matters most.
  private func smallLine(_ content: Content) -> String {
    switch content.prompt {
    case .none where content.answer.isEmpty: break
    case .help: break
    case .none, .marks, .finish, .discard: return style.plain(promptLines(content)[0])
    }
    if content.status.probeStage == .asking { return style.plain(probeLines(content)[0]) }
    return StatusLine.text(
      content.status, peak: content.meter.level, room: content.room, plan: plan,
      sampleRate: sampleRate, style: style, isBlind: isBlind)
  }

  private func seconds(_ frames: Int) -> Double { sampleRate.seconds(frames: frames) }

  private func fitted(_ line: Line) -> String { line.text(width: width, style: style) }

  // MARK: State

  private func stateLines(_ content: Content) -> [String] {
    let status = content.status
    var line = Line()
    if let left = status.secondsToReopen {
      line.add("NO DEVICE, trying for \(left) s", .red)
    }
    if let alarm = KeepingText.alarm(status.sink) { line.add(alarm, .red) }
    if status.isHeld {
      line.add(isNarrow ? "HELD" : "HELD, nothing is recorded", .yellow)
    } else {
      line.add("REC", .red)
    }
    if status.isPartnerSpeaking { line.add(isNarrow ? "PARTNER" : "PARTNER SPEAKS", .yellow) }
    guard !isBlind else {
      line.add(question.isEmpty ? plan.name : question)
      return [fitted(line)]
    }
    let total = seconds(status.frames)
    line.add("\(Format.clock(total)) of \(Format.clock(plan.totalSeconds))")
    let isOver = total > plan.totalSeconds
    if !isNarrow {
      let bar = Bar(length: isOver ? total : plan.totalSeconds, width: 24)
      line.add(bar.filled(to: min(total, plan.totalSeconds), over: isOver, style: style))
    }
    line.add(
      isOver
        ? "over by \(Format.clock(from: plan.totalSeconds, to: total))"
        : "\(Format.clock(from: total, to: plan.totalSeconds)) left",
      isOver ? .red : nil)
    return [fitted(line)]
  }

  // MARK: Phases

  private func phaseLines(_ status: RecorderStatus) -> [String] {
    let index = status.phaseIndex
    guard index < plan.phases.count else {
      return [fitted(Line("Open: questions, detours, the end", .bold))]
    }
    let phase = plan.phases[index]
    let name = "\(index + 1)/\(plan.phases.count) \(phase.name)"
    guard !isBlind else { return [fitted(Line(name, .bold))] }
    let budget = phase.budget
    let time = seconds(status.phaseFrames)
    let standing = PhaseStanding(budget, seconds: time)
    let minutes = "\(Format.clock(time)) of \(Format.band(budget))"
    // The bar is drawn some way past the most, so that going over has a shape.
    let bar = Bar(
      length: max(budget.maximumSeconds * 1.25, time),
      width: showsBudgets ? min(40, width - 27) : width - 2)
    let drawn = bar.band(
      to: time, from: budget.minimumSeconds, most: budget.maximumSeconds,
      colour: standing.colour, style: style)
    guard showsBudgets else {
      var words = Line(Format.clock(time))
      words.add(standing.words, standing.colour)
      return [fitted(Line(name, .bold)), drawn.painted, fitted(words)]
    }
    var head = Line(name, .bold)
    head.add(minutes)
    var words = Line(drawn)
    words.add(standing.words, standing.colour)
    return [fitted(head), fitted(words)]
  }

  /// All phases with what they took, as many as fit around the current one.
  private func tableLines(_ status: RecorderStatus, room: Int) -> [String] {
    let names = plan.phases.map(\.name) + ["Open"]
    let all = names.indices.map { index in
      let time = index < status.phaseTimes.count ? status.phaseTimes[index] : 0
      return tableLine(
        names[index], index: index, isCurrent: index == status.phaseIndex, time: seconds(time))
    }
    guard all.count > room else { return all }
    // A long plan leaves room for the empty lines.
    let room = room > 10 ? room - 3 : room
    let first = max(0, min(status.phaseIndex - room / 2, all.count - room))
    return Array(all.dropFirst(first).prefix(max(0, room)))
  }

  private func tableLine(
    _ name: String, index: Int, isCurrent: Bool, time: Double
  ) -> String {
    let isOpen = index == plan.phases.count
    let number = isOpen ? "  " : "\(index + 1) "
    let head = (isCurrent ? "> " : "  ") + number + name
    guard !isBlind else {
      return fitted(Line(head + (time > 0 && !isCurrent ? ", done" : "")))
    }
    let nameWidth = showsBudgets ? min(34, width - 30) : 23
    let budget = plan.phase(index).budget
    let clock = time > 0 || isCurrent ? Format.clock(time) : "–"
    var line = Line(style.column(head, nameWidth) + clock.leading(7))
    if showsBudgets { line.add(Format.band(budget).leading(12)) }
    if time > 0, !isCurrent, !isOpen {
      let standing = PhaseStanding(budget, seconds: time)
      line.add(standing.word, standing.word == "within" ? .green : standing.colour)
    } else if isCurrent {
      line.add("now")
    }
    return fitted(line)
  }

  // MARK: Level and events

  private func levelLine(_ content: Content) -> Line {
    let meter = content.meter
    let floor = -60.0
    let bar = Bar(length: -floor, width: isNarrow ? 14 : 30)
    var line = Line("Level")
    line.add(
      bar.level(
        to: max(0, meter.level.value - floor), held: max(0, meter.held.value - floor),
        style: style))
    line.add("\(Format.decimal(meter.level.value, digits: 0)) dBFS")
    if !isNarrow { line.add("peak \(Format.decimal(meter.held.value, digits: 0))") }
    if meter.isClipping { line.add(isNarrow ? "CLIP" : "CLIPPED", .red) }
    return line
  }

  private func eventLine(_ content: Content) -> Line {
    let status = content.status
    var line = Line()
    line.separator = " · "
    if status.gapCount > 0 {
      line.add(
        "\(status.gapCount) lost, \(Format.seconds(seconds(status.gapFrames)))", .red)
    }
    if content.meter.clipCount > 0 { line.add("clipped \(content.meter.clipCount)×", .yellow) }
    if let room = content.room {
      line.add("disk \(room.text)", room.seconds < DiskRoom.scarceSeconds ? .red : nil)
    }
    if status.probeCount > 0 {
      line.add(status.probeCount == 1 ? "1 probe" : "\(status.probeCount) probes")
    }
    line.add(status.markCount == 1 ? "1 mark" : "\(status.markCount) marks")
    if let mark = status.lastMark {
      let moment = isBlind ? "" : " at \(Format.clock(seconds(mark.frame)))"
      line.add("last\(moment): \(plan.marks.first { $0.id == mark.id }?.name ?? mark.id)")
      line.isLastCut = true
    }
    return line
  }

  private func probeLines(_ content: Content) -> [String] {
    switch content.status.probeStage {
    case .idle: return []
    case .asking:
      let text = content.probe.isEmpty ? "A probe is being asked" : "Probe: \(content.probe)"
      return wrapped(text) + wrapped("p when it is asked and the answer begins")
    case .answering:
      let text = content.probe.isEmpty ? "Answering a probe" : "Probe: \(content.probe)"
      return wrapped(text) + wrapped("p when it is answered")
    }
  }

  // MARK: Prompts

  private func promptLines(_ content: Content) -> [String] {
    switch content.prompt {
    case .none where content.answer.isEmpty, .help:
      [style.paint(SessionKeys.line(columns: width), .dim)]
    case .none: wrapped(content.answer)
    case .marks:
      wrapped(
        "Mark: " + plan.marks.map { "\($0.key) \($0.name)" }.joined(separator: " · ")
          + " · Esc none")
    case .finish: wrapped(finishQuestion)
    case .discard(let typed):
      wrapped("Discard for good? Type \(SessionKeys.discardWord) and Enter, Esc goes on: \(typed)")
    }
  }

  /// What a question to the speaker is in lines of its own, without the screen.
  func promptText(_ content: Content) -> [String] {
    switch content.prompt {
    case .none: []
    case .help: helpLines().map(style.plain)
    default: promptLines(content).map(style.plain)
    }
  }

  private var finishQuestion: String {
    let least = plan.phasesBudget.minimumSeconds
    let times = isBlind ? "" : ", \(Format.clock(least))"
    return "Finish before the plan's least time\(times)? q finishes, any other key goes on."
  }

  private func helpLines() -> [String] {
    SessionKeys.list(plan).map { fitted(Line(style.column("  " + $0.key, 9) + $0.does)) }
  }

  private func wrapped(_ text: String) -> [String] { style.wrapped(text, columns: width) }
}

/// Parts of a line with their colours; what does not fit is left out from the right.
struct Line {
  private var parts: [(plain: String, painted: String?, colour: TextStyle.Colour?)] = []
  var separator = "  "
  /// Whether what is left of the width shows the beginning of the last part.
  var isLastCut = false

  init() {}

  init(_ text: String, _ colour: TextStyle.Colour? = nil) { add(text, colour) }

  init(_ drawing: Bar.Drawing) { add(drawing) }

  mutating func add(_ text: String, _ colour: TextStyle.Colour? = nil) {
    parts.append((text, nil, colour))
  }

  mutating func add(_ drawing: Bar.Drawing) { parts.append((drawing.plain, drawing.painted, nil)) }

  func text(width: Int, style: TextStyle) -> String {
    var line = ""
    var used = 0
    for (index, part) in parts.enumerated() {
      let gap = used == 0 ? "" : style.plain(separator)
      // The others are there as a whole or not at all.
      let isCut = used == 0 || isLastCut && index == parts.count - 1
      let room = max(0, width - used - gap.columns)
      let text =
        isCut ? style.cut(part.plain, to: room) : style.shown(part.plain)
      guard !text.isEmpty, text.columns <= room else { break }
      line += gap + (part.painted ?? part.colour.map { style.paint(text, $0) } ?? text)
      used += gap.columns + text.columns
    }
    return line
  }
}
