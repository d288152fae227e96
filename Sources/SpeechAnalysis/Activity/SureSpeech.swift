/// Hops that leave no doubt of speech, and what lies around them.
struct SureSpeech {
  /// Log odds of such a hop.
  private static let leastScore: Float = 5
  /// How far from such a hop others count as near it: 10 s.
  private static let nearHops = 1000

  /// Hops near a sure one, in order.
  private(set) var near: [Range<Int>] = []
  /// From the first sure hop to the last; nil without any.
  private(set) var span: Range<Int>?

  /// Looks through a session's scores.
  init(_ scores: [Float]) {
    for (hop, score) in scores.enumerated() where score >= Self.leastScore {
      span = (span?.lowerBound ?? hop)..<hop + 1
      let reach = max(0, hop - Self.nearHops)..<min(scores.count, hop + Self.nearHops + 1)
      if let last = near.last, reach.lowerBound <= last.upperBound {
        near[near.count - 1] = last.lowerBound..<reach.upperBound
      } else {
        near.append(reach)
      }
    }
  }
}
