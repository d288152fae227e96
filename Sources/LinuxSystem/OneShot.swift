import Synchronization

/// A value that one thread sets once and another waits for.
public final class OneShot<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let wake: WakeDescriptor

  /// Creates a box without a value.
  public init() throws(SystemError) { wake = try WakeDescriptor() }

  /// Sets the value; a second value is dropped.
  public func set(_ new: Value) {
    value.withLock { $0 = $0 ?? new }
    wake.raise()
  }

  /// The value, as soon as there is one.
  ///
  /// Blocks the thread.
  public func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      _ = Descriptors.waitReadable([wake.descriptor], timeoutMilliseconds: 1000)
    }
  }
}
