import Foundation
import Testing

@testable import LinuxSystem

/// The two ends of a pipe, a pair of sockets or a pseudo-terminal, closed with the object.
final class Ends: Sendable {
  /// Where what was written comes out; a pseudo-terminal's master.
  let reader: Int32
  /// Where it is written; a pseudo-terminal's slave.
  let writer: Int32

  private init(_ reader: Int32, _ writer: Int32) throws {
    self.reader = reader
    self.writer = writer
    try #require(reader >= 0 && writer >= 0)
    for end in [reader, writer] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    for end in [reader, writer] { close(end) }
  }

  static func pipe() throws -> Ends {
    var ends: [Int32] = [-1, -1]
    Glibc.pipe(&ends)
    return try Ends(ends[0], ends[1])
  }

  static func sockets() throws -> Ends {
    var ends: [Int32] = [-1, -1]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    return try Ends(ends[0], ends[1])
  }

  /// A pseudo-terminal that is nobody's controlling terminal.
  static func terminal(columns: Int = 80, rows: Int = 24) throws -> Ends {
    // What posix_openpt, unlockpt and ptsname do; Glibc's module hides them.
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    try #require(ioctl(master, 0x4004_5431, &unlocked) == 0)
    try #require(ioctl(master, 0x8004_5430, &number) == 0)
    let ends = try Ends(master, open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC))
    ends.resize(columns: columns, rows: rows)
    return ends
  }

  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(writer, UInt(TIOCSWINSZ), &size)
  }

  /// Makes both ends answer at once instead of waiting.
  func stopWaiting() {
    for end in [reader, writer] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  /// Closes one end for good, while its number stays taken: other tests open files meanwhile.
  func hangUp(_ end: Int32) {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    dup2(nothing, end)
    close(nothing)
  }

  /// Writes at the reader's end, as a key press does at a terminal.
  func press(_ bytes: [UInt8]) { _ = write(reader, bytes, bytes.count) }

  /// Reads until this many bytes have come out, the other end is closed, or nothing comes for
  /// five seconds.
  func read(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count,
      Descriptors.waitReadable([reader], timeoutMilliseconds: 5000) == [true]
    {
      guard let part = Descriptors.readAvailable(reader), !part.isEmpty else { break }
      bytes += part
    }
    return bytes
  }
}

/// Bytes of which each stretch looks different.
func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) } }

/// Waits until a condition holds, ten seconds at most.
func wait(until condition: () -> Bool) -> Bool {
  for _ in 0..<10_000 {
    if condition() { return true }
    usleep(1000)
  }
  return false
}

/// How many descriptors this process has.
func descriptorCount() throws -> Int {
  try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}

/// Lets this process write files of at most this many bytes; more fails with EFBIG.
func limitFiles(bytes: Int) {
  signal(SIGXFSZ, SIG_IGN)
  let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  var limit = rlimit()
  #expect(getrlimit(kind, &limit) == 0)
  limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
  #expect(setrlimit(kind, &limit) == 0)
}
