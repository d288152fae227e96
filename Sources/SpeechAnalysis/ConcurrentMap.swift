import Dispatch
import Synchronization

/// Computes independent values on all cores.
///
/// - Parameters:
///   - count: how many.
///   - transform: gives the value of an index; runs on several threads at once.
/// - Returns: the values in order.
///
/// The corresponding C function is `dispatch_apply`.
public func concurrentMap<Value: Sendable>(
  _ count: Int, _ transform: @Sendable (Int) -> Value
) -> [Value] {
  guard count > 1 else { return (0..<count).map(transform) }
  let values = Mutex<[Value?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let value = transform(index)
    values.withLock { $0[index] = value }
  }
  return values.withLock { $0.compactMap(\.self) }
}

/// Appends values that are computed in blocks on all cores, in order.
///
/// Some blocks are computed at a time, so that few of them wait to be appended.
///
/// - Parameters:
///   - values: grows.
///   - indices: what the values are of.
///   - blockCount: indices in a block.
///   - transform: gives the values of a block; runs on several threads at once.
func concurrentlyAppend<Value: Sendable>(
  to values: inout [Value], _ indices: Range<Int>, blockCount: Int,
  _ transform: @Sendable (Range<Int>) -> [Value]
) {
  let blocks = stride(from: indices.lowerBound, to: indices.upperBound, by: blockCount).map {
    $0..<min(indices.upperBound, $0 + blockCount)
  }
  let atATime = 16
  for start in stride(from: 0, to: blocks.count, by: atATime) {
    let round = blocks[start..<min(blocks.count, start + atATime)]
    for block in concurrentMap(round.count, { transform(round[start + $0]) }) { values += block }
  }
}
