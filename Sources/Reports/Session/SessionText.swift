import AudioCore
import SessionModel
import SpeechAnalysis

/// The report of one session on one screen.
public struct SessionText {
  private let report: SessionReport
  private let style: TextStyle

  private var analysis: SessionAnalysis { report.analysis }
  private var isNarrow: Bool { style.columns < 79 }

  /// Draws a report.
  /// - Returns: lines of at most `style.columns` characters, each ending in a
  ///   newline; at most 24 of them at 80 columns with a plan of five phases.
  public static func text(_ report: SessionReport, style: TextStyle) -> String {
    let text = SessionText(report: report, style: style)
    return text.lines().map { style.plain($0) + "\n" }.joined()
  }

  private func lines() -> [String] {
    headingLines() + phaseLines() + talkLines() + wrap(report.sentence(.level)) + eventLines()
      + (report.verdict.map { style.wrapped($0) } ?? []) + wordLines()
  }

  private func seconds(_ frames: Int) -> Double { report.seconds(frames) }

  private func headingLines() -> [String] {
    let began = SessionDate(report.content.start)?.text(besideID: report.content.id)
    let about = [report.planName, report.content.question, began].compactMap { $0 }
      .filter { !$0.isEmpty }
    return [style.paint(style.cut(report.content.id, to: style.columns), .bold)]
      + wrap(about, indent: 0)
  }

  // MARK: Phases

  private func phaseLines() -> [String] {
    guard !report.phases.isEmpty else { return [] }
    // Rows keep the width of the table, also where their last cells are empty.
    let table = TextTable(
      [
        .left("Phase", 29, least: 16), .right("Time", 7), .right("Budget", 12, priority: 1),
        .left("Verdict", 15, before: 2), .right("Talk", 6, priority: 1),
        .right("Pauses", 8, priority: 1),
      ], style: style, trims: false)
    let rows = report.phases.enumerated().map { index, phase in
      table.row(
        [
          phase.verdict == nil ? "  \(phase.name)" : "\(index + 1) \(phase.name)", phase.time,
          phase.planned, phase.verdictText, phase.talk, phase.pauses,
        ], colours: [nil, nil, nil, colour(phase.verdict)])
    }
    let whole = [report.whole.name, report.whole.time, report.whole.planned]
    return ["", table.heading] + rows
      + [table.row(table.isNarrow ? whole + ["of \(report.whole.planned)"] : whole)]
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
    var longest = report.longestPauses.map { "\($0.length) at \($0.time)" }
    if let first = longest.first { longest[0] = "Longest: " + first }
    return [""] + wrap(report.sentence(.talk)) + wrap(report.sentence(.pauses))
      + wrap(report.sentence(.silences)) + histogramLines() + wrap(longest)
      + wrap(report.sentence(.runs))
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
    if let quartiles = report.quartiles { parts.append("middle half \(quartiles)") }
    return wrap(parts)
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
    var lines = wrap(parts)
    for probe in report.moments where probe.kind == .probe {
      let ask = style.cut(
        "\(probe.time(report)) \(probe.isOwn ? "probe" : probe.title)", to: style.columns - 2)
      lines += wrap(["  " + ask] + probe.notes, indent: 4)
      if !probe.opening.isEmpty { lines += style.wrapped(probe.opening, start: "    ") }
    }
    return lines
  }

  private func eventLines() -> [String] {
    var lines = probeLines()
    if !analysis.timeline.partner.isEmpty {
      let spoken = analysis.timeline.partner.reduce(0) { $0 + $1.count }
      lines.append(
        "Partner: \(analysis.timeline.partner.count)×, \(Format.length(seconds(spoken))) not counted"
      )
    }
    if let plan = analysis.plan, !analysis.timeline.marks.isEmpty {
      let counts = plan.marks.compactMap { mark -> String? in
        let count = analysis.timeline.marks.count { $0.id == mark.id }
        return count > 0 ? "\(mark.name) \(count)×" : nil
      }
      lines += wrap(["Marks: " + (counts.first ?? "")] + counts.dropFirst())
    }
    if !analysis.timeline.gaps.isEmpty {
      let lost = analysis.timeline.gaps.reduce(0) { $0 + $1.range.count }
      let first = analysis.timeline.gaps[0]
      let loss = style.plain("Lost by the device: \(analysis.timeline.gaps.count)×")
      var parts = wrap(
        [
          loss, "\(Format.seconds(seconds(lost))) in all",
          "first at \(Format.clock(seconds(first.range.start))) (\(first.cause.rawValue))",
        ])
      parts[0] = style.paint(loss, .red) + parts[0].dropFirst(loss.count)
      lines += parts
    }
    if !analysis.timeline.holds.isEmpty {
      let held = analysis.timeline.holds.reduce(0) { $0 + $1.heldFrames }
      lines.append(
        "Held: \(analysis.timeline.holds.count)×, \(Format.length(seconds(held))) not recorded")
    }
    return lines
  }

  // MARK: Words

  /// What was heard first when, and which points were mentioned.
  private func wordLines() -> [String] {
    guard let words = report.words else { return [] }
    if let warning = words.warning { return style.wrapped(warning) }
    let firsts = words.found.filter(\.isShown).compactMap { found in
      found.places.first.map { (frame: $0.frame, text: "\(found.name) \(words.time($0.frame))") }
    }.sorted { ($0.frame, $0.text) < ($1.frame, $1.text) }.map(\.text)
    var lines = firsts.isEmpty ? [] : wrap(["Heard: " + firsts[0]] + firsts.dropFirst())
    guard !words.points.isEmpty else { return lines }
    func points(_ state: WordsReport.Point.State) -> [String] {
      words.points.filter { $0.state == state }.map { point in
        point.places.first.map { "\(point.number) at \(words.time($0.frame))" }
          ?? "\(point.number)"
      }
    }
    let (mentioned, silent) = (points(.mentioned), points(.notHeard))
    var parts = ["Points of the question mentioned: \(mentioned.first ?? "none surely")"]
    parts += mentioned.dropFirst() + points(.perhaps).map { "perhaps " + $0 }
    if !silent.isEmpty {
      parts.append("not heard \(silent.joined(separator: ", ")), which proves nothing")
    }
    lines += wrap(parts)
    return lines
  }

  /// Parts separated by dots on as many lines as they need.
  private func wrap(_ parts: [String], indent: Int = 2) -> [String] {
    parts.isEmpty
      ? [] : style.joined(parts, indent: indent).map { style.cut($0, to: style.columns) }
  }
}
