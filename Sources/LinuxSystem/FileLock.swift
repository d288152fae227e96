import Glibc
public import SystemPackage

/// The lock of a whole file or folder, held until the object or the process is gone.
///
/// The system frees it even after SIGKILL, so that what has no lock has nobody
/// working on it. It is opened for reading only: a lock asks for no right to write,
/// and can damage nothing. Network file systems that give an exclusive lock only to
/// writers count as such without locks. The corresponding C function is `flock`.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Locks a regular file that is there; links are not followed.
  /// - Parameters:
  ///   - path: the file.
  ///   - waitMilliseconds: how long to wait for another holder, 0 or more.
  /// - Returns: nil when another process, or another part of this one, holds it.
  /// - Throws: when the file is missing or no regular file, or when its file system
  ///   has no locks, see ``SystemError/hasNoLocks``.
  public convenience init?(file path: FilePath, waitMilliseconds: Int = 0) throws(SystemError) {
    try self.init(PrivateFile.openRegular(path), path, waitMilliseconds)
  }

  /// Locks a folder that is there, as ``init(file:waitMilliseconds:)`` does a file; a
  /// link is followed.
  public convenience init?(folder path: FilePath, waitMilliseconds: Int = 0) throws(SystemError) {
    try self.init(Self.openFolder(path), path, waitMilliseconds)
  }

  private static func openFolder(_ path: FilePath) throws(SystemError) -> Int32 {
    try opened(path, O_RDONLY | O_DIRECTORY)
  }

  private init?(_ opened: Int32, _ path: FilePath, _ waitMilliseconds: Int) throws(SystemError) {
    descriptor = opened
    var rest = waitMilliseconds
    var code = Self.lock(opened)
    while code == .wouldBlock, rest > 0 {
      MonotonicClock.sleep(milliseconds: 10)
      rest -= 10
      code = Self.lock(opened)
    }
    guard code != .wouldBlock else { return nil }
    if let code { throw SystemError(function: "flock", code: code, path: path) }
  }

  deinit { close(descriptor) }

  /// Whether a path still leads to what is locked.
  ///
  /// Another holder may have removed or renamed it before the lock was free.
  public func isStill(at path: FilePath) -> Bool {
    OpenFile.isStill(descriptor, at: path, followingLinks: true)
  }

  /// The absolute path that leads to what is locked now; nil when none does.
  public var path: FilePath? { OpenFile.path(descriptor) }

  /// Whether what is locked has no name any more.
  public var isRemoved: Bool { OpenFile.isRemoved(descriptor) }

  /// Whether somebody holds the lock of a file; never keeps it from others that ask.
  /// - Throws: as ``init(file:waitMilliseconds:)``.
  public static func isHeld(file path: FilePath) throws(SystemError) -> Bool {
    try isHeld(PrivateFile.openRegular(path), path)
  }

  /// Whether somebody holds the lock of a folder, as ``isHeld(file:)`` for a file.
  public static func isHeld(folder path: FilePath) throws(SystemError) -> Bool {
    try isHeld(openFolder(path), path)
  }

  private static func isHeld(_ descriptor: Int32, _ path: FilePath) throws(SystemError) -> Bool {
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return false }
    let code = Errno.last
    guard code == .wouldBlock else {
      throw SystemError(function: "flock", code: code, path: path)
    }
    return true
  }

  /// Locks an open file without waiting.
  /// - Returns: why it could not; nil when it is locked.
  static func lock(_ descriptor: Int32) -> Errno? {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? nil : .last
  }
}
