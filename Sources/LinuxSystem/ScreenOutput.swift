import Glibc

/// Writes to a terminal without ever waiting for it.
///
/// A terminal that is held by Ctrl-S, or whose other end does not read, takes a
/// part only. The rest is kept and goes first the next time: escape sequences must
/// not be torn. Use it on one thread.
public struct ScreenOutput: ~Copyable {
  private let descriptor: Int32
  private let isOwn: Bool
  private var rest: [UInt8] = []

  /// Opens the terminal of a descriptor once more.
  ///
  /// Its own opening, because not waiting is a property that the shell would share.
  /// Where it cannot be opened (it belongs to another user), the descriptor itself is
  /// used and asked before each byte: a longer write would wait for its end.
  public init(_ terminal: Terminal) {
    let path = "/proc/self/fd/\(terminal.descriptor)"
    let opened = unsafe open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    isOwn = opened >= 0
    descriptor = isOwn ? opened : terminal.descriptor
  }

  deinit { if isOwn { close(descriptor) } }

  /// Whether everything so far has been taken; tries again first.
  public mutating func isReady() -> Bool {
    if !rest.isEmpty { flush() }
    return rest.isEmpty
  }

  /// Writes what the terminal takes, and keeps the rest.
  public mutating func write(_ text: String) {
    rest += Array(text.utf8)
    flush()
  }

  /// Waits until everything was taken, for a moment at most.
  public mutating func finish(milliseconds: Int) {
    for _ in 0..<max(1, milliseconds / 10) where !isReady() {
      MonotonicClock.sleep(milliseconds: 10)
    }
  }

  private mutating func flush() {
    while !rest.isEmpty {
      guard isOwn || Descriptors.isWritable(descriptor) else { return }
      let piece = isOwn ? rest.count : 1
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, piece)
      }
      if count < 0 {
        if errno == EINTR { continue }
        // A terminal that is gone takes nothing any more.
        if errno != EAGAIN { rest = [] }
        return
      }
      rest.removeFirst(count)
    }
  }
}
