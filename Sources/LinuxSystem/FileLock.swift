import Glibc

/// The lock of a whole file, held until the value or the process is gone.
///
/// The system frees it even after SIGKILL, so that a file without a lock has
/// nobody working on it. The corresponding C function is `flock`.
public struct FileLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Locks a file that is there; links are not followed.
  /// - Parameters:
  ///   - path: of a regular file.
  ///   - waitMilliseconds: how long to wait for another holder, 0 or more.
  /// - Returns: nil when another process, or another part of this one, holds it.
  /// - Throws: when the file is missing or no regular file, or when its file system
  ///   has no locks, see ``SystemError/hasNoLocks``.
  public init?(existing path: String, waitMilliseconds: Int = 0) throws(SystemError) {
    // NFS gives an exclusive lock only to those who may write.
    let opened = try PrivateFile.openRegular(path, mode: O_RDWR)
    var rest = waitMilliseconds
    var code = Self.lock(opened)
    while code == EWOULDBLOCK, rest > 0 {
      MonotonicClock.sleep(milliseconds: 10)
      rest -= 10
      code = Self.lock(opened)
    }
    guard code == 0 else {
      close(opened)
      if code == EWOULDBLOCK { return nil }
      throw SystemError(function: "flock", code: code, path: path)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Whether a path still leads to the locked file.
  ///
  /// Another holder may have removed or renamed it before the lock was free.
  public func isStill(at path: String) -> Bool {
    var own = stat()
    var named = stat()
    return unsafe fstat(descriptor, &own) == 0 && lstat(path, &named) == 0
      && own.st_dev == named.st_dev && own.st_ino == named.st_ino
  }

  /// Runs work with the lock held, then frees it.
  public consuming func whileHeld<Result>(_ work: () throws -> Result) rethrows -> Result {
    try work()
  }

  /// Locks an open file without waiting.
  /// - Returns: 0, or the error number.
  static func lock(_ descriptor: Int32) -> Int32 {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
  }
}
