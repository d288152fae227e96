/// The log odds above which a session's hops count as speech.
///
/// In noise the network is less sure: the scores of speech and of pauses come
/// closer, and their middle moves. The bias follows it: it moves with the middle
/// between a low and a high quantile of the session's scores, by part of the way
/// and not far. Only hops near speech take part, from the session's first sure hop
/// to its last: silence before, after, and long silence between changes nothing.
enum EvidenceBias {
  private static let lowShare = 0.1
  private static let highShare = 0.6
  private static let stepsPerUnit: Float = 32
  private static let steps = 512
  /// Where the middle is when the bias stays as it is, in log odds.
  static let usualMiddle = 1.45
  /// The part of the middle's way that the bias follows.
  static let following = 0.15
  /// The farthest that the bias moves.
  private static let farthest = 1.0

  /// How far a session's bias lies from the usual one.
  static func shift(_ scores: [Float]) -> Double {
    let sure = SureSpeech(scores)
    guard let span = sure.span else { return 0 }
    // Scores from -16 to 16 in steps, the farther ones in the outermost.
    var counts = [Int](repeating: 0, count: 2 * steps)
    var total = 0
    for near in sure.near {
      for score in scores[near.clamped(to: span)] {
        let step = Int((score * stepsPerUnit).rounded(.down))
        counts[min(2 * steps - 1, max(0, step + steps))] += 1
        total += 1
      }
    }
    let quantile = { (share: Double) -> Double in
      let rank = Int(share * Double(total - 1))
      var step = 0
      var upTo = counts[0]
      while upTo <= rank {
        step += 1
        upTo += counts[step]
      }
      return (Double(step - steps) + 0.5) / Double(stepsPerUnit)
    }
    let middle = (quantile(lowShare) + quantile(highShare)) / 2
    return min(farthest, max(-farthest, following * (middle - usualMiddle)))
  }
}
