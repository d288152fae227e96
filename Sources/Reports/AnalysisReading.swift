import AudioCore
import Foundation
public import PracticePlan
public import SpeechAnalysis

extension AnalysisDocument {
  /// An `analysis.json` that cannot be used.
  public struct ReadingError: Error, CustomStringConvertible {
    /// Why, as the end of a sentence about the file.
    public let description: String
  }

  /// Reads an analysis back, for sessions whose sound is gone.
  ///
  /// What the network decided stands in it; all else follows from that anew.
  /// - Parameters:
  ///   - bytes: the JSON of ``json(_:)``.
  ///   - timeline: the session's timeline.
  ///   - plan: the session's plan.
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause.
  /// - Throws: ``ReadingError`` when it is damaged, of another sound, or too new.
  public static func analysis(
    from bytes: [UInt8], timeline: SessionTimeline, plan: Plan?, pauseThresholdSeconds: Double
  ) throws -> SessionAnalysis {
    let stored: Stored
    do {
      guard try JSONDecoder().decode(SchemaOnly.self, from: Data(bytes)).schema <= schema else {
        throw ReadingError(description: "was written by a newer walkthrough")
      }
      stored = try JSONDecoder().decode(Stored.self, from: Data(bytes))
    } catch is DecodingError {
      throw ReadingError(description: "cannot be understood")
    }
    let rate = stored.source.sampleRate
    let level = stored.level
    let levels = [level.activeSpeechDBFS, level.peakDBFS, level.noiseFloorDBFS].compactMap(\.self)
    let heights = [
      stored.pitch?.medianHertz, stored.pitch?.spreadSemitones, stored.pitch?.variationQuotient,
    ].compactMap(\.self)
    guard levels.allSatisfy({ abs($0) <= 1000 }),
      heights.allSatisfy({ 0...1000 ~= $0 })
    else {
      throw ReadingError(description: "holds impossible numbers")
    }
    let frames = timeline.frames
    var end = 0
    let sounding = try stored.speechSegments.map { segment in
      let bounds = [segment.start, segment.end].map { seconds in
        // No further than an integer reaches at the highest rate.
        rate.frames(seconds: min(max(seconds, 0), 1e9))
      }
      guard end <= bounds[0], bounds[0] <= bounds[1], bounds[1] <= frames else {
        throw ReadingError(description: "does not fit the session's length")
      }
      end = bounds[1]
      return FrameRange(start: bounds[0], end: bounds[1])
    }
    guard stored.source.frames == frames else {
      throw ReadingError(description: "does not fit the session's length")
    }
    let hops = AnalysisDocument.numbers(
      steps: stored.rate?.nucleusHops ?? "", limit: Int(rate.seconds(frames: frames) * 100))
    guard let hops else {
      throw ReadingError(description: "does not fit the session's length")
    }
    var parameters = stored.parameters
    parameters.pauseThresholdSeconds = pauseThresholdSeconds
    return SessionAnalysis(
      analyzer: stored.analyzer, parameters: parameters, sampleRate: rate,
      channels: stored.source.channels, timeline: timeline, plan: plan, sounding: sounding,
      syllableHops: hops, pitch: stored.pitch?.measures ?? PitchMeasures(),
      level: LevelMeasures(
        activeSpeech: level.activeSpeechDBFS.map { Decibels($0) }, peak: Decibels(level.peakDBFS),
        noiseFloor: level.noiseFloorDBFS.map { Decibels($0) },
        clippedSamples: level.clippedSamples, clippedRuns: level.clippedRuns,
        offset: level.offset,
        hum: level.hum.map {
          MainsHum(
            hertz: $0.hertz, excessDecibels: $0.excessDecibels, level: Decibels($0.levelDBFS))
        }))
  }

  private struct SchemaOnly: Decodable { let schema: Int }

  private struct Stored: Decodable {
    struct Source: Decodable {
      let frames: Int
      let sampleRate: SampleRate
      let channels: Int
    }
    struct Segment: Decodable {
      let start: Double
      let end: Double
    }
    struct Level: Decodable {
      let activeSpeechDBFS: Double?
      let peakDBFS: Double
      let noiseFloorDBFS: Double?
      let clippedSamples: Int
      let clippedRuns: Int
      let offset: Double
      let hum: Hum?
    }
    struct Hum: Decodable {
      let hertz: Int
      let excessDecibels: Double
      let levelDBFS: Double
    }
    /// What analyzers before the second do not have, as the pitch.
    struct Rate: Decodable {
      let nucleusHops: String
    }
    struct Pitch: Decodable {
      struct Window: Decodable {
        let start: Double
        let variationQuotient: Double
      }
      let voicedSeconds: Double
      let medianHertz: Double?
      let spreadSemitones: Double?
      let variationQuotient: Double?
      let windows: [Window]

      var measures: PitchMeasures {
        PitchMeasures(
          voicedSeconds: voicedSeconds, medianHertz: medianHertz,
          spreadSemitones: spreadSemitones, variationQuotient: variationQuotient,
          windows: windows.map {
            PitchMeasures.Window(startSeconds: $0.start, variationQuotient: $0.variationQuotient)
          })
      }
    }
    let analyzer: AnalyzerIdentity
    let parameters: AnalysisParameters
    let source: Source
    let speechSegments: [Segment]
    let rate: Rate?
    let pitch: Pitch?
    let level: Level
  }
}
