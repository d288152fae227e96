import LinuxSystem
public import SessionArchive
import SpeechAnalysis

/// The summaries of all sessions of an archive.
public struct SummaryReader: Sendable {
  /// By the name of their folders, oldest first.
  public let summaries: [SessionSummary]
  /// One line for each session whose `session.json` cannot be used.
  public let problems: [String]

  /// Reads what changed since the last time, and takes the rest from the archive's index.
  ///
  /// The index is written anew when anything changed; an archive that cannot be
  /// written is read all the same.
  /// - Parameter progress: called with the number of sessions read and to be read
  ///   from their own files.
  /// - Throws: `ArchiveError` when the archive's folder cannot be read.
  public init(
    _ archive: Archive, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    let found = try archive.scan(files: ["analysis.json", "review.json"])
    let indexPath = archive.root + "/" + SummaryIndex.fileName
    let version = AnalyzerIdentity.current.version
    let old =
      (try? PrivateFile.read(indexPath, followingLinks: false)).flatMap {
        SummaryIndex($0, analyzerVersion: version)
      } ?? SummaryIndex()
    var new = SummaryIndex()
    new.entries.reserveCapacity(found.count)
    var unread: [FolderScan] = []
    for folder in found {
      if let entry = old.entries[folder.name], entry.session == folder.stamps[0],
        entry.analysis == folder.stamps[1], entry.review == folder.stamps[2]
      {
        new.entries[folder.name] = entry
      } else {
        unread.append(folder)
      }
    }
    var problems: [String] = []
    for (index, folder) in unread.enumerated() {
      guard let stamp = folder.stamps[0] else { continue }
      do {
        let summary = try SessionSummary(archive.folder(folder.name))
        new.entries[folder.name] = SummaryIndex.Entry(
          session: stamp, analysis: folder.stamps[1], review: folder.stamps[2], summary: summary)
      } catch {
        problems.append("\(error)")
      }
      progress(index + 1, unread.count)
    }
    if new.entries.count != old.entries.count || unread.count > problems.count {
      try? PrivateFile.replace(indexPath, with: new.bytes(analyzerVersion: version))
    }
    summaries = found.compactMap { new.entries[$0.name]?.summary }
    self.problems = problems
  }
}
