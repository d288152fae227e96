import LinuxSystem

extension Archive {
  /// The ids of the sessions that are being recorded at this moment.
  ///
  /// Those with a journal that somebody has locked. It opens no other file: a hundredth of a
  /// second for 10,000 sessions. Where files have no locks, nothing is known to be recorded.
  /// - Throws: ``ArchiveError`` `notWritable` when the archive cannot be read.
  public func recordings() throws -> [String] {
    guard PrivateFile.isFolder(root) else { return [] }
    do throws(SystemError) {
      return try FolderScan.folders(in: root, files: ["journal.jsonl"])
        .filter { $0.stamps[0] != nil && !$0.isLink }
        .filter {
          (try? FileLock.isHeld(file: folder($0.name).journalPath)) == true
        }.map { $0.name.trimmingPrefix(StagedSession.prefix) }.map(String.init)
    } catch {
      throw ArchiveError(
        .notWritable, "the archive \(root) cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
  }
}
