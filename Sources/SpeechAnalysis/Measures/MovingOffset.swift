/// The direct current of the sound, which may settle, drift or leap.
///
/// A sound card that was just switched on settles for a second, some drift, and some
/// leap when something is plugged in. The mean of each tenth of a second, in which hum
/// of 50 and 60 Hz cancels, and of these the median of five, which leaves a leap where
/// it is; between the middles of the tenths the offset is straight.
struct MovingOffset {
  /// Hops of a block.
  private static let blockHops = FeatureTrack.hopsPerSecond / 10
  /// Blocks on either side of one, of whose means the median is taken.
  private static let reachBlocks = 2

  private let means: [Float]
  private let variances: [Float]
  /// The offset in each block; of one that is digital silence, that of the block before.
  private let blocks: [Double]

  /// Follows the offset of a session.
  init(_ track: FeatureTrack) {
    (means, variances) = (track.means, track.variances)
    let (means, variances) = (means, variances)
    let sums = stride(from: 0, to: means.count, by: Self.blockHops).map { start -> Double? in
      var (sum, count) = (0.0, 0)
      for hop in start..<min(means.count, start + Self.blockHops)
      where variances[hop] > 0 || means[hop] != 0 {
        sum += Double(means[hop])
        count += 1
      }
      return count > 0 ? sum / Double(count) : nil
    }
    var blocks: [Double] = []
    blocks.reserveCapacity(sums.count)
    for block in sums.indices {
      // As far on both sides: at an end, the median of what lies to one side would be late.
      let reach = min(Self.reachBlocks, block, sums.count - 1 - block)
      let near = sums[block - reach...block + reach].compactMap { $0 }.sorted()
      let last = blocks.last ?? 0
      blocks.append(sums[block] == nil || near.isEmpty ? last : near[near.count / 2])
    }
    self.blocks = blocks
  }

  /// Whether a hop is anything but digital silence.
  func isSound(_ hop: Int) -> Bool { variances[hop] > 0 || means[hop] != 0 }

  /// The mean power of a hop without the offset; 0 for digital silence.
  func power(_ hop: Int) -> Double {
    guard isSound(hop), !blocks.isEmpty else { return 0 }
    let place = (Double(hop) + 0.5) / Double(Self.blockHops) - 0.5
    let block = min(blocks.count - 1, max(0, Int(place)))
    let next = min(blocks.count - 1, block + 1)
    let slope = blocks[next] - blocks[block]
    let apart =
      Double(means[hop]) - blocks[block] - slope * min(1, max(0, place - Double(block)))
    // What the offset moves within the hop adds the variance of a straight line to it.
    let move = slope / Double(Self.blockHops)
    let variance = Double(variances[hop])
    return max(0.01 * variance, variance - move * move / 12) + apart * apart
  }
}
