import LinuxSystem
import SystemPackage

extension Archive {
  /// The archive's own folders by name, links left out.
  /// - Parameter file: only those with a file of this name.
  private func folders(with file: String? = nil) throws -> [SessionFolder] {
    guard PrivateFile.isFolder(root) else { return [] }
    do throws(SystemError) {
      return try FolderScan.folders(in: root, files: file.map { [$0] } ?? [])
        .filter {
          !$0.isLink && !StagedSession.isName($0.name) && $0.stamps.allSatisfy { $0 != nil }
        }
        .map { folder($0.name) }
    } catch {
      throw ArchiveError(
        .notWritable, "the archive \(root) cannot be read; check its permissions", cause: error)
    }
  }

  /// Sessions whose recording died: a journal that nobody has locked, in a folder that
  /// nobody is recovering.
  ///
  /// Cheap: it opens no other file.
  public func interruptedSessions() throws -> [SessionFolder] {
    try folders(with: "journal.jsonl").filter { folder in
      guard PrivateFile.entry(folder.journalPath)?.kind == .file else { return false }
      // A file system without locks counts as free: recovery then says why it cannot.
      do throws(SystemError) {
        if try FileLock.isHeld(file: folder.journalPath) { return false }
        return try !FileLock.isHeld(folder: folder.path)
      } catch {
        return !error.isMissing
      }
    }
  }

  /// Folders with a sound and nothing else: their journal is lost.
  public func soundsWithoutSession() throws -> [SessionFolder] {
    try folders().filter(\.hasSoundOnly)
  }

  /// Finds a session that may be changed: never outside of the archive.
  /// - Parameters:
  ///   - reference: an id, the unique beginning of one, `last`, `last~2`, or the
  ///     path of a folder directly in the archive.
  ///   - isUnfinished: whether to look among those without `session.json`, too.
  /// - Throws: ``ArchiveError`` `noSession`, `ambiguous`, or `outside` for a path
  ///   that is elsewhere and for a link.
  public func ownSession(_ reference: String, unfinished isUnfinished: Bool = false) throws
    -> SessionFolder
  {
    let folder: SessionFolder
    if reference.contains("/") || reference == "." || reference == ".." {
      folder = try directFolder(FilePath(pathText: reference))
    } else {
      let all = isUnfinished ? try folders() : try sessions()
      folder = try Self.find(reference, in: all, root: root)
    }
    guard folder.isFolder else {
      let isLink = PrivateFile.entry(folder.path)?.kind == .link
      throw ArchiveError(
        isLink ? .outside : .noSession,
        isLink
          ? "\(folder.path): is a link, which is not followed; name the session where it really is"
          : "\(folder.path): there is no such session; look with: walkthrough list")
    }
    return folder
  }

  private func directFolder(_ path: FilePath) throws -> SessionFolder {
    guard let own = try? PrivateFile.resolved(root), let name = path.lastComponent,
      name.kind == .regular, (try? PrivateFile.resolved(PrivateFile.parent(of: path))) == own
    else {
      throw ArchiveError(
        .elsewhere, "\(path): is not a session of the archive \(root)")
    }
    return SessionFolder(path: root.appending(name))
  }
}
