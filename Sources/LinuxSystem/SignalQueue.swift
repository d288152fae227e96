import CLinuxShims
import Glibc

/// The signals that ask the program to stop, resize or sleep, as a descriptor.
///
/// Signals are blocked and read instead of handled, so nothing runs
/// asynchronously and a second signal cannot skip what the first one started.
/// Create it on the main thread before any other thread exists: threads inherit
/// the mask.
public final class SignalQueue: Sendable {
  /// A signal that the program reacts to.
  public enum Signal: Int32, Sendable, CaseIterable {
    /// Ctrl-C.
    case interrupt = 2
    /// Ctrl-\.
    case quit = 3
    /// The polite `kill`.
    case terminate = 15
    /// The terminal closed.
    case hangup = 1
    /// Ctrl-Z.
    case suspend = 20
    /// `fg` or SIGCONT.
    case resume = 18
    /// The terminal's size changed.
    case resized = 28

    /// The name as `kill` takes it.
    public var name: String {
      switch self {
      case .interrupt: "INT"
      case .quit: "QUIT"
      case .terminate: "TERM"
      case .hangup: "HUP"
      case .suspend: "TSTP"
      case .resume: "CONT"
      case .resized: "WINCH"
      }
    }
  }

  /// The number to poll for reading.
  public let descriptor: Int32

  /// Blocks all signals of ``Signal`` and queues them.
  public init() throws(SystemError) {
    let numbers = Signal.allCases.map(\.rawValue)
    descriptor = try checked("signalfd") {
      unsafe walkthrough_signalfd(numbers, Int32(numbers.count))
    }
  }

  deinit { close(descriptor) }

  /// The next pending signal, nil when there is none.
  public func next() -> Signal? {
    Signal(rawValue: walkthrough_next_signal(descriptor))
  }

  /// Says whether using the terminal from the background stops the process, as it does
  /// from the start.
  ///
  /// Where it does not, reading fails, and changing settings changes those of others:
  /// see ``Terminal/isForeground``.
  public static func setStops(inBackground isStopping: Bool) {
    for number in [SIGTTIN, SIGTTOU] { signal(number, isStopping ? SIG_DFL : SIG_IGN) }
  }

  /// Stops the process as Ctrl-Z would; returns when it is continued.
  public static func stopProcess() {
    // To this thread: one to the process may take effect after the call.
    raise(SIGSTOP)
  }
}
