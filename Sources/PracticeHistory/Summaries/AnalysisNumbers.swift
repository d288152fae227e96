import Foundation
import PracticePlan
import SpeechAnalysis

/// What the history needs of an `analysis.json`; the rest is passed over.
struct AnalysisNumbers: Decodable {
  struct Source: Decodable { let frames: Int }
  struct Talk: Decodable {
    let talkSeconds: Double
    let phonationRatio: Double?
  }
  struct Pauses: Decodable {
    let count: Int
    let medianSeconds: Double?
    let p90Seconds: Double?
    let classes: [String: Int]

    var measures: PauseMeasures {
      PauseMeasures(
        count: count, medianSeconds: medianSeconds, p90Seconds: p90Seconds,
        classCounts: SilentPause.Class.allCases.map { classes[$0.rawValue] ?? 0 })
    }
  }
  struct Rate: Decodable {
    let speechRatePerSecond: Double?
    let articulationRatePerSecond: Double?

    var measures: RateMeasures {
      RateMeasures(speechRate: speechRatePerSecond, articulationRate: articulationRatePerSecond)
    }
  }
  struct Pitch: Decodable { let spreadSemitones: Double? }
  struct Runs: Decodable { let medianSeconds: Double? }
  struct Level: Decodable {
    let activeSpeechDBFS: Double?
    let noiseFloorDBFS: Double?
    let peakDBFS: Double
    let clippedSamples: Int
  }
  struct Phase: Decodable {
    let id: String
    let frames: Int
    let talkSeconds: Double
    let talkShare: Double?
    let pauses: Pauses
    let rate: Rate?
  }

  let schema: Int
  let analyzer: AnalyzerIdentity
  let parameters: AnalysisParameters
  let source: Source
  let talk: Talk
  let pauses: Pauses
  // Version 1 of the analyzer had none of the three.
  let runs: Runs?
  let rate: Rate?
  let pitch: Pitch?
  let level: Level
  let phases: [Phase]?

  /// Reads the bytes of an `analysis.json`; nil when they are none that this program knows.
  init?(_ bytes: [UInt8]) {
    guard let numbers = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      numbers.schema == 1
    else { return nil }
    self = numbers
  }

  /// Whether this program would find the same.
  var isCurrent: Bool { analyzer == .current && parameters == AnalysisParameters() }

  var measures: SessionMeasures {
    SessionMeasures(
      analyzerVersion: analyzer.version, pauseThresholdSeconds: parameters.pauseThresholdSeconds,
      isCurrent: isCurrent, talkSeconds: talk.talkSeconds, talkShare: talk.phonationRatio,
      pauses: pauses.measures, runMedianSeconds: runs?.medianSeconds,
      rate: rate?.measures ?? RateMeasures(), pitchSpreadSemitones: pitch?.spreadSemitones,
      speechLevel: level.activeSpeechDBFS,
      noiseLevel: level.noiseFloorDBFS, peakLevel: level.peakDBFS,
      clippedSamples: level.clippedSamples)
  }
}
