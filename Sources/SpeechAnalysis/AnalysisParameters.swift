/// Everything that changes a result besides the samples, part of every result.
public struct AnalysisParameters: Hashable, Sendable, Codable {
  /// The shortest silent interval that counts as a silent pause, in seconds.
  ///
  /// 0.25 s: customary since Goldman-Eisler (1968), Psycholinguistics, and used by
  /// most studies that De Jong and Bosker (2013) compare.
  public var pauseThresholdSeconds = 0.25

  /// Silent intervals shorter than this belong to the speech around them, in seconds.
  ///
  /// Stop closures last up to about 0.1 s: shorter silences say nothing of pausing.
  public var shortestSilenceSeconds = 0.1

  /// Sounding intervals shorter than this are clicks, in seconds.
  public var shortestSoundSeconds = 0.06

  /// Where the decision lies between the session's silent and speaking level, 0 to 1.
  public var thresholdPosition = 0.35

  /// The least difference in dB between speaking and silence; below it nothing is speech.
  public var leastContrastDecibels = 6.0

  /// The cost of a change of state in the decision, in dB.
  public var switchingCostDecibels = 30.0

  /// The span in seconds over which the noise floor of each band is taken.
  public var noiseSpanSeconds = 30.0

  /// The share of a band's hops in that span that lie below its noise floor, 0 to 1.
  public var noisePercentile = 0.1

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
  public static let current = AnalyzerIdentity(name: "walkthrough", version: 1)
}
