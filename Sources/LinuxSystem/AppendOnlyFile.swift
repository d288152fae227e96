import Glibc

/// A file that grows at its end: created exclusively, with mode 0600.
public final class AppendOnlyFile: Sendable {
  /// Where it is.
  public let path: String
  private let descriptor: Int32

  /// Creates the file.
  /// - Throws: also when it is already there.
  public init(creating path: String) throws(SystemError) {
    self.path = path
    descriptor = try checked("open", path: path) {
      unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    }
    fchmod(descriptor, 0o600)
  }

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
