import AudioCore
import Foundation
import PracticePlan
public import SpeechAnalysis

/// The analysis as JSON: what `analyze --format json` prints and `analysis.json` holds.
///
/// Keys are sorted. Times are seconds rounded to microseconds, which is exact to
/// the frame up to 192 kHz; shares are 0 to 1; levels are dBFS rounded to 0.01.
/// What does not exist (the median of no pauses) is left out. Schema 1.
public enum AnalysisDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders an analysis as JSON text ending in a newline.
  /// - Parameters:
  ///   - analysis: what was measured.
  ///   - contours: whether to add the pitch of each hop and the place of each syllable.
  /// - Throws: nothing that a finite analysis can cause.
  public static func json(_ analysis: SessionAnalysis, contours: Bool = false) throws -> [UInt8] {
    try JSONPage.bytes(Document(analysis, contours: contours))
  }

  fileprivate struct Document: Encodable {
    let schema = AnalysisDocument.schema
    let analyzer: AnalyzerIdentity
    let parameters: AnalysisParameters
    let source: Source
    let speechSegments: [Stretch]
    let talk: Talk
    let pauses: Pauses
    let rate: Rate
    let pitch: Pitch
    let runs: Runs
    let level: Level
    let phases: [PhaseEntry]?
    let plan: PlanEntry?
    let marks: [MarkEntry]?
    let gaps: [GapEntry]
    let holds: [HoldEntry]
    let partner: Partner?
    let probes: [ProbeEntry]?
  }

  fileprivate struct Source: Encodable {
    let frames: Int
    let sampleRate: Int
    let channels: Int
    let durationSeconds: Double
  }

  fileprivate struct Stretch: Encodable {
    let start: Double
    let end: Double
  }

  fileprivate struct Talk: Encodable {
    let talkSeconds: Double
    let sessionSeconds: Double
    let phonationRatio: Double?
  }

  fileprivate struct Pauses: Encodable {
    let thresholdSeconds: Double
    let count: Int
    let totalSeconds: Double
    let lowerQuartileSeconds: Double?
    let medianSeconds: Double?
    let upperQuartileSeconds: Double?
    let p90Seconds: Double?
    let perTalkMinute: Double?
    let classes: [String: Int]
    let histogram: Histogram?
    let longest: [Stretch]?
  }

  fileprivate struct Histogram: Encodable {
    let edgesSeconds: [Double]
    let counts: [Int]
  }

  /// Ascending numbers as the steps from one to the next, the first from 0: a third of the
  /// bytes that they would take one by one.
  static func steps(_ numbers: [Int]) -> String {
    zip(numbers, [0] + numbers).map { "\($0 - $1)" }.joined(separator: " ")
  }

  /// The numbers of ``steps(_:)``; nil for what is none, or goes past a limit.
  static func numbers(steps: String, limit: Int) -> [Int]? {
    var last = 0
    var numbers: [Int] = []
    for word in steps.split(separator: " ") {
      guard let step = Int(word), 0...limit ~= step, last + step <= limit else { return nil }
      last += step
      numbers.append(last)
    }
    return numbers
  }

  fileprivate struct Rate: Encodable {
    let syllables: Int
    let speechRatePerSecond: Double?
    let articulationRatePerSecond: Double?
    let minutes: [Minute]?
    let nucleusHops: String?
    let nuclei: [Double]?
  }

  fileprivate struct Minute: Encodable {
    let start: Double
    let syllables: Int
    let talkSeconds: Double
    let articulationRatePerSecond: Double?
  }

  fileprivate struct Pitch: Encodable {
    let voicedSeconds: Double
    let medianHertz: Double?
    let spreadSemitones: Double?
    let variationQuotient: Double?
    let windowSeconds: Int
    let windows: [PitchWindow]
    let contour: Contour?
  }

  fileprivate struct Contour: Encodable {
    let hopSeconds: Double
    let hertz: [Double]
  }

  fileprivate struct PitchWindow: Encodable {
    let start: Double
    let variationQuotient: Double
  }

  fileprivate struct Level: Encodable {
    let activeSpeechDBFS: Double?
    let peakDBFS: Double
    let noiseFloorDBFS: Double?
    let signalToNoiseDecibels: Double?
    let clippedSamples: Int
    let clippedRuns: Int
    let offset: Double
    let hum: Hum?
  }

  fileprivate struct Hum: Encodable {
    let hertz: Int
    let excessDecibels: Double
    let levelDBFS: Double
  }

  fileprivate struct Runs: Encodable {
    let count: Int
    let meanSeconds: Double?
    let medianSeconds: Double?
    let meanSyllables: Double?
    let medianSyllables: Double?
  }

  fileprivate struct PlanEntry: Encodable {
    let id: String
    let scale: Double
    let totalSeconds: Double
  }

  fileprivate struct PhaseEntry: Encodable {
    let id: String
    let name: String
    let minimumSeconds: Double
    let maximumSeconds: Double
    let frames: Int
    let durationSeconds: Double
    let verdict: String
    let visits: [Stretch]
    let talkSeconds: Double
    let talkShare: Double?
    let pauses: Pauses
    let rate: Rate
  }

  fileprivate struct MarkEntry: Encodable {
    let id: String
    let seconds: Double
  }

  fileprivate struct GapEntry: Encodable {
    let start: Double
    let end: Double
    let cause: String
  }

  fileprivate struct Partner: Encodable {
    let totalSeconds: Double
    let stretches: [Stretch]
  }

  fileprivate struct ProbeEntry: Encodable {
    let id: String?
    let asked: Stretch
    let latencySeconds: Double?
    let answerSeconds: Double?
  }

  fileprivate struct HoldEntry: Encodable {
    let at: Double
    let heldSeconds: Double
  }
}

extension AnalysisDocument.Document {
  fileprivate init(_ analysis: SessionAnalysis, contours: Bool) {
    let rate = analysis.sampleRate
    func seconds(_ frames: Int) -> Double { rounded(rate.seconds(frames: frames), digits: 6) }
    func stretch(_ range: FrameRange) -> AnalysisDocument.Stretch {
      AnalysisDocument.Stretch(start: seconds(range.start), end: seconds(range.end))
    }
    func pauses(
      _ pauses: PauseDistribution, perTalkMinute: Double?, longest: [SilentPause]?
    ) -> AnalysisDocument.Pauses {
      AnalysisDocument.Pauses(
        thresholdSeconds: analysis.parameters.pauseThresholdSeconds, count: pauses.count,
        totalSeconds: rounded(pauses.totalSeconds, digits: 6),
        lowerQuartileSeconds: pauses.quartilesSeconds.map { rounded($0.lower, digits: 6) },
        medianSeconds: pauses.medianSeconds.map { rounded($0, digits: 6) },
        upperQuartileSeconds: pauses.quartilesSeconds.map { rounded($0.upper, digits: 6) },
        p90Seconds: pauses.p90Seconds.map { rounded($0, digits: 6) },
        perTalkMinute: perTalkMinute.map { rounded($0, digits: 6) },
        classes: Dictionary(
          uniqueKeysWithValues: pauses.classCounts.map { ($0.key.rawValue, $0.value) }),
        histogram: longest == nil
          ? nil
          : AnalysisDocument.Histogram(
            edgesSeconds: PauseDistribution.histogramEdgesSeconds.map { rounded($0, digits: 6) },
            counts: pauses.histogram),
        longest: longest?.map { stretch($0.range) })
    }
    func rates(
      _ rates: SpeechRate, minutes: [AnalysisDocument.Minute]? = nil, nucleusHops: String? = nil,
      nuclei: [Double]? = nil
    ) -> AnalysisDocument.Rate {
      AnalysisDocument.Rate(
        syllables: rates.syllables,
        speechRatePerSecond: rates.speechRatePerSecond.map { rounded($0, digits: 6) },
        articulationRatePerSecond: rates.articulationRatePerSecond.map { rounded($0, digits: 6) },
        minutes: minutes, nucleusHops: nucleusHops, nuclei: nuclei)
    }
    analyzer = analysis.analyzer
    parameters = analysis.parameters
    source = AnalysisDocument.Source(
      frames: analysis.timeline.frames, sampleRate: rate.hertz, channels: analysis.channels,
      durationSeconds: seconds(analysis.timeline.frames))
    speechSegments = analysis.sounding.map(stretch)
    talk = AnalysisDocument.Talk(
      talkSeconds: seconds(analysis.talkFrames), sessionSeconds: seconds(analysis.sessionFrames),
      phonationRatio: analysis.phonationRatio.map { rounded($0, digits: 6) })
    self.pauses = pauses(
      analysis.pauses, perTalkMinute: analysis.pausesPerTalkMinute,
      longest: analysis.longestPauses(10))
    self.rate = rates(
      analysis.rate,
      minutes: analysis.rateByMinute.enumerated().map { minute, rates in
        AnalysisDocument.Minute(
          start: Double(60 * minute), syllables: rates.syllables,
          talkSeconds: rounded(rates.talkSeconds, digits: 6),
          articulationRatePerSecond: rates.articulationRatePerSecond.map {
            rounded($0, digits: 6)
          })
      },
      nucleusHops: AnalysisDocument.steps(analysis.syllableHops),
      nuclei: contours ? analysis.syllableNuclei.map(seconds) : nil)
    pitch = AnalysisDocument.Pitch(
      voicedSeconds: analysis.pitch.voicedSeconds,
      medianHertz: analysis.pitch.medianHertz.map { rounded($0, digits: 2) },
      spreadSemitones: analysis.pitch.spreadSemitones.map { rounded($0, digits: 3) },
      variationQuotient: analysis.pitch.variationQuotient.map { rounded($0, digits: 4) },
      windowSeconds: PitchMeasures.windowSeconds,
      windows: analysis.pitch.windows.map {
        AnalysisDocument.PitchWindow(
          start: $0.startSeconds, variationQuotient: rounded($0.variationQuotient, digits: 4))
      },
      contour: contours
        ? AnalysisDocument.Contour(
          hopSeconds: PitchMeasures.hopSeconds,
          hertz: analysis.pitch.hertz.map { rounded(Double($0), digits: 2) })
        : nil)
    level = AnalysisDocument.Level(
      activeSpeechDBFS: analysis.level.activeSpeech.map { rounded($0.value, digits: 2) },
      peakDBFS: rounded(analysis.level.peak.value, digits: 2),
      noiseFloorDBFS: analysis.level.noiseFloor.map { rounded($0.value, digits: 2) },
      // Of the rounded levels, so that what is read back gives the same.
      signalToNoiseDecibels: analysis.level.activeSpeech.flatMap { speech in
        analysis.level.noiseFloor.map {
          rounded(rounded(speech.value, digits: 2) - rounded($0.value, digits: 2), digits: 2)
        }
      },
      clippedSamples: analysis.level.clippedSamples, clippedRuns: analysis.level.clippedRuns,
      offset: rounded(analysis.level.offset, digits: 6),
      hum: analysis.level.hum.map {
        AnalysisDocument.Hum(
          hertz: $0.hertz, excessDecibels: rounded($0.excessDecibels, digits: 2),
          levelDBFS: rounded($0.level.value, digits: 2))
      })
    runs = AnalysisDocument.Runs(
      count: analysis.runs.ranges.count,
      meanSeconds: analysis.runs.meanSeconds.map { rounded($0, digits: 6) },
      medianSeconds: analysis.runs.medianSeconds.map { rounded($0, digits: 6) },
      meanSyllables: analysis.runs.meanSyllables.map { rounded($0, digits: 6) },
      medianSyllables: analysis.runs.medianSyllables)
    gaps = analysis.timeline.gaps.map {
      AnalysisDocument.GapEntry(
        start: seconds($0.range.start), end: seconds($0.range.end), cause: $0.cause.rawValue)
    }
    holds = analysis.timeline.holds.map {
      AnalysisDocument.HoldEntry(at: seconds($0.frame), heldSeconds: seconds($0.heldFrames))
    }
    let partnerStretches = analysis.timeline.partner
    partner =
      partnerStretches.isEmpty
      ? nil
      : AnalysisDocument.Partner(
        totalSeconds: seconds(partnerStretches.reduce(0) { $0 + $1.count }),
        stretches: partnerStretches.map(stretch))
    probes =
      analysis.answers.isEmpty
      ? nil
      : analysis.answers.map {
        AnalysisDocument.ProbeEntry(
          id: $0.probe.id, asked: stretch($0.probe.asked),
          latencySeconds: $0.latencyFrames.map(seconds),
          answerSeconds: $0.answerFrames.map(seconds))
      }
    guard let plan = analysis.plan, !analysis.phases.isEmpty else {
      phases = nil
      self.plan = nil
      marks = nil
      return
    }
    self.plan = AnalysisDocument.PlanEntry(
      id: plan.id, scale: plan.scale, totalSeconds: rounded(plan.totalSeconds, digits: 6))
    marks = analysis.timeline.marks.map {
      AnalysisDocument.MarkEntry(id: $0.id, seconds: seconds($0.frame))
    }
    phases = analysis.phases.map { pacing in
      let budget = pacing.phase?.budget ?? plan.openRemainder
      return AnalysisDocument.PhaseEntry(
        id: pacing.phase?.id ?? "open", name: pacing.phase?.name ?? "Open remainder",
        minimumSeconds: rounded(budget.minimumSeconds, digits: 6),
        maximumSeconds: rounded(budget.maximumSeconds, digits: 6), frames: pacing.frames,
        durationSeconds: seconds(pacing.frames), verdict: pacing.verdict?.rawValue ?? "open",
        visits: pacing.visits.map(stretch), talkSeconds: seconds(pacing.talkFrames),
        talkShare: pacing.talkShare.map { rounded($0, digits: 6) },
        pauses: pauses(pacing.pauses, perTalkMinute: nil, longest: nil),
        rate: rates(pacing.rate))
    }
  }
}

private func rounded(_ value: Double, digits: Int) -> Double {
  let scale = pow(10, Double(digits))
  return (value * scale).rounded() / scale
}
