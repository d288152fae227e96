import AudioCore
import SessionModel
import SpeechAnalysis

/// Measures along the session, in steps of a minute, or less when it is short.
struct SessionSeries {
  /// The length of a step in seconds.
  let stepSeconds: Double
  /// The measures, in the order shown.
  let strips: [Strip]

  /// One measure along the session.
  struct Strip {
    /// With the unit, without the step.
    let name: String
    /// The definition's id.
    let term: String
    /// The values at the lower and the upper edge.
    let range: ClosedRange<Double>
    /// A value for each step; nil where there is none.
    let points: [Double?]
    /// Whether values are amounts, which bars show, or places on a scale, which a line joins.
    let isAmount: Bool
    /// A value with its unit.
    let text: @Sendable (Double) -> String
  }

  init(_ report: SessionReport) {
    let analysis = report.analysis
    let duration = report.durationSeconds
    let step = SoundOutline.stepSeconds(duration)
    stepSeconds = step
    let ranges = FrameRange.steps(
      of: step, frames: analysis.timeline.frames, sampleRate: report.rate)
    let talk = FrameRange.split(analysis.sounding, at: ranges)
    let lost = FrameRange.split(analysis.timeline.excluded, at: ranges)
    func length(_ parts: [FrameRange]) -> Int { parts.reduce(0) { $0 + $1.count } }
    var strips = [
      Strip(
        name: "Talk share, %", term: "talk-share", range: 0...1,
        points: ranges.indices.map { index in
          let recorded = ranges[index].count - length(lost[index])
          return recorded > 0 ? Double(length(talk[index])) / Double(recorded) : nil
        }, isAmount: true, text: { "talk \(Format.percent($0))" })
    ]
    strips += [Self.rate(analysis, talkFrames: talk.map(length), ranges: ranges)].compactMap(\.self)
    if let outline = report.content.outline {
      let points = outline.speechLevels
      let known = points.compactMap { $0 }
      if let low = known.min(), let high = known.max() {
        let middle = (low + high) / 2
        let lower = (min(low, middle - 5) / 5).rounded(.down) * 5
        let upper = (max(high, middle + 5) / 5).rounded(.up) * 5
        strips.append(
          Strip(
            name: "Speech level, dBFS", term: "speech-level", range: lower...upper,
            points: points,
            isAmount: false, text: { "level \(Format.decimal($0, digits: 1)) dBFS" }))
      }
    }
    self.strips = analysis.talkFrames > 0 ? strips : []
  }

  /// The articulation rate of each step; nil when no two steps have one.
  private static func rate(
    _ analysis: SessionAnalysis, talkFrames: [Int], ranges: [FrameRange]
  ) -> Strip? {
    let nuclei = analysis.syllableNuclei
    var next = 0
    let points = zip(ranges, talkFrames).map { range, talkFrames -> Double? in
      let first = next
      while next < nuclei.count, nuclei[next] < range.end { next += 1 }
      let talk = analysis.sampleRate.seconds(frames: talkFrames)
      guard talk >= SpeechRate.leastTalkSeconds, next > first else { return nil }
      return Double(next - first) / talk
    }
    let known = points.compactMap(\.self)
    guard known.count > 1, let low = known.min(), let high = known.max() else { return nil }
    let lower = min(low, (low + high) / 2 - 0.5).rounded(.down)
    let upper = max(high, (low + high) / 2 + 0.5).rounded(.up)
    return Strip(
      name: "Articulation rate, syllables/s", term: "articulation-rate",
      range: max(0, lower)...upper, points: points, isAmount: false,
      text: { "\(Format.decimal($0, digits: 1)) syllables per second" })
  }
}

extension SessionSeries.Strip {
  /// What the timeline's template draws.
  func values(
    _ series: SessionSeries, top: Double, height: Double, duration: Double
  ) -> TimelineDrawing.StripRow {
    let axis = Axis(range: range)
    let step = series.stepSeconds
    func edge(_ value: Double) -> String {
      Format.decimal(isAmount ? value * 100 : value, digits: 0)
    }
    var row = TimelineDrawing.StripRow(
      y: Drawing.number(top), height: Drawing.number(height), labelY: Drawing.number(top - 8),
      bottom: Drawing.number(top + height),
      name: name + (step == 60 ? ", by minute" : ", by \(Drawing.number(step)) s"),
      scale: "\(edge(range.lowerBound)) to \(edge(range.upperBound))")
    let known = points.enumerated().compactMap { index, value in value.map { (index, $0) } }
    if isAmount {
      row.bars = known.map { index, value in
        let length = max(1, axis.share(value) * height)
        let start = Double(index) * step
        let width = min(step, duration - start)
        return TimelineDrawing.Block(
          x: Drawing.percent((start + step * 0.06) / duration),
          width: Drawing.percent(max(0, width - step * 0.12) / duration),
          y: Drawing.number(top + height - length), height: Drawing.number(length))
      }
      return row
    }
    func middle(_ index: Int) -> Double {
      let start = Double(index) * step
      return start + min(step, duration - start) / 2
    }
    // Neighbours are joined; where a value is missing, the line is as well.
    var previous: Int?
    for (index, value) in known {
      let x = Drawing.number(middle(index) * 100, digits: 0)
      let y = Drawing.number((1 - axis.share(value)) * 100)
      row.line += (previous == index - 1 ? "L" : "M") + "\(x) \(y)"
      previous = index
    }
    row.dots = known.map { index, value in
      [
        "x": Drawing.percent(middle(index) / duration),
        "y": Drawing.number(top + (1 - axis.share(value)) * height),
      ]
    }
    return row
  }
}
