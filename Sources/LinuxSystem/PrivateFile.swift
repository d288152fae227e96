import Glibc
public import SystemPackage

/// Files and folders that only their owner may read, whatever the umask says.
///
/// A file system that has no modes, such as exFAT, is used all the same; ``isOpenToOthers(_:)``
/// tells what that means.
public enum PrivateFile {
  /// Creates a folder with mode 0700.
  /// - Throws: also when it is already there, see ``SystemError/isAlreadyThere``.
  public static func createFolder(_ path: FilePath) throws(SystemError) {
    _ = try unsafe checked("mkdir", at: path) { unsafe mkdir($0, 0o700) }
    try whereModesAre { () throws(SystemError) in
      _ = try unsafe checked("chmod", at: path) { unsafe chmod($0, 0o700) }
    }
    syncFolder(of: path)
  }

  /// Sets a mode, or leaves it where the file system has none to set.
  private static func whereModesAre(_ set: () throws(SystemError) -> Void) throws(SystemError) {
    do { try set() } catch
      where [.notPermitted, .notSupported, .notSupportedOnSocket, .noFunction].contains(error.code)
    {}
  }

  /// Gives an open file mode 0600.
  static func makePrivate(_ descriptor: Int32, path: FilePath? = nil) throws(SystemError) {
    try whereModesAre { () throws(SystemError) in
      _ = try checked("fchmod", path: path) { fchmod(descriptor, 0o600) }
    }
  }

  /// Whether others than its owner may read a file or look into a folder.
  public static func isOpenToOthers(_ path: FilePath) -> Bool {
    status(path).map { $0.st_mode & 0o077 != 0 } ?? false
  }

  /// Whether a folder is at a path.
  public static func isFolder(_ path: FilePath) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  private static func status(_ path: FilePath) -> stat? {
    var status = stat()
    return unsafe path.withPlatformString { unsafe stat($0, &status) } == 0 ? status : nil
  }

  /// Creates the missing folders of a path, each with mode 0700.
  public static func createFolders(_ path: FilePath) throws(SystemError) {
    guard !isFolder(path) else { return }
    // Each one that is there ends it, as do the root and the working folder.
    try createFolders(parent(of: path))
    do { try createFolder(path) } catch {
      guard error.isAlreadyThere, isFolder(path) else { throw error }
    }
  }

  /// Replaces a file in one step: readers see the old content or the new, never half,
  /// whoever else replaces it at the same time.
  ///
  /// Writes a neighbour with mode 0600, syncs it, renames it, syncs the folder.
  public static func replace(_ path: FilePath, with bytes: [UInt8]) throws(SystemError) {
    try Replacement.write(path, bytes)
  }

  /// The folder that a path's last part lies in.
  public static func parent(of path: FilePath) -> FilePath {
    let folder = path.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Makes a new or renamed name in a folder survive a power loss, as far as possible.
  public static func syncFolder(of path: FilePath) {
    guard let descriptor = try? opened(parent(of: path), O_RDONLY | O_DIRECTORY) else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Creates a file of zeros whose blocks are set aside on the disk.
  ///
  /// The corresponding C function is `posix_fallocate`.
  public static func reserve(_ path: FilePath, bytes: Int) throws(SystemError) {
    let descriptor = try opened(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    defer { close(descriptor) }
    let code = posix_fallocate(descriptor, 0, off_t(bytes))
    guard code == 0 else {
      throw SystemError(
        function: "posix_fallocate", code: Errno(rawValue: code), path: path)
    }
  }

  /// Reads a file of the program's own: regular, no link, of a sane size.
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes that such a file has.
  ///   - followingLinks: true takes a link to such a file as well.
  /// - Throws: also for pipes and devices, for which it never waits, and for a file that
  ///   is larger.
  public static func read(
    _ path: FilePath, atMost limit: Int, followingLinks: Bool = false
  ) throws(SystemError) -> [UInt8] {
    let descriptor = try openRegular(path, followingLinks: followingLinks)
    defer { close(descriptor) }
    var status = stat()
    _ = try checked("fstat", path: path) { unsafe fstat(descriptor, &status) }
    guard status.st_size <= limit else { throw .tooLarge(path, limit: limit) }
    return try readToEnd(descriptor, path, expecting: Int(status.st_size), atMost: limit)
  }

  /// Reads what a person named to its end: a file, or a pipe such as `/dev/stdin`.
  ///
  /// Waits for who writes into the pipe.
  /// - Parameters:
  ///   - path: the file or pipe.
  ///   - limit: the most bytes that are read.
  /// - Throws: also for a folder, and when there is more.
  public static func readGiven(_ path: FilePath, atMost limit: Int) throws(SystemError) -> [UInt8] {
    let descriptor = try opened(path, O_RDONLY)
    defer { close(descriptor) }
    return try readToEnd(descriptor, path, expecting: 0, atMost: limit)
  }

  /// Reads what a person named part by part, without holding all of it.
  /// - Parameters:
  ///   - path: the file or pipe.
  ///   - take: is given up to 1 MiB at a time; false ends it.
  /// - Returns: whether the end was reached.
  public static func readParts(
    _ path: FilePath, _ take: (ArraySlice<UInt8>) -> Bool
  ) throws(SystemError) -> Bool {
    let descriptor = try opened(path, O_RDONLY)
    defer { close(descriptor) }
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try checked("read", path: path) { () -> Int in
        unsafe part.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
      }
      guard count > 0 else { return true }
      guard take(part.prefix(count)) else { return false }
    }
  }

  /// A length that is stated is a hint only: pipes have none, and files grow.
  private static func readToEnd(
    _ descriptor: Int32, _ path: FilePath, expecting expected: Int, atMost limit: Int
  ) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var part = [UInt8](repeating: 0, count: min(max(expected + 1, 1 << 12), 1 << 16))
    while true {
      let count = try checked("read", path: path) { () -> Int in
        unsafe part.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
      }
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else { throw .tooLarge(path, limit: limit) }
      bytes += part.prefix(count)
    }
  }

  /// Removes a file; its absence is no error.
  public static func remove(_ path: FilePath) throws(SystemError) {
    do { _ = try unsafe checked("unlink", at: path) { unsafe unlink($0) } } catch
      where error.isMissing
    {}
  }

  /// Removes an empty folder.
  public static func removeFolder(_ path: FilePath) throws(SystemError) {
    _ = try unsafe checked("rmdir", at: path) { unsafe rmdir($0) }
  }
}
