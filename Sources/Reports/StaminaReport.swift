import AudioCore
public import PracticePlan
public import SpeechAnalysis

/// A loop of several sessions in one view: how somebody held up.
public enum StaminaReport {
  /// One round.
  public struct Round: Sendable {
    /// What it was about.
    public let name: String
    /// Its measures.
    public let analysis: SessionAnalysis
    /// Whether it passed its mode; nil when that is not known.
    public let outcome: PassOutcome?

    /// Describes a round.
    public init(name: String, analysis: SessionAnalysis, outcome: PassOutcome?) {
      self.name = name
      self.analysis = analysis
      self.outcome = outcome
    }
  }

  /// Renders a loop.
  /// - Parameters:
  ///   - rounds: those that were recorded, in order.
  ///   - wanted: how many the loop has.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(_ rounds: [Round], wanted: Int, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading("\(rounds.count) of \(wanted) rounds, back to back")
    let isNarrow = style.columns < 79
    page.gap()
    page.line(
      isNarrow
        ? "Round".padded(18) + "Time".leading(8) + "Talk".leading(6) + "Rate".leading(6)
        : "Round".padded(20) + "Time".leading(8) + "Talk".leading(6) + "Rate".leading(6)
          + "Pauses/min".leading(12) + "Median".leading(8) + "P90".leading(7) + "Over".leading(5)
          + "Mode".leading(7),
      colour: .dim)
    for (index, round) in rounds.enumerated() {
      let analysis = round.analysis
      let time = Format.clock(analysis.sampleRate.seconds(frames: analysis.timeline.frames))
      let talk = analysis.phonationRatio.map(Format.percent) ?? "–"
      let rate = analysis.rate.articulationRatePerSecond.map(Self.rate) ?? "–"
      let name = "\(index + 1) \(round.name)"
      if isNarrow {
        page.line(
          style.column(name, 17) + " " + time.leading(8) + talk.leading(6) + rate.leading(6))
      } else {
        page.line(
          style.column(name, 19) + " " + time.leading(8) + talk.leading(6) + rate.leading(6)
            + (analysis.pausesPerTalkMinute.map { Format.decimal($0, digits: 1) } ?? "–")
            .leading(12)
            + (analysis.pauses.medianSeconds.map(Format.seconds) ?? "–").leading(8)
            + (analysis.pauses.p90Seconds.map(Format.seconds) ?? "–").leading(7)
            + over(analysis).leading(5)
            + (round.outcome.map { $0.isPass ? "pass" : "missed" } ?? "–").leading(7))
      }
    }
    if !rounds.isEmpty {
      page.paragraph("Rate: articulation, in syllables per second of talk.", colour: .dim)
    }
    if rounds.count > 1, let first = rounds.first?.analysis, let last = rounds.last?.analysis {
      var changes: [String] = []
      if let one = first.phonationRatio, let other = last.phonationRatio {
        changes.append("talk \(Format.percent(one)) → \(Format.percent(other))")
      }
      if let one = first.rate.articulationRatePerSecond,
        let other = last.rate.articulationRatePerSecond
      {
        changes.append("rate \(rate(one)) → \(rate(other))")
      }
      if let one = first.pausesPerTalkMinute, let other = last.pausesPerTalkMinute {
        changes.append(
          "pauses per minute of talk \(Format.decimal(one, digits: 1)) → "
            + Format.decimal(other, digits: 1))
      }
      if let one = first.pauses.medianSeconds, let other = last.pauses.medianSeconds {
        changes.append("median pause \(Format.seconds(one)) → \(Format.seconds(other))")
      }
      changes.append("phases over their minutes \(over(first)) → \(over(last))")
      page.gap()
      page.paragraph("From the first round to the last: \(changes.joined(separator: ", ")).")
    }
    page.gap()
    let isPass = rounds.count == wanted && rounds.allSatisfy { $0.outcome?.isComplete ?? false }
    let missing = wanted - rounds.count
    let partial = rounds.count { !($0.outcome?.isComplete ?? false) }
    page.paragraph(
      isPass
        ? "Loop: pass · all rounds, each with all of its phases"
        : "Loop: missed · "
          + [
            missing > 0 ? "\(counted(missing, "round")) not recorded" : nil,
            partial > 0 ? "\(counted(partial, "round")) without all phases" : nil,
          ].compactMap { $0 }.joined(separator: ", "))
    return page.text
  }

  private static func rate(_ perSecond: Double) -> String { Format.decimal(perSecond, digits: 1) }

  /// How many phases took more than their most, such as `2`; a dash without a plan.
  private static func over(_ analysis: SessionAnalysis) -> String {
    analysis.phases.isEmpty ? "–" : "\(analysis.phases.count { $0.verdict == .over })"
  }
}
