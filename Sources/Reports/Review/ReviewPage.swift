public import AudioCore
public import InterviewGuide
public import SessionModel
public import SpeechAnalysis

/// The screens of a listen-back: one stretch, one question or one list at a time.
///
/// All give lines of at most `style.columns` characters, each ending in a newline.
public enum ReviewPage {
  /// How answers come in.
  public enum Manner: Hashable, Sendable {
    /// Single keys.
    case keys
    /// A letter or words, then Enter: for screen readers and programs.
    case lines
  }

  /// Where a question stands among all.
  public struct Place: Hashable, Sendable {
    /// From 1.
    public let number: Int
    /// How many there are.
    public let count: Int

    /// Names a place.
    public init(_ number: Int, of count: Int) {
      self.number = number
      self.count = count
    }

    var text: String { "\(number) of \(count)" }
  }

  /// Something to tick.
  public struct Item: Hashable, Sendable {
    /// One line.
    public let text: String
    /// Whether it is ticked; nil when nobody said.
    public let isTicked: Bool?
    /// What is shown once it is ticked; empty for nothing.
    public let note: String
    /// Where it was perhaps said; empty when nothing is known of that.
    public let heard: String

    /// Creates an item.
    public init(_ text: String, isTicked: Bool?, note: String = "", heard: String = "") {
      self.text = text
      self.isTicked = isTicked
      self.note = note
      self.heard = heard
    }
  }

  /// A stretch to hear, with the points that may be ticked meanwhile.
  /// - Parameters:
  ///   - stretch: what to hear, and why.
  ///   - place: where it stands among all.
  ///   - plan: knows the names of phases and marks; nil when the session has none.
  ///   - points: what may be ticked.
  ///   - speed: how many times faster than spoken.
  ///   - skipsPauses: whether silences are left out.
  ///   - leftSeconds: how long it takes to hear this and what comes after, pauses kept.
  ///   - sampleRate: frames per second of the session's clock.
  ///   - manner: how answers come in.
  ///   - style: what the terminal can show.
  public static func stretch(
    _ stretch: ListeningStretch, place: Place, plan: Plan?, points: [Item], speed: Double,
    skipsPauses: Bool, leftSeconds: Double, sampleRate: SampleRate, manner: Manner, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("Listen, \(place.text) · \(clock(stretch.frame, sampleRate))")
    for reason in stretch.reasons {
      page.paragraph(words(reason, plan: plan, sampleRate: sampleRate), start: "  ")
    }
    if stretch.cut != nil { page.paragraph("The middle of the pause is left out.", start: "  ") }
    page.paragraph(
      soundWords(speed: speed, skipsPauses: skipsPauses)
        + " \(skipsPauses ? "At most " : "")\(Format.clock(leftSeconds)) left to hear.",
      start: "  ", colour: .dim)
    if !points.isEmpty {
      // In few columns each of these lines becomes two, and all should fit 24 rows.
      let isNarrow = style.columns < 60
      if !isNarrow { page.gap() }
      page.paragraph(
        isNarrow
          ? "Heard one of these? Give its number:"
          : "When you hear one of these said, give its number:")
      list(points, yes: "said", into: &page)
    }
    page.gap()
    let common = ["b back", "f faster", "p pauses", "e to the questions", "q stop"]
    page.parts(
      manner == .keys
        ? ["Enter next", "r again", "n note"] + common
        : ["Enter plays it", "s skips it", "r plays the last one again", "n and words: a note"]
          + common, colour: .dim)
    return page.text
  }

  /// How the sound is played, in words.
  public static func soundWords(speed: Double, skipsPauses: Bool) -> String {
    let times = speed == 1 ? "as spoken" : "\(Format.decimal(speed, digits: 2)) times as fast"
    return "Played \(times), pauses \(skipsPauses ? "skipped" : "kept")."
  }

  /// Why a stretch is heard, as a sentence.
  public static func words(
    _ reason: ListeningStretch.Reason, plan: Plan?, sampleRate: SampleRate
  ) -> String {
    func name(_ index: Int) -> String {
      guard let plan, plan.phases.indices.contains(index) else { return "The open remainder" }
      return plan.phases[index].name
    }
    func length(_ frames: Int) -> String {
      let seconds = sampleRate.seconds(frames: frames)
      return seconds < 60 ? Format.seconds(seconds) : Format.clock(seconds)
    }
    switch reason {
    case .phaseStart(let index):
      guard let plan, plan.phases.indices.contains(index) else {
        return "The open remainder begins."
      }
      return "Phase \(index + 1) begins: \(name(index))."
    case .pause(let range): return "One of the longest pauses: \(length(range.count))."
    case .overBudget(let index, let frames):
      return "\(name(index)) goes over its budget here, by \(length(frames)) in the end."
    case .overTotal(let frames):
      return "The plan's time is up here; the session goes on for \(length(frames))."
    case .mark(let id):
      return "You marked: \(plan?.marks.first { $0.id == id }?.name ?? id)."
    case .said(let text): return "Perhaps said: \(text)"
    }
  }

  /// All stretches in a few lines, for answers without sound.
  public static func overview(
    _ stretches: [ListeningStretch], plan: Plan?, sampleRate: SampleRate, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("What happened when")
    for stretch in stretches {
      let reasons = stretch.reasons.map { words($0, plan: plan, sampleRate: sampleRate) }
      page.paragraph(
        reasons.joined(separator: " "),
        start: clock(stretch.frame, sampleRate).leading(7) + "  ")
    }
    return page.text
  }

  /// The line that moves while a stretch is played: fewer than `style.columns` characters.
  public static func playing(
    frame: Int, until end: Int, sampleRate: SampleRate, style: TextStyle
  ) -> String {
    let text = "Playing \(clock(frame, sampleRate)), until \(clock(end, sampleRate))"
    return style.cut(text, to: style.columns - 1)
  }

  /// What is said back to a key; nothing for an empty remark.
  public static func remark(_ text: String, style: TextStyle) -> String {
    var page = TextPage(style: style)
    for line in text.split(separator: "\n") { page.paragraph(String(line)) }
    return page.text
  }

  /// A question with four described levels.
  /// - Parameters:
  ///   - name: the heading.
  ///   - ask: the question.
  ///   - levels: the four descriptions.
  ///   - answer: the level from 1 that was given before.
  ///   - heard: parts of a line on where it was perhaps said; empty when nothing is known of that.
  ///   - next: the moment that is played next; empty for none.
  ///   - place: where it stands among all.
  ///   - canHear: whether the sound is there, to listen again.
  ///   - style: what the terminal can show.
  public static func rating(
    name: String, ask: String, levels: FourLevels, answer: Int?, heard: [String] = [],
    next: String = "", place: Place, canHear: Bool, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("Question \(place.text) · \(name)")
    page.paragraph(ask)
    page.parts(heard)
    page.gap()
    for (index, (level, description)) in zip(FourLevels.names, levels.descriptions).enumerated() {
      page.paragraph(description, start: "  \(index + 1) " + level.padded(8))
    }
    page.gap()
    if let answer { page.paragraph("Your answer so far: \(levelWords(answer)).") }
    let enter = answer == nil ? "Enter skips" : "Enter keeps it"
    page.parts(
      ["1 to 4 answers"] + (next.isEmpty ? [enter] : ["Enter plays \(next)", "s skips"])
        + common(canHear: canHear), colour: .dim)
    return page.text
  }

  /// A list to tick.
  /// - Parameters:
  ///   - name: the heading.
  ///   - ask: the question.
  ///   - items: what may be ticked.
  ///   - yes: the word for a ticked item.
  ///   - rest: what the others then count as.
  ///   - next: the moment that is played next; empty for none.
  ///   - place: where it stands among all.
  ///   - canHear: whether the sound is there, to listen again.
  ///   - style: what the terminal can show.
  public static func checklist(
    name: String, ask: String, items: [Item], yes: String, rest: String, next: String = "",
    place: Place, canHear: Bool, style: TextStyle
  ) -> String {
    var page = TextPage(style: style)
    page.heading("Question \(place.text) · \(name)")
    page.paragraph(ask)
    page.gap()
    list(items, yes: yes, into: &page)
    page.gap()
    page.parts(
      ["numbers tick"]
        + (next.isEmpty ? ["Enter done, \(rest)"] : ["Enter plays \(next)", "d done, \(rest)"])
        + ["s skips"] + common(canHear: canHear), colour: .dim)
    return page.text
  }

  /// The line for the next time.
  /// - Parameters:
  ///   - answer: what was written before.
  ///   - place: where it stands among all.
  ///   - style: what the terminal can show.
  public static func resolution(answer: String?, place: Place, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading("Question \(place.text) · Next time I will…")
    if let answer {
      page.paragraph("So far: \(answer)")
      page.paragraph("Write another line, or keep this one with Enter alone.")
    } else {
      page.paragraph("Write one line, then Enter. Enter alone leaves it open.")
    }
    page.parts(["b and Enter back", "q and Enter stop"], colour: .dim)
    return page.text
  }

  /// A level from 1 in words: `3 good`.
  public static func levelWords(_ level: Int) -> String {
    FourLevels.names.indices.contains(level - 1)
      ? "\(level) \(FourLevels.names[level - 1])" : "\(level)"
  }

  private static func common(canHear: Bool) -> [String] {
    (canHear ? ["r plays its moment"] : []) + ["b back"] + (canHear ? ["l listen again"] : [])
      + ["q stop"]
  }

  private static func list(_ items: [Item], yes: String, into page: inout TextPage) {
    let width = yes.count + 2
    for (index, item) in items.enumerated() {
      let state = item.isTicked == true ? yes : item.isTicked == false ? "no" : ""
      let start = "  \(index + 1) " + state.padded(width)
      page.paragraph(item.text, start: start)
      if !item.heard.isEmpty {
        page.paragraph(item.heard, start: String(repeating: " ", count: start.count), colour: .dim)
      }
      if item.isTicked == true, !item.note.isEmpty {
        page.paragraph(item.note, start: String(repeating: " ", count: start.count))
      }
    }
  }

  private static func clock(_ frame: Int, _ sampleRate: SampleRate) -> String {
    Format.clock(sampleRate.seconds(frames: frame))
  }
}
