import CLinuxShims
import Glibc
import SystemPackage

/// A thread with a name, joined by its creator.
///
/// Unlike a task it may block, and nothing else runs on it.
@safe
public struct NamedThread: Sendable {
  private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void
    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  private let identifier: pthread_t

  /// Starts a thread.
  /// - Parameters:
  ///   - name: as `top -H` shows it; 15 characters are kept.
  ///   - run: what the thread does.
  /// - Throws: when the system has no thread left.
  public init(name: String, run: @escaping @Sendable () -> Void) throws(SystemError) {
    let body = unsafe Unmanaged.passRetained(Body(name: name, run: run))
    var created = pthread_t()
    let code = unsafe pthread_create(
      &created, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        unsafe walkthrough_name_thread(body.name)
        body.run()
        return nil
      }, unsafe body.toOpaque())
    guard code == 0 else {
      unsafe body.release()
      throw SystemError(function: "pthread_create", code: Errno(rawValue: code))
    }
    identifier = created
  }

  /// Waits until the thread has ended.
  ///
  /// Call once.
  public func join() { pthread_join(identifier, nil) }

  /// Asks for real-time scheduling of the calling thread.
  /// - Returns: whether the system permits it; its absence is no error.
  @discardableResult
  public static func requestRealTime() -> Bool {
    var parameters = sched_param()
    parameters.sched_priority = sched_get_priority_min(SCHED_FIFO) + 1
    return unsafe pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) == 0
  }
}
