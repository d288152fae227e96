import SpeechAnalysis

/// Median and quartiles of some numbers: the middle half of a person's sessions.
public struct MiddleBand: Hashable, Sendable {
  /// How many numbers there are.
  public let count: Int
  /// A quarter lies below.
  public let lowerQuartile: Double
  /// Half lies below.
  public let median: Double
  /// Three quarters lie below.
  public let upperQuartile: Double

  /// The interquartile range: how far the middle half spreads.
  public var spread: Double { upperQuartile - lowerQuartile }

  /// Finds the band; nil without numbers.
  ///
  /// Quantiles are interpolated between neighbours, as Python's
  /// `statistics.quantiles(…, method="inclusive")` does.
  /// - SeeAlso: Hyndman and Fan, The American Statistician 50 (1996), type 7.
  public init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let lower = quantile(0.25, ofSorted: sorted),
      let middle = quantile(0.5, ofSorted: sorted),
      let upper = quantile(0.75, ofSorted: sorted)
    else { return nil }
    count = sorted.count
    lowerQuartile = lower
    median = middle
    upperQuartile = upper
  }
}
