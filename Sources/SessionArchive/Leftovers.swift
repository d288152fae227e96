import LinuxSystem
import SystemPackage

/// What a killed program left in an archive, which nobody needs.
public enum Leftover: Hashable, Sendable {
  /// The name of the folder of a session that had not begun, or was being removed.
  case session(String)
  /// The name of the folder of a half import.
  case `import`(String)
  /// The path in the archive of the half of a file that was to replace another.
  case file(String)
  /// The id of a session in which sound lay that was being transcribed.
  case work(String)
  /// What could not be removed, and why.
  case stuck(String)
}

extension Archive {
  /// Removes what killed programs left: hidden folders that were being filled or emptied,
  /// halves of files, and what version 0.1.0 left in view.
  ///
  /// Everything that a running program works on is locked, and stays.
  /// - Returns: what is gone, and what could not be removed.
  /// - Throws: ``ArchiveError`` `notWritable` when the archive cannot be read.
  public func removeLeftovers() throws -> [Leftover] {
    guard PrivateFile.isFolder(root) else { return [] }
    do throws(SystemError) {
      let halves = try PrivateFile.removeHalfReplaced(inFolder: root)
      var found =
        halves.gone.map { Leftover.file($0.pathText) } + halves.stuck.map { .stuck("\($0)") }
      let folders = try FolderScan.folders(in: root, files: []).filter { !$0.isLink }.map {
        folder($0.name)
      }
      let candidates = folders.filter(\.mayBeLeftover)
      // A folder that was made this instant is about to be locked.
      if candidates.contains(where: { StagedSession.isName($0.id) }) {
        MonotonicClock.sleep(milliseconds: 200)
      }
      for folder in candidates { found += folder.removeLeftovers() }
      return found
    } catch {
      throw ArchiveError(
        .notWritable, "the archive \(root) cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
  }
}

extension SessionFolder {
  /// The files in it; nil when it cannot be read.
  private var names: [FilePath.Component]? { try? PrivateFile.names(inFolder: path) }

  /// Whether there may be something to remove.
  fileprivate var mayBeLeftover: Bool {
    guard let names else { return false }
    return StagedSession.isName(id) || Archive.isSessionName(id) && Self.isNothing(names)
      || names.contains { $0.extension == "new" || $0 == Self.workName }
  }

  /// Whether a session's folder with these files has nothing that anybody needs.
  private static func isNothing(_ names: [FilePath.Component]) -> Bool {
    names == [formerImportName] || names.allSatisfy { $0 == "reserve" }
  }

  /// Removes what is left over of the session, or in it.
  fileprivate func removeLeftovers() -> [Leftover] {
    let isImporting = (try? FileLock.isHeld(file: path.appending(Self.formerImportName))) ?? false
    guard !isImporting, let lock = try? lockedIfFree(), let names else { return [] }
    let isOurs = StagedSession.isName(id) || Archive.isSessionName(id)
    if StagedSession.isName(id) || isOurs && Self.isNothing(names) {
      guard lock.discard() else {
        return [.stuck("\(path): cannot be removed; look what is in it, and remove it yourself")]
      }
      let hasSound = names.contains("audio.wav") || names.contains(Self.formerImportName)
      return [hasSound ? .import(id) : .session(id)]
    }
    var work: [Leftover] = []
    do { if try removeWorkFolderIfLeft() == true { work = [.work(id)] } } catch {
      work = [.stuck("\(error)")]
    }
    guard let halves = try? PrivateFile.removeHalfReplaced(inFolder: path, own: isOurs) else {
      return work
    }
    // A session that was killed before its journal was there.
    if isOurs, !halves.gone.isEmpty, halves.gone.count == names.count, lock.discard() {
      return [.session(id)]
    }
    return work + halves.gone.map { .file("\(id)/\($0.pathText)") }
      + halves.stuck.map { .stuck("\($0)") }
  }
}
