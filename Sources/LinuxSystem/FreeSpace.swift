import Glibc
public import SystemPackage

/// Room on a file system.
public enum FreeSpace {
  /// Bytes that the user may still write in the file system of a path.
  ///
  /// The corresponding C function is `statvfs`.
  public static func bytes(at path: FilePath) throws(SystemError) -> Int {
    var status = statvfs()
    _ = try unsafe checked("statvfs", at: path) { unsafe statvfs($0, &status) }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
