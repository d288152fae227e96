import AudioCore

/// The least and the most time that a phase should take.
public struct TimeBudget: Hashable, Sendable, Codable {
  /// The least time in seconds, 0 or more.
  public let minimumSeconds: Double
  /// The most time in seconds, at least the least.
  public let maximumSeconds: Double

  /// The most time that is read from a file: four months.
  public static let mostSeconds = 1e7

  /// Creates a budget.
  ///
  /// Traps when the least is negative or exceeds the most.
  public init(minimumSeconds: Double, maximumSeconds: Double) {
    precondition(
      0 <= minimumSeconds && minimumSeconds <= maximumSeconds,
      "a budget should not run from \(minimumSeconds) s to \(maximumSeconds) s")
    self.minimumSeconds = minimumSeconds
    self.maximumSeconds = maximumSeconds
  }

  /// Where a duration lies against the budget; both ends belong to it.
  /// - Parameter seconds: the duration; nil when the phase was never entered.
  public func verdict(seconds: Double?) -> Verdict {
    guard let seconds else { return .notVisited }
    if seconds < minimumSeconds { return .under }
    return seconds > maximumSeconds ? .over : .within
  }

  func scaled(by factor: Double) -> TimeBudget {
    TimeBudget(
      minimumSeconds: minimumSeconds.scaledTime(by: factor),
      maximumSeconds: maximumSeconds.scaledTime(by: factor))
  }

  /// Reads a budget and refuses one that ends before it starts.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let possible = 0...Self.mostSeconds
    minimumSeconds = try container.decode(Double.self, forKey: .minimumSeconds, in: possible)
    maximumSeconds = try container.decode(Double.self, forKey: .maximumSeconds, in: possible)
    guard minimumSeconds <= maximumSeconds else {
      throw DecodingError.dataCorruptedError(
        forKey: .maximumSeconds, in: container,
        debugDescription: "a budget from \(minimumSeconds) s to \(maximumSeconds) s")
    }
  }
}

extension Double {
  /// A time in seconds multiplied, in whole milliseconds: 0.07 of five minutes is 21 s,
  /// not a little more, so that a phase of just that length belongs to its budget.
  public func scaledTime(by factor: Double) -> Double { (self * factor * 1000).rounded() / 1000 }
}

/// How a phase's duration compares with its budget.
public enum Verdict: String, Sendable, Codable, CaseIterable {
  /// Shorter than the least.
  case under
  /// From the least to the most, both included.
  case within
  /// Longer than the most.
  case over
  /// The phase was never entered.
  case notVisited
}
