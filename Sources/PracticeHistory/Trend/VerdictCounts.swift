public import SessionModel

/// How phases ended against their budgets.
public struct VerdictCounts: Hashable, Sendable {
  /// Shorter than the least.
  public private(set) var under = 0
  /// Within the budget.
  public private(set) var within = 0
  /// Longer than the most.
  public private(set) var over = 0
  /// Never entered.
  public private(set) var notVisited = 0

  /// All phases.
  public var total: Int { under + within + over + notVisited }

  /// The share within, 0 to 1; nil without phases.
  public var withinShare: Double? { total > 0 ? Double(within) / Double(total) : nil }

  /// Counts verdicts.
  public init(_ verdicts: [Verdict]) {
    for verdict in verdicts {
      switch verdict {
      case .under: under += 1
      case .within: within += 1
      case .over: over += 1
      case .notVisited: notVisited += 1
      }
    }
  }
}
