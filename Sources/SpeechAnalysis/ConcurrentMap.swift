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
