import Glibc

/// Files and folders that only their owner may read, whatever the umask says.
public enum PrivateFile {
  /// Creates a folder with mode 0700.
  /// - Throws: also when it is already there, see ``SystemError/isAlreadyThere``.
  public static func createFolder(_ path: String) throws(SystemError) {
    _ = try checked("mkdir", path: path) { unsafe mkdir(path, 0o700) }
    _ = try checked("chmod", path: path) { unsafe chmod(path, 0o700) }
  }

  /// Whether a folder is at a path.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Creates the missing folders of a path, each with mode 0700.
  public static func createFolders(_ path: String) throws(SystemError) {
    guard !isFolder(path) else { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try createFolders(String(path[..<slash]))
    }
    do { try createFolder(path) } catch {
      guard error.isAlreadyThere, isFolder(path) else { throw error }
    }
  }

  /// Replaces a file in one step: readers see the old content or the new, never half.
  ///
  /// Writes a neighbour with mode 0600, syncs it, renames it, syncs the folder.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    let neighbour = path + ".new"
    let descriptor = try checked("open", path: neighbour) {
      unsafe open(neighbour, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    do {
      defer { close(descriptor) }
      _ = try checked("fchmod", path: neighbour) { fchmod(descriptor, 0o600) }
      try Descriptors.writeAll(bytes, to: descriptor, path: neighbour)
      _ = try checked("fsync", path: neighbour) { fsync(descriptor) }
    } catch {
      unsafe unlink(neighbour)
      throw error
    }
    _ = try checked("rename", path: path) { unsafe rename(neighbour, path) }
    syncFolder(of: path)
  }

  /// Makes a new or renamed name in a folder survive a power loss, as far as possible.
  public static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Creates a file of zeros whose blocks are set aside on the disk.
  ///
  /// The corresponding C function is `posix_fallocate`.
  public static func reserve(_ path: String, bytes: Int) throws(SystemError) {
    let descriptor = try checked("open", path: path) {
      unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    defer { close(descriptor) }
    let code = posix_fallocate(descriptor, 0, off_t(bytes))
    guard code == 0 else {
      throw SystemError(function: "posix_fallocate", code: code, path: path)
    }
  }

  /// Reads a whole file.
  /// - Parameter followingLinks: false refuses links, pipes and devices.
  public static func read(
    _ path: String, followingLinks: Bool = true
  ) throws(SystemError) -> [UInt8] {
    let descriptor =
      followingLinks
      ? try checked("open", path: path) { unsafe open(path, O_RDONLY | O_CLOEXEC) }
      : try openRegular(path)
    defer { close(descriptor) }
    var status = stat()
    _ = try checked("fstat", path: path) { unsafe fstat(descriptor, &status) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = try checked("read", path: path) { () -> Int in
        unsafe bytes.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
        }
      }
      if count == 0 { break }
      filled += count
    }
    return filled == bytes.count ? bytes : Array(bytes.prefix(filled))
  }

  /// Removes a file; its absence is no error.
  public static func remove(_ path: String) throws(SystemError) {
    do { _ = try checked("unlink", path: path) { unsafe unlink(path) } } catch
      where error.isMissing
    {}
  }

  /// Removes an empty folder.
  public static func removeFolder(_ path: String) throws(SystemError) {
    _ = try checked("rmdir", path: path) { unsafe rmdir(path) }
  }
}
