import InterviewGuide
import PracticeHistory
import SessionModel
import SpeechAnalysis

/// A trend in sentences: what the terminal and the page both say.
struct TrendWords {
  let trend: Trend

  init(_ trend: Trend) { self.trend = trend }

  /// How much was practised, and when.
  var summary: String {
    guard let first = trend.weeks.first, let last = trend.weeks.last else {
      return "There are no sessions to follow."
    }
    let count = trend.sessions.count
    let seconds = trend.sessions.reduce(0) { $0 + $1.durationSeconds }
    return "\(count) session\(count == 1 ? "" : "s") in \(trend.weeks.count) week"
      + "\(trend.weeks.count == 1 ? "" : "s"), \(Self.length(seconds)) in all, "
      + "\(Day(number: first.monday).description) to \(Day(number: last.monday + 6).description)"
  }

  /// Minutes below an hour, where a clock could be taken for hours; seconds below one.
  static func length(_ seconds: Double) -> String {
    if seconds < 60 { return "\(Int(Format.wholeSeconds(seconds))) s" }
    return seconds < 3600 ? "\(Int((seconds / 60).rounded())) min" : Format.clock(seconds)
  }

  /// Whether there are enough like sessions to say more than what each week had.
  var isEnough: Bool { trend.alike.count >= TheilSenLine.fewestPoints }

  /// What the reader has to know before believing a number.
  /// - Parameter cures: how another kind is chosen, and how what does not count is shown,
  ///   and how a date is mended: sentences.
  func notes(cures: (kinds: String, all: String, dates: String) = ("", "", "")) -> [String] {
    var notes: [String] = []
    func note(_ text: String, _ cure: String) {
      notes.append(cure.isEmpty ? text : "\(text) \(cure)")
    }
    if let drawn = trend.kinds.first, trend.kinds.count > 1 {
      let others = trend.kinds.dropFirst()
      let names = others.prefix(4).map { "\(name($0.kind)), \($0.sessionCount)" }
      let more = others.count > 4 ? "; and \(others.count - 4) kinds more" : ""
      note(
        "Lines, medians and phases are of like sessions alone: \(name(drawn.kind)), "
          + "\(drawn.sessionCount) of \(trend.sessions.count). Not in them: "
          + "\(names.joined(separator: "; "))\(more).", cures.kinds)
    }
    if !trend.exclusions.isEmpty {
      let count = trend.exclusions.count
      let reasons = Dictionary(grouping: trend.exclusions) { reason($0) }
        .map { (count: $0.value.count, text: $0.key) }
        .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
        .map { "\($0.count) \($0.text)" }.joined(separator: ", ")
      let (verb, left) = count == 1 ? ("does", "is") : ("do", "are")
      trend.showsAll
        ? note("Among them \(count) that \(verb) not count: \(reasons).", "")
        : note("\(count) \(verb) not count and \(left) left out: \(reasons).", cures.all)
    }
    if trend.unmeasuredCount > 0 {
      note(
        "Without numbers by today's rules, so that only their times count: \(trend.unmeasuredCount).",
        "")
    }
    if let first = trend.undated.first {
      let rest = trend.undated.count - 1
      note(
        first + (rest > 0 ? " and \(rest) more have" : " has")
          + " no date that can be, and \(rest > 0 ? "are" : "is") left out.", cures.dates)
    }
    if !isEnough, !trend.sessions.isEmpty {
      let count = trend.alike.count
      note(
        "Lines begin with \(TheilSenLine.fewestPoints) like sessions; "
          + "there \(count == 1 ? "is" : "are") \(count).", "")
    }
    return notes
  }

  private func reason(_ exclusion: SessionStanding.Exclusion) -> String {
    switch exclusion {
    case .demo: "of the demo"
    case .tooShort: "shorter than half of what the plan asks for"
    case .tooLittleTalk: "with less than 10 s of talk"
    }
  }

  func name(_ kind: SessionKind) -> String {
    let mode = kind.mode.map { $0 == Mode.defaultID ? "" : " in mode \($0)" } ?? ""
    guard let plan = kind.plan else { return "without a plan" + mode }
    return Format.scaled(plan, by: kind.scale) + mode
  }

  /// What is usual, and how it changes.
  func words(_ series: Trend.Series) -> (usual: String, change: String) {
    let measure = series.measure
    let usual =
      series.band.map {
        let texts = Self.withOneUnit(
          [$0.median, $0.lowerQuartile, $0.upperQuartile].map(measure.unit.text))
        return "\(texts[0]), \(texts[1]) to \(texts[2])"
      } ?? ""
    guard let line = series.line else {
      let count = series.points.count
      let fewest = TheilSenLine.fewestPoints
      return (
        usual,
        count < fewest
          ? "too few for a line: \(count) of \(fewest)" : "too few days for a line: all on one day"
      )
    }
    return (usual, change(line, measure, unit: "week"))
  }

  /// How a question's attempts change; one sentence for each measure that has a clear direction.
  func words(_ ladder: QuestionLadder) -> [String] {
    let fewest = TheilSenLine.fewestPoints
    guard ladder.sessions.count >= fewest else {
      return ["too few for a line: \(ladder.sessions.count) of \(fewest)"]
    }
    let measures: [Measure] = [
      .duration, .talkShare, .pauseMedian, .pauseP90, .phasesWithin,
    ]
    let clear = measures.compactMap { measure in
      ladder.line(measure).flatMap { $0.isClear ? (measure, $0) : nil }
    }
    return clear.isEmpty
      ? ["no clear change from attempt to attempt"]
      : clear.map { "\($0.name): \(change($1, $0, unit: "attempt"))" }
  }

  /// What a line and its interval come to over the time it spans, such as
  /// `+3 points in 20 weeks (+1 points to +5 points)`.
  private func change(_ line: TheilSenLine, _ measure: Measure, unit: String) -> String {
    let span = line.times.upperBound - line.times.lowerBound
    let count = max(1, Int(span.rounded()))
    let time = "\(count) \(unit)\(count == 1 ? "" : "s")"
    let ends = Self.withOneUnit(
      [line.lowerSlope, line.upperSlope].map { measure.unit.differenceText($0 * span) })
    let interval = ends[0] == ends[1] ? "" : " (\(ends[0]) to \(ends[1]))"
    return line.isClear
      ? "\(measure.unit.differenceText(line.slope * span)) in \(time)\(interval)"
      : "no clear change in \(time)\(interval)"
  }

  /// The unit at the last one only, when all have the same.
  private static func withOneUnit(_ texts: [String]) -> [String] {
    func unit(_ text: String) -> Substring { text[(text.firstIndex(of: " ") ?? text.endIndex)...] }
    guard let last = texts.last, Set(texts.map(unit)).count == 1 else { return texts }
    return texts.dropLast().map { String($0.dropLast(unit($0).count)) } + [last]
  }
}
