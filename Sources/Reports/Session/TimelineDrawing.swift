import AudioCore
import SessionModel
import SpeechAnalysis

/// The timeline: lanes one below the other over one axis of time.
///
/// Across, everything is in shares of the width, so that the script zooms by making
/// the drawing wider; down, everything is in pixels. What has many parts is one
/// path in a box of its own units that is stretched over the width.
struct TimelineDrawing {
  /// What the template is filled with.
  let values: Values
  /// What the script reads.
  let data: TimelineData
  /// What the shapes in it mean.
  let legend: [[String: String]]

  /// Paths of the legend's and the moments' shapes, within 7 units around 0.
  private static let shapes = [
    "band": "M-7-3H7V3H-7z", "talk": "M-7-5H7V5H-7z", "pause": "M-6 6V1h3V6zM-1 6V-6h6V6z",
    "mark": "M0-6 5 0 0 6-5 0z", "probe": "M-5-5h10l-5 9z",
    "review": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "hold": "M-4-5h3v10h-3zM1-5h3v10h-3z",
    "partner": "M-5-5H5V3H0l-4 4V3h-1z",
    "gap": "M-6 5 0-6 6 5z",
  ]

  /// A lane's place, in pixels from the top.
  private struct Lane {
    let top: Double
    let height: Double

    var y: String { Drawing.number(top) }
    var pixels: String { Drawing.number(height) }
  }

  /// Ticks at which steps in seconds; finer ones come with zooming.
  private static let steps: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200,
  ]

  init(_ report: SessionReport) {
    let analysis = report.analysis
    let duration = max(report.durationSeconds, 0.001)
    func share(_ frame: Int) -> String { Drawing.percent(report.seconds(frame) / duration) }
    func width(_ range: FrameRange) -> String {
      Drawing.percent(report.seconds(range.count) / duration)
    }
    var bottom = 0.0
    func lane(_ height: Double, gap: Double) -> Lane {
      bottom += gap
      defer { bottom += height }
      return Lane(top: bottom, height: height)
    }
    var values = Values(units: Drawing.number(duration * 100, digits: 0))
    var legend: [[String: String]] = []
    func explain(_ shape: String, _ text: String) {
      legend.append(["shape": shape, "d": Self.shapes[shape] ?? "", "text": text])
    }
    let hasPhases = !analysis.phases.isEmpty
    if hasPhases {
      let names = lane(26, gap: 0)
      let bands = lane(15, gap: 3)
      values.phases = VisitLane(
        y: names.y, height: names.pixels, list: Self.visits(report, share: share, width: width))
      values.bands = PageList(Self.bands(report, lane: bands, duration: duration))
      explain("band", "budget: where the phase should end")
    }

    let sound = lane(112, gap: hasPhases ? 3 : 0)
    var soundLane = SoundLane(y: sound.y, height: sound.pixels)
    if let outline = report.content.outline, !outline.stretches.isEmpty {
      let drawing = WaveformDrawing(outline)
      soundLane.waveform = Outline(
        units: Drawing.number(duration / outline.stretchSeconds, digits: 3),
        paths: drawing.paths.map { ["d": $0] })
    } else {
      soundLane.talk = Self.blocks(
        analysis.sounding.map { range in
          (report.seconds(range.start), report.seconds(range.count), 1)
        })
      explain("talk", "speech; the sound itself is gone")
    }
    values.sound = soundLane

    let pauses = analysis.silentPauses
    if !pauses.isEmpty {
      let lane = lane(26, gap: 3)
      let axis = Axis(range: 0.1...12.8, isLogarithmic: true)
      func path(_ isLong: Bool) -> String {
        Self.blocks(
          pauses.filter {
            (SilentPause.Class(seconds: report.seconds($0.silentFrames)) == .long) == isLong
          }.map {
            let length = report.seconds($0.silentFrames)
            return (
              report.seconds($0.range.start), report.seconds($0.range.count), axis.share(length)
            )
          })
      }
      values.pauses = PauseLane(
        y: lane.y, height: lane.pixels, short: path(false), long: path(true))
      explain("pause", "pauses, taller when longer, stronger above 1 s")
    }

    let moments = report.moments
    if !moments.isEmpty {
      let lane = lane(18, gap: 3)
      values.moments = MomentLane(
        y: Drawing.number(lane.top + lane.height / 2),
        list: moments.map {
          [
            "kind": $0.kind.rawValue, "d": Self.shapes[$0.kind.rawValue] ?? "",
            "x": share($0.range.start),
            // Gaps are drawn over the sound.
            "width": $0.range.isEmpty || $0.kind == .gap ? "" : width($0.range),
          ]
        })
      for (kind, text) in [
        ("mark", "mark"), ("probe", "probe"), ("partner", "partner"), ("review", "listen-back"),
        ("hold", "held"), ("gap", "lost by the device"),
      ] where moments.contains(where: { $0.kind.rawValue == kind }) {
        explain(kind, text)
      }
    }
    func stretch(_ range: FrameRange) -> PageStretch {
      PageStretch(x: share(range.start), width: width(range))
    }
    values.others = analysis.timeline.otherVoices.map(stretch)
    values.gaps = analysis.timeline.gaps.map { stretch($0.range) }
    values.holds = analysis.timeline.holds.map { PageStretch(x: share($0.frame)) }

    let axisLane = lane(20, gap: 2)
    let series = SessionSeries(report)
    values.strips = series.strips.map { strip in
      let lane = lane(48, gap: 26)
      return strip.values(series, top: lane.top, height: lane.height, duration: duration)
    }

    bottom += 6
    values.height = Drawing.number(bottom)
    let levels = Self.tickSteps(duration)
    values.ticks = levels.enumerated().map { index, step in
      let times = stride(from: 0, to: duration, by: step)
      return Ticks(
        level: "\(index)", y: Drawing.number(axisLane.top + 14),
        lines: times.dropFirst().map {
          "M\(Drawing.number($0 * 100, digits: 0)) 0V100"
        }.joined(),
        // What begins too close to the end has no room.
        list: times.filter { $0 + step * 0.6 <= duration }.map {
          ["x": Drawing.percent($0 / duration), "text": Format.clock($0)]
        })
    }
    self.values = values
    self.legend = legend
    data = TimelineData(report, tickSteps: levels, series: series)
  }

  /// Steps of the axis from the whole session to the closest look.
  private static func tickSteps(_ duration: Double) -> [Double] {
    [6, 36, 200, 1000].map { Drawing.step(of: steps, for: duration, parts: $0) }
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  // MARK: Phases

  private static func visits(
    _ report: SessionReport, share: (Int) -> String, width: (FrameRange) -> String
  ) -> [Visit] {
    let analysis = report.analysis
    return analysis.timeline.visits.map { visit in
      let pacing = analysis.phases[min(visit.phaseIndex, analysis.phases.count - 1)]
      return Visit(
        x: share(visit.range.start), width: width(visit.range),
        name: pacing.phase.name, number: pacing.phase.isOpen ? "" : "\(visit.phaseIndex + 1) ",
        kind: visit.phaseIndex % 2 == 0 ? "even" : "odd", verdict: pacing.verdict?.rawValue)
    }
  }

  /// For each phase, the stretch of the clock in which its budget would have it end.
  private static func bands(
    _ report: SessionReport, lane: Lane, duration: Double
  ) -> [Block] {
    report.analysis.phases.enumerated().compactMap { index, pacing in
      guard !pacing.phase.isOpen, !pacing.visits.isEmpty else { return nil }
      let budget = pacing.phase.budget
      let start = clock(at: budget.minimumSeconds, in: pacing, report)
      let end = min(duration, clock(at: budget.maximumSeconds, in: pacing, report))
      guard start < duration else { return nil }
      // Bands of neighbours may overlap: they take turns on two rows.
      let y = lane.top + (index % 2 == 0 ? 0 : lane.height / 2 + 0.5)
      return Block(
        x: Drawing.percent(start / duration), width: Drawing.percent((end - start) / duration),
        y: Drawing.number(y), height: Drawing.number(lane.height / 2 - 1))
    }
  }

  /// The moment at which the visits of a phase add up to a duration, in seconds.
  ///
  /// Past the last visit, as if it had gone on.
  private static func clock(at duration: Double, in pacing: PhasePacing, _ report: SessionReport)
    -> Double
  {
    var rest = duration
    for visit in pacing.visits {
      let length = report.seconds(visit.count)
      if rest <= length { return report.seconds(visit.start) + rest }
      rest -= length
    }
    return report.seconds(pacing.visits.last?.end ?? 0) + rest
  }

  // MARK: Paths

  /// Blocks on a common ground line, in a box 100 units high and hundredths of seconds wide.
  private static func blocks(_ blocks: [(start: Double, length: Double, height: Double)]) -> String
  {
    blocks.map { block in
      let width = max(1, Int((block.length * 100).rounded()))
      let height = max(1, Int((block.height * 100).rounded()))
      return "M\(Int((block.start * 100).rounded())) 100v-\(height)h\(width)v\(height)z"
    }.joined()
  }
}

/// What the timeline's script knows of the session; times in seconds.
struct TimelineData: Encodable {
  struct Named: Encodable {
    let at: Double
    let name: String
  }

  let duration: Double
  /// Names of phases where they are entered.
  let phases: [Named]
  /// Start and length of each pause.
  let pauses: [[Double]]
  /// The length above which a pause is long.
  let longPause = 1.0
  /// What happened at a moment.
  let moments: [Named]
  /// Steps of the axis, coarse to fine.
  let tickSteps: [Double]
  /// The length of a step of the strips.
  let step: Double
  /// Texts of each step, without those that are not known.
  let strips: [[String]]
  /// What was said; nil without it.
  let words: WordsData?

  init(_ report: SessionReport, tickSteps: [Double], series: SessionSeries) {
    func seconds(_ frames: Int) -> Double { (report.seconds(frames) * 1000).rounded() / 1000 }
    duration = seconds(report.analysis.timeline.frames)
    phases =
      report.analysis.phases.isEmpty
      ? []
      : report.analysis.timeline.visits.map {
        Named(at: seconds($0.range.start), name: report.phaseName(at: $0.range.start))
      }
    pauses = report.analysis.silentPauses.map {
      [seconds($0.range.start), seconds($0.range.count)]
    }
    moments = report.moments.map { Named(at: seconds($0.range.start), name: $0.title) }
    self.tickSteps = tickSteps
    step = series.stepSeconds
    strips = series.strips.map { strip in strip.points.map { $0.map(strip.text) ?? "" } }
    words = report.words.map(WordsData.init)
  }
}
