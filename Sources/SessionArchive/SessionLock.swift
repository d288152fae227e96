import LinuxSystem
import SessionModel
import Synchronization
import SystemPackage

/// The right to change a session's files, which one process has at a time.
///
/// It lasts until the object or the process is gone. The lock is the folder's own, so
/// that it needs no file, and goes along when the folder gets its name. A file system
/// without locks does without.
public final class SessionLock: Sendable {
  private let state: Mutex<(folder: SessionFolder, lock: FileLock?)>

  init(_ folder: SessionFolder, _ lock: FileLock?) { state = Mutex((folder, lock)) }

  /// The session.
  public var folder: SessionFolder { state.withLock { $0.folder } }

  /// The same right under the folder's new name.
  func moved(to folder: SessionFolder) -> SessionLock {
    SessionLock(folder, state.withLock { $0.lock })
  }

  /// Looks for the session's folder where others have moved it, and makes it anew where they
  /// have removed it.
  ///
  /// From then on ``folder`` is that one, for all who use this lock.
  /// - Throws: ``ArchiveError`` `notWritable` when no path leads to it, or it cannot be made.
  public func follow() throws {
    try state.withLock { state in
      guard let lock = state.lock, !lock.isStill(at: state.folder.path) else { return }
      if let path = lock.path {
        state.folder = SessionFolder(path: path)
      } else if lock.isRemoved {
        state.lock = try Self.remake(state.folder)
      } else {
        throw ArchiveError(
          .notWritable,
          "\(state.folder.path): cannot be reached any more, as when a disk is unmounted; when it "
            + "is there again, bring the session back with: walkthrough recover")
      }
    }
  }

  private static func remake(_ folder: SessionFolder) throws -> FileLock? {
    do throws(SystemError) {
      try PrivateFile.createFolders(PrivateFile.parent(of: folder.path))
      try PrivateFile.createFolder(folder.path)
      PrivateFile.syncFolder(of: folder.path)
    } catch {
      throw ArchiveError(
        .notWritable,
        "\(folder.path): was removed while it was recorded, and cannot be made again "
          + "(\(error.reason))", cause: error)
    }
    return try? FileLock(folder: folder.path)
  }

  /// Writes `session.json` in one step.
  public func write(_ session: Session) throws {
    try PrivateFile.replace(folder.sessionPath, with: JSONText.page(session))
  }

  /// Writes the answers of a review into `review.json` in one step; what others answered
  /// there meanwhile stays.
  /// - Throws: ``ArchiveError`` `notWritable`, or what reading it throws.
  public func write(_ review: Review) throws {
    let review = try folder.readReview()?.merged(with: review) ?? review
    do { try PrivateFile.replace(folder.reviewPath, with: JSONText.page(review)) } catch {
      throw ArchiveError(
        .notWritable,
        "\(folder.reviewPath): the last answer cannot be kept (\(error)); make room on the disk",
        cause: error)
    }
  }

  /// Writes `analysis.json` in one step.
  /// - Parameter bytes: the analysis as `analyze` prints it for programs.
  public func writeAnalysis(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.analysisPath, with: bytes)
  }

  /// Writes `transcript.json` in one step.
  public func writeTranscript(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.transcriptPath, with: bytes)
  }

  /// Writes `words.json` in one step.
  public func writeWords(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.wordsPath, with: bytes)
  }

  /// Writes `report.html` in one step.
  public func writePage(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(folder.pagePath, with: bytes)
  }

  /// Removes a file, or a link and not what it leads to.
  func remove(_ name: FilePath.Component) throws(SystemError) {
    try PrivateFile.remove(name, inFolder: folder.path)
  }

  /// Removes the folder of a session of which nothing is to be kept, with the files that
  /// belong to a session; what a person put beside them stays.
  ///
  /// It goes out of sight first, so that a kill leaves no half of a session to be seen.
  /// - Returns: whether the folder is gone.
  @discardableResult
  public func discard() -> Bool {
    let hidden = StagedSession.hidden(folder)
    var path = folder.path
    if hidden.path != path, PrivateFile.entry(hidden.path) == nil,
      (try? PrivateFile.move(path, to: hidden.path)) != nil
    {
      path = hidden.path
    }
    _ = try? PrivateFile.removeHalfReplaced(inFolder: path)
    try? PrivateFile.removeTree(path.appending(SessionFolder.workName))
    for name in SessionFolder.ownNames { try? PrivateFile.remove(name, inFolder: path) }
    if (try? PrivateFile.removeFolder(path)) != nil { return true }
    if path != folder.path { try? PrivateFile.move(path, to: folder.path) }
    return PrivateFile.entry(folder.path) == nil
  }
}

extension SessionFolder {
  /// Takes the right to change the session.
  /// - Parameter waitMilliseconds: how long to wait for who has it, 0 or more.
  /// - Returns: nil when another process keeps it.
  /// - Throws: ``ArchiveError`` `noSession` when the folder is not there.
  public func lockedIfFree(waitMilliseconds: Int = 0) throws -> SessionLock? {
    guard PrivateFile.entry(path)?.kind != .link else {
      throw ArchiveError(
        .outside,
        "\(path): is a link, which is not followed; name the session where it really is")
    }
    do throws(SystemError) {
      guard let lock = try FileLock(folder: path, waitMilliseconds: waitMilliseconds) else {
        return nil
      }
      // Removed while this one waited.
      guard lock.isStill(at: path) else {
        throw SystemError(function: "open", code: .noSuchFileOrDirectory, path: path)
      }
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
