import PracticeHistory
import SessionModel
import SpeechAnalysis

/// Some weeks of sessions whose numbers follow a simple rule.
enum HistoryFixture {
  /// A text that would be markup, a formula and a broken row if it were not escaped.
  static let nastyQuestion = "=<script>alert(\"1\")</script>, 'a' &amp; \u{1B}[31m\nb"

  /// The plan of all sessions, scaled.
  static let plan = PlanSummary(id: "netflix-l4", name: "Mid-level", scale: 1, totalSeconds: 3600)

  /// A session on a day of November and December 2026.
  /// - Parameter step: its place; its numbers change a little with it.
  static func session(
    _ step: Int, question: String = "Live events", plan: PlanSummary? = plan,
    mode: String? = "full", analyzer: Int? = 1
  ) -> SessionSummary {
    let (day, month) = (1 + step * 3 % 30, 11 + step * 3 / 30)
    let start =
      "2026-\(month)-\(day < 10 ? "0" : "")\(day)T19:0\(step % 10):00+01:00"
    let wave = [0.0, 0.3, -0.2, 0.1, -0.4, 0.2][step % 6]
    let bounds: [(String, Double, Double, Double)] = [
      ("Requirements", 300, 420, 330 + 200 * wave), ("Approach", 180, 300, 250),
      ("Architecture", 900, 1200, 1300 - 40 * Double(step)),
    ]
    var phases = bounds.enumerated().map { index, bound in
      let budget = TimeBudget(minimumSeconds: bound.1, maximumSeconds: bound.2)
      let seconds: Double? = index == 1 && step == 3 ? nil : bound.3
      return PhaseSummary(
        id: bound.0.lowercased(), name: bound.0, budget: budget, durationSeconds: seconds,
        verdict: budget.verdict(seconds: seconds),
        values: seconds.map {
          FieldValues(
            pauses(Int($0 / 6), 0.55 + 0.1 * wave, 1.2, [3, Int($0 / 7), 4], talk: $0 * 0.75)
              .merging([
                "talk.phonationRatio": 0.75 + 0.1 * wave, "rate.articulationRatePerSecond": 4.4,
              ]) { $1 })
        })
    }
    let open = 900 - 100 * wave
    phases.append(
      PhaseSummary(
        id: "open", name: "Open remainder",
        budget: TimeBudget(minimumSeconds: 600, maximumSeconds: 1500), durationSeconds: open,
        verdict: nil,
        values: FieldValues(
          pauses(90, 0.5, nil, [1, 80, 10], talk: open * 0.7)
            .merging(["talk.phonationRatio": 0.7]) { $1 })))
    let duration = phases.compactMap(\.durationSeconds).reduce(0, +)
    return SessionSummary(
      id: String(start.prefix(16)).replacing(":", with: "") + "-session", start: start, plan: plan,
      question: question, questionID: question == "Ad insertion" ? "ad-insertion" : nil, mode: mode,
      end: "finished", durationSeconds: duration,
      phases: plan == nil ? [] : phases,
      numbers: analyzer.map {
        var values = pauses(
          600 - 4 * step, 0.6 - 0.01 * Double(step) + 0.05 * wave, 1.4 + 0.1 * wave,
          [50, 500 - 4 * step, 100 + step], talk: duration * 0.76)
        values["talk.phonationRatio"] = 0.76 + 0.004 * Double(step) + 0.01 * wave
        values["runs.medianSeconds"] = 2.5 + 0.5 * wave
        values["rate.speechRatePerSecond"] = 3.1 + 0.2 * wave
        values["rate.articulationRatePerSecond"] = 4.5 + 0.3 * wave
        values["pitch.spreadSemitones"] = step == 7 ? nil : 3.2 + wave
        values["level.activeSpeechDBFS"] = -21 - wave
        values["level.noiseFloorDBFS"] = -70.5
        values["level.peakDBFS"] = -3.25
        values["level.clippedSamples"] = step == 4 ? 7 : 0
        return MeasuredNumbers(
          analyzerVersion: $0, pauseThresholdSeconds: 0.25, isCurrent: $0 == 1,
          values: FieldValues(values))
      })
  }

  /// Numbers of pauses by the keys of their fields.
  /// - Parameter classes: brief, medium, long.
  static func pauses(
    _ count: Int, _ median: Double?, _ p90: Double?, _ classes: [Int], talk: Double
  ) -> [String: Double] {
    var values = ["talk.talkSeconds": talk, "pauses.count": Double(count)]
    values["pauses.medianSeconds"] = median
    values["pauses.p90Seconds"] = p90
    values["pauses.pausesPerTalkMinute"] = Double(count) / (talk / 60)
    values["pauses.longSilencesPerTalkMinute"] = Double(classes[2]) / (talk / 60)
    for (name, count) in zip(["brief", "medium", "long"], classes) {
      values["pauses.classes.\(name)"] = Double(count)
    }
    return values
  }

  /// Twelve sessions; one has a nasty question, one no plan, one no numbers.
  static let sessions: [SessionSummary] =
    (0..<9).map { session($0, question: $0 % 3 == 2 ? "Ad insertion" : "Live events") } + [
      session(9, question: nastyQuestion), session(10, question: "Story", plan: nil, mode: nil),
      session(11, analyzer: nil),
    ]
}
