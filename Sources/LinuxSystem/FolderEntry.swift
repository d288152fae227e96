import Glibc
public import SystemPackage

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
  public static func entry(_ path: FilePath) -> FolderEntry? {
    var status = stat()
    guard unsafe path.withPlatformString({ unsafe lstat($0, &status) }) == 0 else { return nil }
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
  public static func resolved(_ path: FilePath) throws(SystemError) -> FilePath {
    guard let resolved = unsafe path.withPlatformString({ unsafe realpath($0, nil) }) else {
      throw SystemError(function: "realpath", code: .last, path: path)
    }
    defer { unsafe free(resolved) }
    return unsafe FilePath(platformString: resolved)
  }

  /// Gives a file another name in one step; what had that name is gone.
  public static func move(_ path: FilePath, to new: FilePath) throws(SystemError) {
    _ = try unsafe checked("rename", at: path) { old in
      unsafe new.withPlatformString { unsafe rename(old, $0) }
    }
  }

  /// Removes a name from a folder: a file, or a link and not what it leads to.
  ///
  /// The folder itself must be no link, and is the same from the check to the
  /// removal. A name that is not there is no error.
  /// - Parameters:
  ///   - name: in the folder.
  ///   - folder: whose last component is not followed when it is a link.
  public static func remove(_ name: FilePath.Component, inFolder folder: FilePath)
    throws(SystemError)
  {
    let descriptor = try opened(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    defer { close(descriptor) }
    do {
      _ = try checked("unlinkat", path: folder.appending(name)) {
        unsafe name.withPlatformString { unsafe unlinkat(descriptor, $0, 0) }
      }
    } catch  where error.isMissing {}
    fsync(descriptor)
  }

  /// Opens a regular file for reading; never waits for a pipe.
  static func openRegular(
    _ path: FilePath, followingLinks: Bool = false
  ) throws(SystemError) -> Int32 {
    let descriptor: Int32
    do {
      descriptor = try opened(path, O_RDONLY | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
    } catch {
      if error.code == .tooManySymbolicLinkLevels {
        throw .notRegular(path, isLink: entry(path)?.kind == .link)
      }
      // Opening a socket fails so.
      if error.code == .noSuchAddressOrDevice { throw .notRegular(path, isLink: false) }
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
