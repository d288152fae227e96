import Glibc

/// Room on a file system.
public enum FreeSpace {
  /// Bytes that the user may still write in the file system of a path.
  ///
  /// The corresponding C function is `statvfs`.
  public static func bytes(at path: String) throws(SystemError) -> Int {
    var status = statvfs()
    _ = try checked("statvfs", path: path) { unsafe statvfs(path.systemPath, &status) }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
