import Glibc

/// What a name in a folder stands for, links not followed.
public struct FolderEntry: Hashable, Sendable {
  /// The kinds that make a difference here.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link, wherever it leads.
    case link
    /// A pipe, a socket or a device.
    case other
  }

  /// The kind.
  public let kind: Kind
  /// The length in bytes, of the link itself for a link.
  public let bytes: Int
  /// When the content changed last, in seconds since 1970.
  public let modifiedSeconds: Int
}

extension PrivateFile {
  /// Looks at a path without following a link at its end.
  /// - Returns: nil when nothing is there, or it may not be looked at.
  public static func entry(_ path: String) -> FolderEntry? {
    var status = stat()
    guard unsafe lstat(path.systemPath, &status) == 0 else { return nil }
    let kind: FolderEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return FolderEntry(
      kind: kind, bytes: Int(status.st_size), modifiedSeconds: Int(status.st_mtim.tv_sec))
  }

  /// The path without links, dots and doubled slashes.
  ///
  /// The corresponding C function is `realpath`.
  public static func resolved(_ path: String) throws(SystemError) -> String {
    guard let resolved = unsafe realpath(path.systemPath, nil) else {
      throw SystemError(function: "realpath", code: errno, path: path)
    }
    defer { unsafe free(resolved) }
    return unsafe PathText.text(
      UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }

  /// Gives a file another name in one step; what had that name is gone.
  public static func move(_ path: String, to new: String) throws(SystemError) {
    _ = try checked("rename", path: path) { unsafe rename(path.systemPath, new.systemPath) }
  }

  /// Removes a name from a folder: a file, or a link and not what it leads to.
  ///
  /// The folder itself must be no link, and is the same from the check to the
  /// removal. A name that is not there is no error.
  /// - Parameters:
  ///   - name: without a slash.
  ///   - folder: whose last component is not followed when it is a link.
  public static func remove(_ name: String, inFolder folder: String) throws(SystemError) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try checked("open", path: folder) { unsafe open(folder.systemPath, flags) }
    defer { close(descriptor) }
    guard !name.contains("/") else {
      throw SystemError(function: "unlinkat", code: EINVAL, path: name)
    }
    do {
      _ = try checked("unlinkat", path: folder + "/" + name) {
        unsafe unlinkat(descriptor, name.systemPath, 0)
      }
    } catch  where error.isMissing {}
    fsync(descriptor)
  }

  /// Opens a regular file for reading; never waits for a pipe.
  static func openRegular(
    _ path: String, followingLinks: Bool = false
  ) throws(SystemError) -> Int32 {
    let descriptor: Int32
    do {
      descriptor = try checked("open", path: path) {
        unsafe open(
          path.systemPath, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
      }
    } catch {
      // Opening a socket fails with ENXIO.
      if error.code == ELOOP { throw .notRegular(path, isLink: entry(path)?.kind == .link) }
      if error.code == ENXIO { throw .notRegular(path, isLink: false) }
      throw error
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notRegular(path, isLink: false)
    }
    return descriptor
  }
}
