import Glibc
public import SystemPackage

/// A copy of an open file that others have removed, kept up to date while that grows.
///
/// Not Sendable: use it on one thread.
public final class GrowingCopy {
  private let original: Int32
  private let descriptor: Int32
  /// How many bytes are in it.
  private var copied = 0
  private var part = [UInt8](repeating: 0, count: 1 << 20)

  /// Creates the copy with mode 0600, and without content.
  /// - Parameters:
  ///   - original: open for reading, as long as this object.
  ///   - path: where the copy is to be.
  /// - Throws: also when something is there.
  public init(of original: Int32, at path: FilePath) throws(SystemError) {
    self.original = original
    descriptor = try opened(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    PrivateFile.syncFolder(of: path)
  }

  deinit { close(descriptor) }

  /// Whether a path leads to it.
  public func isStill(at path: FilePath) -> Bool { OpenFile.isStill(descriptor, at: path) }

  /// Copies what is new, and the beginning anew, which may have changed; then syncs.
  /// - Parameters:
  ///   - limit: the most bytes, so that nobody waits long.
  ///   - beginning: how many bytes are copied each time.
  /// - Returns: whether it is as long as the original.
  public func catchUp(atMost limit: Int, beginning: Int) throws(SystemError) -> Bool {
    let rest = max(0, (OpenFile.byteCount(original) ?? 0) - copied)
    let end = copied + min(rest, limit)
    while copied < end {
      let count = try copy(from: copied, atMost: min(part.count, end - copied))
      guard count > 0 else { break }
      copied += count
    }
    _ = try copy(from: 0, atMost: min(beginning, copied))
    _ = try checked("fdatasync") { fdatasync(descriptor) }
    return copied == OpenFile.byteCount(original)
  }

  private func copy(from offset: Int, atMost most: Int) throws(SystemError) -> Int {
    let count = try checked("pread") { () -> Int in
      unsafe part.withUnsafeMutableBytes {
        unsafe pread(original, $0.baseAddress, most, off_t(offset))
      }
    }
    var written = 0
    while written < count {
      written += try checked("pwrite") { () -> Int in
        unsafe part.withUnsafeBytes {
          unsafe pwrite(
            descriptor, $0.baseAddress?.advanced(by: written), count - written,
            off_t(offset + written))
        }
      }
    }
    return count
  }
}
