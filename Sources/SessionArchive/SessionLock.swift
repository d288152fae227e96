import LinuxSystem

/// The right to change a session's files, which one process has at a time.
///
/// It lasts until the object or the process is gone. The lock is the folder's own, so
/// that it needs no file, and goes along when the folder gets its name. A file system
/// without locks does without.
public final class SessionLock: Sendable {
  /// The session.
  public let folder: SessionFolder
  private let lock: FileLock?

  init(_ folder: SessionFolder, _ lock: FileLock?) {
    self.folder = folder
    self.lock = lock
  }

  /// The same right under the folder's new name.
  func moved(to folder: SessionFolder) -> SessionLock { SessionLock(folder, lock) }

  /// Writes `session.json` in one step.
  public func write(_ session: Session) throws {
    try PrivateFile.replace(folder.sessionPath, with: ArchiveJSON.page(session))
  }

  /// Writes `review.json` in one step.
  /// - Throws: ``ArchiveError`` `notWritable`.
  public func write(_ review: Review) throws {
    do { try PrivateFile.replace(folder.reviewPath, with: ArchiveJSON.page(review)) } catch {
      throw ArchiveError(
        .notWritable,
        "\(folder.reviewPath): the last answer cannot be kept (\(error)); make room on the disk",
        cause: error)
    }
  }

  /// Writes `analysis.json` in one step.
  /// - Parameter bytes: the analysis as `analyze --format json` prints it.
  public func writeAnalysis(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.analysisPath, with: bytes)
  }

  /// Writes `report.html` in one step.
  public func writePage(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.pagePath, with: bytes)
  }

  /// Removes a file, or a link and not what it leads to.
  func remove(_ name: String) throws(SystemError) {
    try PrivateFile.remove(name, inFolder: folder.path)
  }

  /// Removes the halves of files that killed programs left.
  /// - Returns: their names.
  public func removeHalfReplaced() throws -> [String] {
    try PrivateFile.removeHalfReplaced(inFolder: folder.path)
  }

  /// Removes the folder of a session of which nothing is to be kept, with the files that
  /// belong to a session; what a person put beside them stays.
  public func discard() {
    _ = try? removeHalfReplaced()
    for name in SessionFolder.ownNames { try? remove(name) }
    try? PrivateFile.removeFolder(folder.path)
  }
}

extension SessionFolder {
  /// Takes the right to change the session.
  /// - Parameter waitMilliseconds: how long to wait for who has it, 0 or more.
  /// - Returns: nil when another process keeps it.
  /// - Throws: ``ArchiveError`` `noSession` when the folder is not there.
  public func lockedIfFree(waitMilliseconds: Int = 0) throws -> SessionLock? {
    do throws(SystemError) {
      guard let lock = try FileLock(folder: path, waitMilliseconds: waitMilliseconds) else {
        return nil
      }
      // Removed while this one waited.
      guard lock.isStill(at: path) else { throw SystemError(function: "open", code: 2, path: path) }
      return SessionLock(self, lock)
    } catch {
      if error.hasNoLocks { return SessionLock(self, nil) }
      throw ArchiveError(
        error.isMissing ? .noSession : .notWritable,
        error.isMissing
          ? "\(path): there is no such session; look with: walkthrough list"
          : "\(path): cannot be locked (\(error.reason)); check its permissions", cause: error)
    }
  }

  /// Takes the right to change the session, waiting some seconds for who has it.
  /// - Throws: ``ArchiveError`` `inUse`, or as ``lockedIfFree(waitMilliseconds:)``.
  public func locked() throws -> SessionLock {
    guard let lock = try lockedIfFree(waitMilliseconds: 10_000) else {
      throw ArchiveError(
        .inUse, "\(id): is being recorded or changed by another walkthrough; try again after it")
    }
    return lock
  }
}
