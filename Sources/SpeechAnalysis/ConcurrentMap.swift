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

/// Computes two values, neither of which needs the other, at the same time.
///
/// The corresponding C function is `dispatch_apply`.
func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let values = Mutex<(First?, Second?)>((nil, nil))
  DispatchQueue.concurrentPerform(iterations: 2) { index in
    if index == 0 {
      let value = first()
      values.withLock { $0.0 = value }
    } else {
      let value = second()
      values.withLock { $0.1 = value }
    }
  }
  let (one, two) = values.withLock { $0 }
  return (one ?? first(), two ?? second())
}
