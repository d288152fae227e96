public import AudioCore
import Foundation
import SessionModel

/// An analysis as it is kept and handed on.
///
/// What `analysis.json` holds and `analyze` prints for programs, written and read here alone.
/// Keys are sorted. Times are seconds rounded to microseconds, which is exact to the frame
/// up to 192 kHz; shares are 0 to 1; levels are dBFS rounded to 0.01. What does not exist
/// (the median of no pauses) is left out. The numbers of measures stand in their groups
/// (`talk`, `pauses`, `rate`, `pitch`, `runs`, `level`), those of phases in the same groups
/// of their own; `Record.md` lists all names.
public struct AnalysisRecord: Hashable, Sendable {
  /// The schema that is written; older ones are read, newer ones refused.
  public static let currentSchema = 2

  /// The sound that was measured.
  public struct Source: Hashable, Sendable, Codable {
    /// Its length in frames.
    public let frames: Int
    /// Frames per second.
    public let sampleRate: SampleRate
    /// Samples in a frame, before the downmix.
    public let channels: Int
    /// Its length in seconds.
    public let durationSeconds: Double
  }

  /// A stretch of time in seconds.
  public struct Stretch: Hashable, Sendable, Codable {
    /// Where it begins.
    public let start: Double
    /// Where it ends.
    public let end: Double
  }

  /// A phase of the plan, or the open remainder.
  public struct PhaseEntry: Hashable, Sendable, Codable {
    /// Its id; `open` for the open remainder.
    public let id: String
    /// One line for people.
    public let name: String
    /// The least time that it should take, in seconds.
    public let minimumSeconds: Double
    /// The most time that it should take, in seconds.
    public let maximumSeconds: Double
    /// Its visits together, in frames.
    public let frames: Int
    /// Its visits together, in seconds.
    public let durationSeconds: Double
    /// How it compares with its budget; `open` for the open remainder.
    public let verdict: String
    /// Its visits in order.
    public let visits: [Stretch]
  }

  /// A phase with the numbers of its measures.
  public typealias Phase = Measured<PhaseEntry>

  /// The plan that it was measured against.
  public struct PlanEntry: Hashable, Sendable, Codable {
    /// The plan's.
    public let id: String
    /// What its times were multiplied with.
    public let scale: Double
    /// The length of the whole conversation in seconds.
    public let totalSeconds: Double
  }

  /// The schema that it was read from.
  public let schema: Int
  /// Who computed it.
  public let analyzer: AnalyzerIdentity
  /// Under which rules.
  public let parameters: AnalysisParameters
  /// The sound.
  public let source: Source
  /// The keys of all numbers that were looked for; nil in schema 1.
  let measured: [String]?
  /// The numbers of its measures, by their fields' keys.
  public let values: [String: Double]
  /// The plan's phases in order, then the open remainder; nil without a plan.
  public let phases: [Phase]?
  /// The plan; nil without one.
  public let plan: PlanEntry?
  /// Lists and events; nil when only numbers were read.
  let details: AnalysisDetails?

  /// Whether this program would find the same.
  public var isCurrent: Bool { analyzer == .current && parameters == AnalysisParameters() }

  /// Whether the outline of the sound is kept.
  public var hasOutline: Bool { details?.outline != nil }

  /// The stretches of speech in order; empty when only numbers were read.
  public var speechSegments: [Stretch] { details?.speechSegments ?? [] }

  /// Keeps an analysis.
  /// - Parameters:
  ///   - analysis: what is kept.
  ///   - contours: whether to add the pitch of each hop.
  public init(_ analysis: SessionAnalysis, contours: Bool = false) {
    let rate = analysis.sampleRate
    func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames).rounded(digits: 6) }
    schema = Self.currentSchema
    analyzer = analysis.analyzer
    parameters = analysis.parameters
    source = Source(
      frames: analysis.timeline.frames, sampleRate: rate, channels: analysis.channels,
      durationSeconds: seconds(analysis.timeline.frames))
    measured = Field.keptKeys
    values = Field.values { $0.value(analysis) }
    details = AnalysisDetails(analysis, contours: contours)
    let times = Self.times(analysis.timeline, analysis.plan, rate)
    plan = times?.plan
    phases = times.map {
      zip($0.phases, analysis.phases).map { entry, pacing in
        Phase(entry, values: Field.values { $0.value(pacing) })
      }
    }
  }

  /// What plan and phases say by themselves; nil without a plan that was followed.
  static func times(
    _ timeline: SessionTimeline, _ plan: Plan?, _ rate: SampleRate
  ) -> (plan: PlanEntry, phases: [PhaseEntry])? {
    guard let plan, !timeline.visits.isEmpty else { return nil }
    func seconds(_ frames: Int) -> Double { rate.seconds(frames: frames).rounded(digits: 6) }
    let phases = plan.allPhases.enumerated().map { index, phase in
      let budget = phase.budget
      let visits = timeline.visits.filter { $0.phaseIndex == index }.map(\.range)
      let frames = timeline.frames(phaseIndex: index)
      let verdict = phase.verdict(seconds: frames.map { rate.seconds(frames: $0) })
      return PhaseEntry(
        id: phase.id, name: phase.name,
        minimumSeconds: budget.minimumSeconds.rounded(digits: 6),
        maximumSeconds: budget.maximumSeconds.rounded(digits: 6), frames: frames ?? 0,
        durationSeconds: seconds(frames ?? 0),
        verdict: verdict?.rawValue ?? SessionModel.Phase.openID,
        visits: visits.map { Stretch(start: seconds($0.start), end: seconds($0.end)) })
    }
    let entry = PlanEntry(
      id: plan.id, scale: plan.scale, totalSeconds: plan.totalSeconds.rounded(digits: 6))
    return (entry, phases)
  }

  // MARK: Bytes

  /// The record as JSON text ending in a newline.
  /// - Throws: nothing that a finite analysis can cause.
  public func json() throws -> [UInt8] { try JSONText.page(self) }

  /// Reads a record.
  /// - Parameters:
  ///   - json: the bytes of ``json()``, or of an older version's.
  ///   - numbersOnly: passes over lists and events, which take most of the time.
  /// - Throws: ``RecordError`` when it is damaged or too new.
  public init(_ json: [UInt8], numbersOnly: Bool = false) throws(RecordError) {
    let decoder = JSONDecoder()
    if let key = Self.numbersOnlyKey { decoder.userInfo[key] = numbersOnly }
    do { self = try decoder.decode(Self.self, from: Data(json)) } catch {
      throw error as? RecordError ?? RecordError("cannot be understood")
    }
  }

  private static let numbersOnlyKey = CodingUserInfoKey(rawValue: "numbersOnly")

  /// Whether a reader asked for numbers only.
  static func isBrief(_ decoder: any Decoder) -> Bool {
    numbersOnlyKey.flatMap { decoder.userInfo[$0] as? Bool } == true
  }
}

/// A record of an analysis that cannot be used.
public struct RecordError: Error, CustomStringConvertible {
  /// Why, as the end of a sentence about the file.
  public let description: String
  /// Whether a newer version of the program can use it.
  public let isNewer: Bool

  init(_ description: String, isNewer: Bool = false) {
    self.description = description
    self.isNewer = isNewer
  }
}

extension Field {
  /// The fields that a record keeps.
  static let kept = Measure.all.flatMap(\.fields).filter { !$0.isOfTimes }
  /// Their keys.
  static let keptKeys = kept.map(\.key)

  /// Whether all of some numbers can be at all, by their keys.
  static func arePossible(_ values: [String: Double]) -> Bool {
    values.allSatisfy { key, value in possible[key]?.contains(value) ?? true }
  }

  private static let possible = Dictionary(
    uniqueKeysWithValues: Measure.all.flatMap { measure in
      measure.fields.filter { !$0.isOfTimes }.map { ($0.key, measure.unit.possible) }
    })

  /// The values of all kept fields, rounded, by their keys.
  fileprivate static func values(_ value: (Field) -> Double?) -> [String: Double] {
    Dictionary(
      uniqueKeysWithValues: kept.compactMap { field in
        value(field).map { (field.key, $0.rounded(digits: field.digits)) }
      })
  }
}
