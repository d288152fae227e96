import Glibc
public import SystemPackage

/// A file that grows at its end: created exclusively, with mode 0600, and locked.
///
/// The lock lasts as long as the object and the process, see ``FileLock``. Errors
/// name no path: the file may have moved since.
public final class AppendOnlyFile: Sendable {
  private let descriptor: Int32

  /// Creates the file, and syncs its first bytes.
  ///
  /// A file system without locks is no reason not to write.
  /// - Throws: also when it is already there.
  public init(creating path: FilePath, beginning bytes: [UInt8]) throws(SystemError) {
    descriptor = try checked("open") {
      unsafe path.withPlatformString {
        unsafe open($0, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
      }
    }
    try PrivateFile.makePrivate(descriptor)
    _ = FileLock.lock(descriptor)
    try append(bytes)
    try sync()
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) throws(SystemError) {
    try Descriptors.writeAll(bytes, to: descriptor)
  }

  /// Waits until everything appended is on the disk.
  ///
  /// The corresponding C function is `fdatasync`.
  public func sync() throws(SystemError) {
    _ = try checked("fdatasync") { fdatasync(descriptor) }
  }
}
