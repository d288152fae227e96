import Glibc
public import SystemPackage

/// Where an open file or folder is now: others may rename, remove or replace it meanwhile.
public enum OpenFile {
  /// Whether a path leads to what is open.
  /// - Parameters:
  ///   - descriptor: of an open file or folder.
  ///   - path: where it may be.
  ///   - followingLinks: whether a link to it counts.
  public static func isStill(
    _ descriptor: Int32, at path: FilePath, followingLinks: Bool = false
  ) -> Bool {
    var own = stat()
    var named = stat()
    let found = unsafe path.withPlatformString {
      unsafe followingLinks ? stat($0, &named) : lstat($0, &named)
    }
    return unsafe found == 0 && fstat(descriptor, &own) == 0 && own.st_dev == named.st_dev
      && own.st_ino == named.st_ino
  }

  /// The absolute path that leads to it now; nil when none does.
  public static func path(_ descriptor: Int32) -> FilePath? {
    // The system's word is the path from the root of its file system where that is unmounted.
    guard let path = word(descriptor), isStill(descriptor, at: path) else { return nil }
    return path
  }

  /// What the system calls it, which need not be a path that leads anywhere.
  private static func word(_ descriptor: Int32) -> FilePath? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = unsafe readlink("/proc/self/fd/\(descriptor)", &bytes, bytes.count - 1)
    return count > 0 ? FilePath(platformString: bytes) : nil
  }

  /// Whether the name that it had is gone: it has none, or only others that were given to it.
  public static func isRemoved(_ descriptor: Int32) -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    return status.st_nlink == 0
      || path(descriptor) == nil && word(descriptor)?.pathText.hasSuffix(" (deleted)") == true
  }

  /// Its length in bytes; nil when it cannot be asked.
  public static func byteCount(_ descriptor: Int32) -> Int? {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Gives a file a name that was taken from it; nothing is overwritten.
  ///
  /// A file that still has a name gets a second one; else a copy gets it, with mode 0600.
  /// - Parameters:
  ///   - descriptor: open for reading.
  ///   - path: where it is to be.
  /// - Throws: also when something is there, see ``SystemError/isAlreadyThere``. What fitted
  ///   on a full disk stays.
  ///
  /// The corresponding C function is `linkat`.
  public static func giveName(_ path: FilePath, to descriptor: Int32) throws(SystemError) {
    let open = "/proc/self/fd/\(descriptor)"
    do {
      // A file whose last name is gone gets no other, and some file systems have no links.
      _ = try unsafe checked("linkat", at: path) {
        unsafe linkat(AT_FDCWD, open, AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
      }
    } catch {
      if error.isAlreadyThere { throw error }
      do throws(SystemError) {
        _ = try GrowingCopy(of: descriptor, at: path).catchUp(atMost: .max, beginning: 0)
      } catch { throw error.at(path) }
    }
    PrivateFile.syncFolder(of: path)
  }
}
