import Foundation
public import PracticeHistory
import PracticePlan

/// Sessions as JSON: what `list --format json` prints.
///
/// Keys are sorted; units are part of the names, as in `analysis.json`; what does
/// not exist is left out. Schema 1.
public enum SummaryDocument {
  /// The number of this layout.
  public static let schema = 1

  /// Renders sessions in the order given, as JSON text ending in a newline.
  public static func json(_ sessions: [SessionSummary]) throws -> [UInt8] {
    let document = Document(schema: schema, sessions: sessions.map(Row.init))
    return try JSONPage.bytes(document)
  }

  private struct Document: Encodable {
    let schema: Int
    let sessions: [Row]
  }

  /// One session.
  struct Row: Encodable {
    let id: String
    let start: String
    let end: String
    let question: String
    let questionID: String?
    let mode: String?
    let plan: PlanRow?
    let durationSeconds: Double
    let audioForgotten: Bool?
    let phasesWithin: Int?
    let phases: [PhaseRow]?
    let analyzerVersion: Int?
    let talk: TalkRow?
    let pauses: PauseRow?
    let runs: RunRow?
    let rate: RateRow?
    let pitch: PitchRow?
    let level: LevelRow?

    init(_ session: SessionSummary) {
      id = session.id
      start = session.start
      end = session.end
      question = session.question
      questionID = session.questionID
      mode = session.mode
      plan = session.plan.map {
        PlanRow(
          id: $0.id, name: $0.name, scale: $0.scale.rounded(digits: 6),
          totalSeconds: $0.totalSeconds.rounded(digits: 6))
      }
      durationSeconds = session.durationSeconds.rounded(digits: 6)
      audioForgotten = session.isForgotten ? true : nil
      phasesWithin = session.phasesWithin?.within
      phases = session.phases.isEmpty ? nil : session.phases.map(PhaseRow.init)
      let measures = session.measures
      analyzerVersion = measures?.analyzerVersion
      talk = measures.map {
        TalkRow(talkSeconds: $0.talkSeconds, talkShare: $0.talkShare)
      }
      pauses = measures.map {
        PauseRow(
          $0.pauses, thresholdSeconds: $0.pauseThresholdSeconds,
          perTalkMinute: HistoryMeasure.pausesPerMinute.value(session))
      }
      runs = measures?.runMedianSeconds.map { RunRow(medianSeconds: $0) }
      rate = RateRow(measures?.rate)
      pitch = measures?.pitchSpreadSemitones.map { PitchRow(spreadSemitones: $0) }
      level = measures.map {
        LevelRow(
          activeSpeechDBFS: $0.speechLevel, noiseFloorDBFS: $0.noiseLevel,
          peakDBFS: $0.peakLevel, clippedSamples: $0.clippedSamples)
      }
    }
  }

  struct PlanRow: Encodable {
    let id: String
    let name: String
    let scale: Double
    let totalSeconds: Double
  }

  struct TalkRow: Encodable {
    let talkSeconds: Double
    let talkShare: Double?
  }

  struct RunRow: Encodable { let medianSeconds: Double }

  struct PitchRow: Encodable { let spreadSemitones: Double }

  struct RateRow: Encodable {
    let speechRatePerSecond: Double?
    let articulationRatePerSecond: Double?

    /// Nil when nothing was measured.
    init?(_ rate: RateMeasures?) {
      guard let rate, rate != RateMeasures() else { return nil }
      speechRatePerSecond = rate.speechRate
      articulationRatePerSecond = rate.articulationRate
    }
  }

  struct LevelRow: Encodable {
    let activeSpeechDBFS: Double?
    let noiseFloorDBFS: Double?
    let peakDBFS: Double
    let clippedSamples: Int
  }

  struct PauseRow: Encodable {
    let thresholdSeconds: Double?
    let count: Int
    let medianSeconds: Double?
    let p90Seconds: Double?
    let perTalkMinute: Double?
    let classes: [String: Int]

    init(_ pauses: PauseMeasures, thresholdSeconds: Double?, perTalkMinute: Double?) {
      self.thresholdSeconds = thresholdSeconds
      count = pauses.count
      medianSeconds = pauses.medianSeconds
      p90Seconds = pauses.p90Seconds
      self.perTalkMinute = perTalkMinute?.rounded(digits: 6)
      classes = Dictionary(
        uniqueKeysWithValues: zip(["brief", "medium", "long"], pauses.classCounts))
    }
  }

  struct PhaseRow: Encodable {
    let id: String
    let name: String
    let minimumSeconds: Double
    let maximumSeconds: Double
    let durationSeconds: Double?
    let verdict: String
    let talk: TalkRow?
    let pauses: PauseRow?
    let rate: RateRow?

    init(_ phase: PhaseSummary) {
      id = phase.id
      name = phase.name
      minimumSeconds = phase.budget.minimumSeconds.rounded(digits: 6)
      maximumSeconds = phase.budget.maximumSeconds.rounded(digits: 6)
      durationSeconds = phase.durationSeconds?.rounded(digits: 6)
      verdict = phase.verdict?.rawValue ?? "open"
      talk = phase.measures.map {
        TalkRow(talkSeconds: $0.talkSeconds, talkShare: $0.talkShare)
      }
      pauses = phase.measures.map {
        PauseRow(
          $0.pauses, thresholdSeconds: nil,
          perTalkMinute: HistoryMeasure.pausesPerMinute.value(phase))
      }
      rate = RateRow(phase.measures?.rate)
    }
  }
}

extension Double {
  /// Rounded to a number of decimals.
  func rounded(digits: Int) -> Double {
    let scale = pow(10, Double(digits))
    return (self * scale).rounded() / scale
  }
}
