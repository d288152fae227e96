import Glibc
public import SystemPackage

/// Waiting on and copying from plain descriptors.
public enum Descriptors {
  /// Waits until one of the descriptors is readable or closed.
  /// - Parameters:
  ///   - descriptors: what to wait for, in order.
  ///   - timeoutMilliseconds: how long at most, 0 or more.
  /// - Returns: for each descriptor whether reading it would not block.
  public static func waitReadable(_ descriptors: [Int32], timeoutMilliseconds: Int) -> [Bool] {
    var set = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = unsafe poll(&set, nfds_t(set.count), Int32(clamping: timeoutMilliseconds))
    return set.map { count > 0 && $0.revents != 0 }
  }

  /// Whether writing a little would not block: false on a terminal held by Ctrl-S.
  public static func isWritable(_ descriptor: Int32) -> Bool {
    var set = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&set, 1, 0) == 1 && set.revents & Int16(POLLOUT) != 0
  }

  /// Reads what is there, up to 4,096 bytes.
  /// - Returns: the bytes; empty at the end of the input, nil when nothing is there yet.
  public static func readAvailable(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    return Array(bytes.prefix(count))
  }

  /// Writes text and gives up silently: for screens, which may be gone.
  public static func writeBestEffort(_ text: String, to descriptor: Int32) {
    try? writeAll(Array(text.utf8), to: descriptor)
  }

  /// Writes all bytes, waiting for a pipe that takes no more for the moment.
  /// - Parameters:
  ///   - bytes: what is written.
  ///   - descriptor: where it goes.
  ///   - path: for the error's words, where there is one.
  public static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: FilePath? = nil
  ) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      do {
        let written = try checked("write", path: path) { () -> Int in
          unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        }
        rest = rest.dropFirst(written)
      } catch {
        guard error.code == .resourceTemporarilyUnavailable else { throw error }
        var set = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&set, 1, -1)
      }
    }
  }
}
