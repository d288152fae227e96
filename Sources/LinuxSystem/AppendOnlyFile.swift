import Glibc

/// A file that grows at its end: created exclusively, with mode 0600, and locked.
///
/// The lock lasts as long as the object and the process, see ``FileLock``.
public final class AppendOnlyFile: Sendable {
  /// Where it is.
  public let path: String
  private let descriptor: Int32

  /// Creates the file with its first bytes.
  ///
  /// It gets its name only when it is locked and its beginning is on the disk, so
  /// that nobody ever finds it unlocked or empty. A file system without locks is
  /// no reason not to write.
  /// - Throws: also when it is already there.
  public init(creating path: String, beginning bytes: [UInt8]) throws(SystemError) {
    self.path = path
    let unnamed = Self.unnamedPath(path)
    descriptor = try checked("open", path: unnamed) {
      unsafe open(unnamed, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    do throws(SystemError) {
      _ = try checked("fchmod", path: unnamed) { fchmod(descriptor, 0o600) }
      _ = FileLock.lock(descriptor)
      try append(bytes)
      try sync()
      guard PrivateFile.entry(path) == nil else {
        throw SystemError(function: "rename", code: EEXIST, path: path)
      }
      try PrivateFile.move(unnamed, to: path)
    } catch {
      unsafe unlink(unnamed)
      throw error
    }
    PrivateFile.syncFolder(of: path)
  }

  /// What the file is called until its beginning is written.
  public static func unnamedPath(_ path: String) -> String { path + ".new" }

  deinit { close(descriptor) }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) throws(SystemError) {
    try Descriptors.writeAll(bytes, to: descriptor, path: path)
  }

  /// Waits until everything appended is on the disk.
  ///
  /// The corresponding C function is `fdatasync`.
  public func sync() throws(SystemError) {
    _ = try checked("fdatasync", path: path) { fdatasync(descriptor) }
  }
}
