import LinuxSystem
public import SessionArchive
import SpeechAnalysis
import SystemPackage

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
  /// - Parameters:
  ///   - archive: whose sessions are read.
  ///   - progress: called with the number of sessions read and to be read from their own files.
  /// - Throws: `ArchiveError` when the archive's folder cannot be read.
  public init(
    _ archive: Archive, progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    let found = try archive.scan(files: ["analysis.json", "review.json", "words.json"])
    let indexPath = archive.root.appending(SummaryIndex.fileName)
    let version = AnalyzerIdentity.current.version
    var index =
      (try? PrivateFile.read(indexPath, atMost: SummaryIndex.mostBytes)).flatMap {
        SummaryIndex($0, analyzerVersion: version)
      } ?? SummaryIndex()
    let unread = found.filter { folder in
      guard let entry = index.entries[folder.name] else { return true }
      return entry.session != folder.stamps[0] || entry.analysis != folder.stamps[1]
        || entry.review != folder.stamps[2] || entry.words != folder.stamps[3]
    }
    // Without this, a removed session and one that turned bad would stay in the index.
    let isStale = index.entries.count + unread.count != found.count
    if isStale || !unread.isEmpty {
      let known = Set(found.map(\.name)).subtracting(unread.map(\.name))
      index.entries = index.entries.filter { known.contains($0.key) }
    }
    var problems: [String] = []
    for (number, folder) in unread.enumerated() {
      guard let stamp = folder.stamps[0] else { continue }
      do {
        let summary = try SessionSummary(archive.folder(folder.name))
        index.entries[folder.name] = SummaryIndex.Entry(
          session: stamp, analysis: folder.stamps[1], review: folder.stamps[2],
          words: folder.stamps[3], summary: summary)
      } catch {
        problems.append("\(error)")
      }
      progress(number + 1, unread.count)
    }
    if isStale || unread.count > problems.count {
      try? PrivateFile.replace(indexPath, with: index.bytes(analyzerVersion: version))
    }
    summaries = found.compactMap { index.entries[$0.name]?.summary }
    self.problems = problems
  }
}
