import Foundation

/// The two ends of a pseudo-terminal, at first of 80 columns and 24 rows.
struct PseudoTerminal {
  let master: Int32
  let slave: Int32

  init() throws {
    // What posix_openpt, unlockpt and ptsname do; Glibc's module hides them.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw CocoaError(.featureUnsupported) }
    slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    resize(columns: 80, rows: 24)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
  }

  /// Types as many bytes as the terminal takes without waiting.
  func paste(_ bytes: ArraySlice<UInt8>) -> Int {
    let piece = Array(bytes.prefix(4096))
    return max(0, write(master, piece, piece.count))
  }

  func press(_ key: String) -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    _ = write(master, key, key.utf8.count)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Everything shown since the last look.
  func shown() -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(master, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
