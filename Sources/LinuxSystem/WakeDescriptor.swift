import CLinuxShims
import Glibc

/// A descriptor that one thread raises to wake another out of `poll`.
///
/// The corresponding C function is `eventfd`. The descriptor lives as long as
/// the object; raising is safe from any thread.
public final class WakeDescriptor: Sendable {
  /// The number to poll for reading.
  public let descriptor: Int32

  /// Creates a lowered descriptor.
  public init() throws(SystemError) {
    descriptor = try checked("eventfd") { walkthrough_eventfd() }
  }

  deinit { close(descriptor) }

  /// Makes the descriptor readable.
  public func raise() {
    var one: UInt64 = 1
    _ = unsafe write(descriptor, &one, 8)
  }

  /// Makes the descriptor unreadable again.
  public func lower() {
    var count: UInt64 = 0
    _ = unsafe read(descriptor, &count, 8)
  }
}
