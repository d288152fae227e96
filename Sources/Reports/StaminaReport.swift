import AudioCore
public import InterviewGuide
import SessionModel
public import SpeechAnalysis

/// A loop of several sessions in one view: how somebody held up.
public enum StaminaReport {
  /// One round.
  public struct Round: Sendable {
    /// What it was about.
    public let name: String
    /// Its measures.
    public let analysis: SessionAnalysis
    /// Whether it counts, and whether it passed its mode.
    public let standing: SessionStanding

    /// Describes a round.
    public init(name: String, analysis: SessionAnalysis, standing: SessionStanding) {
      self.name = name
      self.analysis = analysis
      self.standing = standing
    }
  }

  /// Renders a loop.
  /// - Parameters:
  ///   - rounds: those that were recorded, in order.
  ///   - wanted: how many the loop has.
  ///   - style: what the terminal can show.
  /// - Returns: lines of at most `style.columns` characters.
  public static func text(_ rounds: [Round], wanted: Int, style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.heading("\(rounds.count) of \(wanted) rounds, back to back")
    page.gap()
    let table = TextTable(
      [
        .left("Round", 18, after: 1, least: 17), .right("Time", 8), .right("Talk", 6),
        .right("Rate", 6), .right("Pauses/min", 12, priority: 1), .right("Median", 8, priority: 1),
        .right("P90", 7, priority: 1), .right("Over", 5, priority: 1),
        .right("Verdict", 8, priority: 1),
      ], style: style)
    page.row(table.heading)
    for (index, round) in rounds.enumerated() {
      let analysis = round.analysis
      page.row(
        table.row([
          "\(index + 1) \(round.name)",
          Format.clock(analysis.sampleRate.seconds(frames: analysis.timeline.frames)),
          analysis.phonationRatio.map(Format.percent) ?? "–",
          analysis.rate.articulationRatePerSecond.map(Self.rate) ?? "–",
          analysis.pausesPerTalkMinute.map { Format.decimal($0, digits: 1) } ?? "–",
          analysis.pauses.medianSeconds.map(Format.seconds) ?? "–",
          analysis.pauses.p90Seconds.map(Format.seconds) ?? "–", over(analysis),
          StandingWords(round.standing).cell,
        ]))
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
    let missing = wanted - rounds.count
    let uncounted = rounds.count { !$0.standing.counts }
    let partial = rounds.count { $0.standing.counts && $0.standing.outcome?.isComplete != true }
    let isPass = missing <= 0 && uncounted == 0 && partial == 0
    page.paragraph(
      isPass
        ? "Loop: pass · all rounds, each with all of its phases"
        : "Loop: missed · "
          + [
            missing > 0 ? "\(counted(missing, "round")) not recorded" : nil,
            uncounted > 0
              ? "\(counted(uncounted, "round")) that \(uncounted == 1 ? "does" : "do") not count"
              : nil,
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
