import LinuxSystem
public import SystemPackage

/// A folder in a session's folder for what other programs work on, gone with this object.
///
/// It is hidden, has mode 0700, and is locked as long as it is needed, so that `recover` can tell
/// what a killed program left. The session itself is not locked meanwhile: it can be listened to,
/// reviewed and even moved.
public final class WorkFolder: Sendable {
  private let made: FilePath
  private let lock: FileLock?

  /// Where it is.
  public var path: FilePath { lock?.path ?? made }

  fileprivate init(_ path: FilePath, _ lock: FileLock?) {
    made = path
    self.lock = lock
  }

  /// Removes it with all that is in it.
  public func remove() { try? PrivateFile.removeTree(path) }

  deinit { remove() }
}

extension SessionFolder {
  static let workName: FilePath.Component = ".transcribing"
  var workPath: FilePath { path.appending(Self.workName) }

  /// Makes the folder for other programs, which one process has at a time.
  /// - Throws: ``ArchiveError`` `inUse` when another process has it, or records or changes the
  ///   session; `notWritable`, or as ``lockedIfFree(waitMilliseconds:)``.
  public func makeWorkFolder() throws -> WorkFolder {
    let session = try locked()
    return try withExtendedLifetime(session) {
      guard try removeWorkFolderIfLeft() != false else {
        throw ArchiveError(
          .inUse, "\(id): is being transcribed by another walkthrough; try again after it")
      }
      do throws(SystemError) {
        try PrivateFile.createFolder(workPath)
        do throws(SystemError) {
          return WorkFolder(workPath, try FileLock(folder: workPath))
        } catch {
          guard error.hasNoLocks else { throw error }
          return WorkFolder(workPath, nil)
        }
      } catch {
        throw ArchiveError(
          .notWritable, "\(workPath): cannot be made (\(error.reason)); check its permissions",
          cause: error)
      }
    }
  }

  /// Removes the folder that a killed program left.
  /// - Returns: whether it is gone; nil when there was none.
  func removeWorkFolderIfLeft() throws -> Bool? {
    guard PrivateFile.entry(workPath) != nil else { return nil }
    do throws(SystemError) {
      // What is no folder is nobody's work.
      if PrivateFile.entry(workPath)?.kind == .folder, try FileLock.isHeld(folder: workPath) {
        return false
      }
    } catch {
      guard error.hasNoLocks || error.isMissing else { throw error }
    }
    do throws(SystemError) { try PrivateFile.removeTree(workPath) } catch {
      throw ArchiveError(
        .notWritable,
        "\(workPath): was left by a killed program and cannot be removed "
          + "(\(error.reason)); remove it yourself", cause: error)
    }
    return true
  }
}
