import LinuxSystem
import SystemPackage

/// A session's folder while it is filled: hidden, and locked, until it is whole.
///
/// Its name begins with `.new-`, which no command takes for a session. It gets its own
/// name in one step, so that nobody ever finds the half of a session; and what a killed
/// program leaves has no lock, so that `recover` can tell it from one that is filled.
public final class StagedSession: Sendable {
  static let prefix = ".new-"

  /// The name that the session's folder will have.
  public let id: String
  /// The right to fill it.
  public let lock: SessionLock
  private let goal: SessionFolder

  /// Where it is filled.
  public var folder: SessionFolder { lock.folder }

  /// Gives the session its name: from now on it is there.
  /// - Returns: the right to change it further.
  /// - Throws: ``ArchiveError`` `notWritable`; the folder is as it was then.
  public func publish() throws -> SessionLock {
    PrivateFile.syncFolder(of: folder.sessionPath)
    do { try PrivateFile.move(folder.path, to: goal.path) } catch {
      throw ArchiveError(
        .notWritable, "the session \(goal.path) cannot be made (\(error.reason))", cause: error)
    }
    PrivateFile.syncFolder(of: goal.path)
    return lock.moved(to: goal)
  }

  /// Removes it.
  public func discard() { lock.discard() }

  /// Makes and locks the folder of a free name.
  ///
  /// While it is there no other process can take the same name; whether the name was
  /// taken before is asked after that, so that none falls in between.
  /// - Returns: nil when the name is taken.
  fileprivate init?(claiming id: String, in root: FilePath) throws(SystemError) {
    let goal = SessionFolder(path: root.appending(pathText: id))
    let staged = Self.hidden(goal)
    guard let lock = try Self.claim(staged) else { return nil }
    guard PrivateFile.entry(goal.path) == nil else {
      try? PrivateFile.removeFolder(staged.path)
      return nil
    }
    self.id = id
    self.lock = lock
    self.goal = goal
  }

  /// - Returns: nil when another process has it.
  private static func claim(_ staged: SessionFolder) throws(SystemError) -> SessionLock? {
    // Between its making and its lock, it looks like a leftover that `recover` removes.
    for _ in 0..<20 {
      do throws(SystemError) {
        try PrivateFile.createFolder(staged.path)
        if let lock = try FileLock(folder: staged.path), lock.isStill(at: staged.path) {
          return SessionLock(staged, lock)
        }
      } catch {
        if error.hasNoLocks { return SessionLock(staged, nil) }
        if error.isAlreadyThere { return nil }
        guard error.isMissing, PrivateFile.isFolder(PrivateFile.parent(of: staged.path)) else {
          throw error
        }
      }
      MonotonicClock.sleep(milliseconds: 5)
    }
    return nil
  }

  /// Where a session is before it has its name, and while it is removed.
  static func hidden(_ goal: SessionFolder) -> SessionFolder {
    guard !isName(goal.id) else { return goal }
    return SessionFolder(
      path: goal.path.removingLastComponent().appending(pathText: prefix + goal.id))
  }

  /// Whether a folder's name is that of one that is filled, or was when a program died.
  static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }
}

extension Archive {
  /// Makes the hidden folder of a new session, and the archive's own where missing.
  /// - Parameters:
  ///   - stamp: date and time for the name, such as `2026-11-20T1903`.
  ///   - topic: what the session is about, made fit for a file name.
  /// - Throws: ``ArchiveError`` `notWritable`.
  public func stageSession(stamp: String, topic: String) throws -> StagedSession {
    let name = stamp + "-" + Self.slug(topic)
    do throws(SystemError) {
      try PrivateFile.createFolders(root)
      for attempt in 1...9999 {
        let id = attempt == 1 ? name : "\(name)-\(attempt)"
        if let staged = try StagedSession(claiming: id, in: root) { return staged }
      }
    } catch {
      throw ArchiveError(
        .cannotWriteRoot, "the archive \(root) cannot be written (\(error))", cause: error)
    }
    throw ArchiveError(.notWritable, "the archive \(root) has no free name left for \(name)")
  }
}
