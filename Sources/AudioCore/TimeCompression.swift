/// Makes recorded speech shorter while its pitch stays.
///
/// WSOLA: pieces of the sound are laid over each other, each taken from where it
/// continues the one before best. Verhelst and Roelands, *An overlap-add technique
/// based on waveform similarity (WSOLA) for high quality time-scale modification of
/// speech*, ICASSP 1993.
public enum TimeCompression {
  /// Half of a piece: the length of one cross-fade.
  private static let hopSeconds = 0.012
  /// How far a piece may move from its place: with both sides a period of 63 Hz.
  private static let searchSeconds = 0.008
  /// Positions and samples looked at first are this far apart.
  private static let coarseStep = 4

  /// Shortens mono samples.
  /// - Parameters:
  ///   - samples: 16-bit samples.
  ///   - factor: how many times faster, 1 or more; 1 gives the same samples.
  ///   - sampleRate: of the samples, 8,000 Hz or more.
  /// - Returns: `samples.count / factor` samples, to the nearest whole one.
  public static func samples(
    _ samples: [Int16], factor: Double, sampleRate: SampleRate
  ) -> [Int16] {
    precondition(factor >= 1, "sound should become faster, instead of \(factor) times")
    let count = Int((Double(samples.count) / factor).rounded())
    guard factor > 1, count > 0 else { return samples }
    let hop = max(coarseStep, sampleRate.frames(seconds: hopSeconds))
    let search = sampleRate.frames(seconds: searchSeconds)
    // The last piece may reach past the end.
    let input = samples + [Int16](repeating: 0, count: 3 * hop + 2 * search)
    var output: [Int16] = []
    output.reserveCapacity(count + hop)
    output += input[..<hop]
    // Where the piece before would go on.
    var next = hop
    var index = 1
    while output.count < count {
      let place = Int((Double(index * hop) * factor).rounded())
      let start = best(near: place, search: search, like: next, length: hop, in: input.span)
      for offset in 0..<hop {
        let (old, new) = (Int(input[next + offset]), Int(input[start + offset]))
        output.append(Int16((old * (hop - offset) + new * offset) / hop))
      }
      next = start + hop
      index += 1
    }
    output.removeLast(output.count - count)
    return output
  }

  /// The start near a place from which the samples differ least from those at another.
  private static func best(
    near place: Int, search: Int, like other: Int, length: Int, in input: Span<Int16>
  ) -> Int {
    let last = input.count - length
    func difference(_ start: Int, step: Int) -> Int {
      var sum = 0
      for offset in stride(from: 0, to: length, by: step) {
        sum += abs(Int(input[start + offset]) - Int(input[other + offset]))
      }
      return sum
    }
    // From the middle outwards: among equals, as in silence, the nearest wins.
    func nearest(to middle: Int, reach: Int, step: Int, fineness: Int) -> Int {
      var best = min(max(0, middle), last)
      var least = difference(best, step: fineness)
      for distance in stride(from: step, through: reach, by: step) {
        for start in [middle - distance, middle + distance] where 0...last ~= start {
          let sum = difference(start, step: fineness)
          if sum < least { (best, least) = (start, sum) }
        }
      }
      return best
    }
    let coarse = nearest(to: place, reach: search, step: coarseStep, fineness: coarseStep)
    return nearest(to: coarse, reach: coarseStep - 1, step: 1, fineness: 1)
  }
}
