/// Everything that changes a result besides the samples, part of every result.
///
/// Except for the pause threshold, the values were found together with the
/// network's weights, on speakers that the network had not heard; change them
/// together.
public struct AnalysisParameters: Hashable, Sendable, Codable {
  /// The shortest silent interval that counts as a silent pause, in seconds.
  ///
  /// 0.25 s: customary since Goldman-Eisler (1968), Psycholinguistics, and used by
  /// most studies that De Jong and Bosker (2013) compare.
  public var pauseThresholdSeconds = 0.25

  /// Silent intervals shorter than this belong to the speech around them, in seconds.
  ///
  /// Stop closures last 0.1 s and more, those of learners longer: such silences say nothing of pausing.
  public var shortestSilenceSeconds = 0.15

  /// Sounding intervals shorter than this are clicks and knocks, in seconds.
  public var shortestSoundSeconds = 0.17

  /// Log odds that speech must have before it counts as evidence.
  public var evidenceBias = 0.25

  /// The most that one hop counts for or against speech, in log odds.
  public var evidenceLimit = 0.53

  /// The cost of a beginning of speech, in log odds.
  public var onsetCost = 2.0

  /// The cost of an end of speech, in log odds.
  public var offsetCost = 0.75

  /// Log odds that the best hop of a sounding interval must reach.
  public var leastBestEvidence = 2.2

  /// What is added to the end of a sounding interval, in seconds; in noise it is more.
  public var endExtensionSeconds = 0.01

  /// The standard parameters.
  public init() {}
}

/// The analyzer's name and version, part of every result.
public struct AnalyzerIdentity: Hashable, Sendable, Codable {
  /// Always `walkthrough`.
  public let name: String
  /// Raised whenever the same audio may give other results.
  public let version: Int

  /// The analyzer of this program.
  public static let current = AnalyzerIdentity(name: "walkthrough", version: 6)
}
