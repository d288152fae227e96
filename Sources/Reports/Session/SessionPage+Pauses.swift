import AudioCore
import SessionModel
import SpeechAnalysis

extension SessionPage {
  /// What the section on pauses shows: numbers, the distribution, the longest.
  var pauseValues: PauseSection {
    let pauses = analysis.pauses
    guard analysis.talkFrames > 0 else { return PauseSection(none: true) }
    return PauseSection(
      threshold: Format.setting(analysis.parameters.pauseThresholdSeconds),
      count: "\(pauses.count)", total: Format.clock(pauses.totalSeconds),
      brief: "\(pauses.classCounts[.brief] ?? 0)", medium: "\(pauses.classCounts[.medium] ?? 0)",
      long: "\(pauses.classCounts[.long] ?? 0)", histogram: histogram,
      median: pauses.medianSeconds.map(Format.seconds), p90: pauses.p90Seconds.map(Format.seconds),
      quartiles: report.quartiles,
      runs: analysis.runs.medianSeconds.map(Format.seconds),
      perMinute: analysis.pausesPerTalkMinute.map { Format.decimal($0, digits: 1) },
      usual: content.usual.map { usual in
        let band = usual.medianPauseSeconds
        return "\(Format.decimal(band.lowerBound, digits: 2))–\(Format.seconds(band.upperBound)) "
          + "in the middle half of \(usual.sessions) sessions"
      },
      longest: PageList(
        report.longestPauses.map { pause in
          LongPause(
            at: at(pause.start), length: pause.length, time: pause.time,
            phase: report.phaseName(at: pause.start))
        }))
  }

  /// The bars and lines of the distribution, in shares of its width and in pixels.
  private var histogram: Histogram {
    let edges = PauseDistribution.histogramEdgesSeconds
    let axis = Axis(range: edges[0]...edges[edges.count - 1], isLogarithmic: true)
    let counts = analysis.pauses.histogram
    let most = Double(max(1, counts.max() ?? 1))
    let (top, height) = (44.0, 120.0)
    let width = 1 / Double(counts.count)
    let classes = analysis.pauses.classCounts
    var summary =
      "Silences by length on a logarithmic axis: \(classes[.brief] ?? 0) below 0.2 s, "
      + "\(classes[.medium] ?? 0) from 0.2 to 1 s, \(classes[.long] ?? 0) above 1 s"
    if let median = analysis.pauses.medianSeconds {
      summary += "; median pause \(Format.seconds(median))"
    }
    return Histogram(
      summary: summary,
      bars: counts.enumerated().filter { $0.element > 0 }.map { index, count in
        let length = max(2, Double(count) / most * height)
        return Histogram.Bar(
          x: Drawing.percent((Double(index) + 0.06) * width),
          width: Drawing.percent(0.88 * width), y: Drawing.number(top + height - length),
          height: Drawing.number(length), count: "\(count)",
          middle: Drawing.percent((Double(index) + 0.5) * width),
          textY: Drawing.number(top + height - length - 4))
      },
      labels: [
        (0.1, "0.1"), (0.2, "0.2"), (0.5, "0.5"), (1, "1"), (2, "2"), (5, "5"), (10, "10 s"),
      ].map { ["x": Drawing.percent(axis.share($0.0)), "text": $0.1] },
      briefEnd: Drawing.percent(axis.share(0.2)), longStart: Drawing.percent(axis.share(1)),
      mediumMiddle: Drawing.percent((axis.share(0.2) + axis.share(1)) / 2),
      threshold: Drawing.percent(axis.share(analysis.parameters.pauseThresholdSeconds)),
      median: analysis.pauses.medianSeconds.map { Drawing.percent(axis.share($0)) },
      usual: (content.usual?.medianPauseSeconds).map { usual in
        let start = axis.share(usual.lowerBound)
        // At least as wide as a line.
        return PageStretch(
          x: Drawing.percent(start),
          width: Drawing.percent(max(0.004, axis.share(usual.upperBound) - start)))
      })
  }
}
