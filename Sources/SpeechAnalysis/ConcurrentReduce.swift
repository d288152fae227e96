import Dispatch
import Synchronization

/// Computes independent values on all cores and takes each, in order, once those before it are taken.
///
/// So few values exist at a time: about as many as there are cores.
///
/// - Parameters:
///   - count: how many.
///   - initial: what the values are taken into.
///   - transform: gives the value of an index; runs on several threads at once.
///   - take: takes the next value; on one thread at a time.
/// - Returns: what all values were taken into.
///
/// The corresponding C function is `dispatch_apply`.
public func concurrentReduce<Value: Sendable, Result: Sendable>(
  _ count: Int, into initial: consuming Result, _ transform: @Sendable (Int) -> Value,
  taking take: @Sendable (inout Result, Value) -> Void
) -> Result {
  let state = Mutex(Reduction<Value, Result>(result: initial))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let value = transform(index)
    state.withLock { state in
      state.waiting[index] = value
      while let next = state.waiting.removeValue(forKey: state.taken) {
        take(&state.result, next)
        state.taken += 1
      }
    }
  }
  return state.withLock { $0.result }
}

private struct Reduction<Value: Sendable, Result: Sendable>: Sendable {
  var result: Result
  var waiting: [Int: Value] = [:]
  var taken = 0
}

/// Computes two values that do not need each other, on two cores where there are.
///
/// - Returns: both; the closures run on several threads.
///
/// The corresponding C function is `dispatch_apply`.
public func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let found = concurrentReduce(2, into: (First?.none, Second?.none)) {
    index -> (First?, Second?) in
    index == 0 ? (first(), nil) : (nil, second())
  } taking: { found, value in
    found = (found.0 ?? value.0, found.1 ?? value.1)
  }
  // Both are there; asked again, they would be the same.
  return (found.0 ?? first(), found.1 ?? second())
}

/// Computes an array in blocks on all cores.
///
/// - Parameters:
///   - count: how many places there are to compute.
///   - blockCount: how many of them are in a block.
///   - valuesEach: how many values there are for each place.
///   - transform: gives the values of a block; runs on several threads at once.
///
/// The corresponding C function is `dispatch_apply`.
public func concurrentBlocks<Value: Sendable>(
  _ count: Int, blockCount: Int, valuesEach: Int = 1,
  _ transform: @Sendable (Range<Int>) -> [Value]
) -> [Value] {
  concurrentReduce((count + blockCount - 1) / blockCount, into: []) { block in
    transform(block * blockCount..<min(count, (block + 1) * blockCount))
  } taking: { values, block in
    if values.isEmpty { values.reserveCapacity(count * valuesEach) }
    values += block
  }
}
