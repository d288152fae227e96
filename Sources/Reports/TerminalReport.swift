import AudioCore
public import PracticePlan
public import SpeechAnalysis

/// The report of one session on one screen.
public struct TerminalReport {
  /// What stands above the numbers.
  public struct Heading: Sendable {
    /// The session's id or the file's name.
    public let name: String
    /// What was practised; empty when not said.
    public let question: String
    /// The id of the mode; empty when there was none.
    public let mode: String
    /// Whether it passed its mode, for the last line; nil when that is not known.
    public let outcome: PassOutcome?
    /// How long it had to be to count as practised, in seconds; nil when it counts, or
    /// nothing is counted.
    public let countedFromSeconds: Double?
    /// What probes ask, by their ids.
    public let probes: [String: String]

    /// Creates a heading.
    public init(
      name: String, question: String = "", mode: String = "", outcome: PassOutcome? = nil,
      countedFromSeconds: Double? = nil, probes: [String: String] = [:]
    ) {
      self.name = name
      self.question = question
      self.mode = mode
      self.outcome = outcome
      self.countedFromSeconds = countedFromSeconds
      self.probes = probes
    }
  }

  private let analysis: SessionAnalysis
  private let heading: Heading
  private let style: TextStyle

  private var rate: SampleRate { analysis.sampleRate }
  private var isNarrow: Bool { style.columns < 79 }

  /// Renders a session.
  /// - Returns: lines of at most `style.columns` characters, each ending in a
  ///   newline; at most 24 of them at 80 columns with a plan of five phases.
  public static func text(
    _ analysis: SessionAnalysis, heading: Heading, style: TextStyle
  ) -> String {
    let report = TerminalReport(analysis: analysis, heading: heading, style: style)
    return report.lines().map { style.plain($0) + "\n" }.joined()
  }

  private func lines() -> [String] {
    headingLines() + phaseLines() + talkLines() + measureLines(.level) + eventLines()
      + modeLines()
  }

  private func modeLines() -> [String] {
    guard let outcome = heading.outcome else { return [] }
    var sentences = [ModeLine.text(outcome, mode: heading.mode)]
    if let least = heading.countedFromSeconds {
      sentences.append("Does not count as practised: shorter than \(Format.clock(least))")
    }
    return sentences.flatMap { style.wrapped($0) }
  }

  private func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames) }

  private func headingLines() -> [String] {
    var lines = [style.paint(style.cut(heading.name, to: style.columns), .bold)]
    var about: [String] = []
    if let plan = analysis.plan {
      about.append(
        plan.scale == 1 ? plan.name : "\(plan.name) ×\(Format.decimal(plan.scale, digits: 2))")
    }
    if !heading.question.isEmpty { about.append(heading.question) }
    if !about.isEmpty { lines += wrap(about, indent: "") }
    return lines
  }

  // MARK: Phases

  private func phaseLines() -> [String] {
    guard let plan = analysis.plan, !analysis.phases.isEmpty else { return [] }
    // Rows keep the width of the table, also where their last cells are empty.
    let table = TextTable(
      [
        .left("Phase", 29, least: 16), .right("Time", 7), .right("Budget", 12, priority: 1),
        .left("Verdict", 15, before: 2), .right("Talk", 6, priority: 1),
        .right("Pauses", 8, priority: 1),
      ], style: style, trims: false)
    var lines = ["", table.heading]
    for (index, pacing) in analysis.phases.enumerated() {
      let budget = pacing.phase?.budget ?? plan.openRemainder
      lines.append(
        table.row(
          [
            pacing.phase.map { "\(index + 1) \($0.name)" } ?? "  Open remainder",
            pacing.clockText(at: rate), Format.band(budget), pacing.verdictText(at: rate),
            pacing.talkShare.map(Format.percent) ?? "",
            pacing.visits.isEmpty ? "" : "\(pacing.pauses.count)",
          ], colours: [nil, nil, nil, colour(pacing.verdict)]))
    }
    let planned = Format.clock(plan.totalSeconds)
    let whole = ["Whole session", Format.clock(seconds(analysis.timeline.frames)), planned]
    lines.append(table.row(table.isNarrow ? whole + ["of \(planned)"] : whole))
    return lines
  }

  private func colour(_ verdict: Verdict?) -> TextStyle.Colour {
    switch verdict {
    case nil: .dim
    case .within: .green
    case .under, .notVisited: .yellow
    case .over: .red
    }
  }

  // MARK: Talk and pauses

  private func talkLines() -> [String] {
    guard analysis.talkFrames > 0 else { return ["", "No speech was found."] }
    return [""] + measureLines(.talk) + measureLines(.pauses) + measureLines(.silences)
      + histogramLines() + longestLines() + measureLines(.runs)
  }

  /// What the measures say on one line of the report.
  private func measureLines(_ line: Phrase.Line) -> [String] {
    let phrases = Measure.all.flatMap(\.phrases).filter { $0.line == line }
    var parts = phrases.sorted { $0.place < $1.place }.compactMap { $0.text(analysis) }
    guard let first = parts.first else { return [] }
    parts[0] = first.prefix(1).uppercased() + first.dropFirst()
    return wrap(parts, indent: "  ")
  }

  private func longestLines() -> [String] {
    let parts = analysis.longestPauses(10).map { pause in
      "\(Format.seconds(seconds(pause.silentFrames))) at \(Format.clock(seconds(pause.range.start)))"
    }
    guard let first = parts.first else { return [] }
    return wrap(["Longest: " + first] + parts.dropFirst(), indent: "  ")
  }

  /// The distribution as one line of bars on a logarithmic axis, or as counts in ASCII.
  private func histogramLines() -> [String] {
    let counts = analysis.pauses.histogram
    guard let most = counts.max(), most > 0 else { return [] }
    let edges = PauseDistribution.histogramEdgesSeconds
    let bars: [String] =
      style.isUnicode
      ? [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
      : [" ", ".", ":", "-", "=", "+", "*", "%", "#"]
    let line = counts.map { count in
      let height = count == 0 ? 0 : max(1, (count * 8 + most / 2) / most)
      return String(repeating: bars[height], count: isNarrow ? 1 : 2)
    }.joined()
    var parts = [
      "  \(Format.decimal(edges[0], digits: 1)) s \(line)"
        + " \(Format.decimal(edges[edges.count - 1], digits: 1)) s"
    ]
    if let quartiles = analysis.pauses.quartilesSeconds {
      let (lower, upper) = (quartiles.lower, quartiles.upper)
      parts.append("middle half \(Format.decimal(lower, digits: 2))–\(Format.seconds(upper))")
    }
    return wrap(parts, indent: "  ")
  }

  // MARK: Events

  /// Each probe with its latency and the length of its answer.
  private func probeLines() -> [String] {
    guard !analysis.answers.isEmpty else { return [] }
    let latencies = analysis.answers.compactMap(\.latencyFrames).sorted()
    var parts = ["Probes: \(analysis.answers.count)"]
    if !latencies.isEmpty {
      let middle = latencies[(latencies.count - 1) / 2]
      parts.append("answer latency median \(Format.seconds(seconds(middle)))")
      parts.append("longest \(Format.seconds(seconds(latencies[latencies.count - 1])))")
    }
    var lines = wrap(parts, indent: "  ")
    for answer in analysis.answers {
      let asked = answer.probe.id.map { heading.probes[$0] ?? $0 } ?? "probe"
      let name = style.cut(
        "\(Format.clock(seconds(answer.probe.asked.start))) \(asked)", to: style.columns - 2)
      var entry = [name]
      if let latency = answer.latencyFrames, let length = answer.answerFrames {
        entry.append("after \(Format.seconds(seconds(latency)))")
        entry.append("for \(Format.clock(seconds(length)))")
      } else {
        entry.append("no answer")
      }
      lines += wrap(["  " + entry[0]] + entry.dropFirst(), indent: "    ")
    }
    return lines
  }

  private func eventLines() -> [String] {
    var lines = probeLines()
    if !analysis.timeline.partner.isEmpty {
      let spoken = analysis.timeline.partner.reduce(0) { $0 + $1.count }
      lines.append(
        "Partner: \(analysis.timeline.partner.count)×, \(Format.clock(seconds(spoken))) not counted"
      )
    }
    if let plan = analysis.plan, !analysis.timeline.marks.isEmpty {
      let counts = plan.marks.compactMap { mark -> String? in
        let count = analysis.timeline.marks.count { $0.id == mark.id }
        return count > 0 ? "\(mark.name) \(count)×" : nil
      }
      lines += wrap(["Marks: " + (counts.first ?? "")] + counts.dropFirst(), indent: "  ")
    }
    if !analysis.timeline.gaps.isEmpty {
      let lost = analysis.timeline.gaps.reduce(0) { $0 + $1.range.count }
      let first = analysis.timeline.gaps[0]
      let loss = style.plain("Lost by the device: \(analysis.timeline.gaps.count)×")
      var parts = wrap(
        [
          loss, "\(Format.seconds(seconds(lost))) in all",
          "first at \(Format.clock(seconds(first.range.start))) (\(first.cause.rawValue))",
        ], indent: "  ")
      parts[0] = style.paint(loss, .red) + parts[0].dropFirst(loss.count)
      lines += parts
    }
    if !analysis.timeline.holds.isEmpty {
      let held = analysis.timeline.holds.reduce(0) { $0 + $1.heldFrames }
      lines.append(
        "Held: \(analysis.timeline.holds.count)×, \(Format.clock(seconds(held))) not recorded")
    }
    return lines
  }

  /// Parts separated by dots on as many lines as they need.
  private func wrap(_ parts: [String], indent: String) -> [String] {
    style.joined(parts, indent: indent.count).map { style.cut($0, to: style.columns) }
  }
}
