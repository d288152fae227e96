import LinuxSystem

/// What a killed program left in an archive, which nobody needs.
public enum Leftover: Hashable, Sendable {
  /// The name of the folder of a session that had not begun.
  case session(String)
  /// The name of the folder of a half import.
  case `import`(String)
  /// The path in the archive of the half of a file that was to replace another.
  case file(String)
}

extension Archive {
  /// Removes what killed programs left: hidden folders that were being filled, halves of
  /// files, and what version 0.1.0 left in view.
  ///
  /// Everything that a running program works on is locked, and stays.
  /// - Returns: what is gone.
  /// - Throws: ``ArchiveError`` `notWritable` when the archive cannot be read.
  public func removeLeftovers() throws -> [Leftover] {
    guard PrivateFile.isFolder(root) else { return [] }
    var gone: [Leftover] = []
    do throws(SystemError) {
      gone += try PrivateFile.removeHalfReplaced(inFolder: root).map { .file($0) }
      for found in try FolderScan.folders(in: root, files: []) where !found.isLink {
        gone += leftovers(in: folder(found.name))
      }
    } catch {
      throw ArchiveError(
        .notWritable, "the archive \(root) cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
    return gone
  }

  private func leftovers(in folder: SessionFolder) -> [Leftover] {
    guard let names = try? PrivateFile.names(inFolder: folder.path) else { return [] }
    let isStaged = StagedSession.isName(folder.id)
    let isFormerImport = names == [SessionFolder.formerImportName]
    let hasHalves = names.contains { $0.hasSuffix(".new") }
    guard isStaged || isFormerImport || hasHalves || names.isEmpty, !folder.isImportingStill,
      let lock = try? folder.lockedIfFree()
    else { return [] }
    if isStaged || isFormerImport {
      lock.discard()
      let hasSound = isFormerImport || names.contains("audio.wav")
      return [hasSound ? .import(folder.id) : .session(folder.id)]
    }
    let halves = ((try? lock.removeHalfReplaced()) ?? []).map { "\(folder.id)/\($0)" }
    // A session that was killed before its journal was there.
    if Self.isSessionName(folder.id), halves.count == names.count,
      (try? PrivateFile.removeFolder(folder.path)) != nil
    {
      return [.session(folder.id)]
    }
    return halves.map { .file($0) }
  }
}

extension SessionFolder {
  /// Whether version 0.1.0 imports into it at this moment.
  fileprivate var isImportingStill: Bool {
    (try? FileLock.isHeld(file: path + "/" + Self.formerImportName)) ?? false
  }
}
