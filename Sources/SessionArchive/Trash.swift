import Foundation
import LinuxSystem
import SessionModel
public import SystemPackage

/// Deleted sessions, which can be brought back: the folder `.trash` of an archive.
///
/// A session keeps its whole folder, whose name then says when it was deleted:
/// `2026-11-20T1903-live-events.deleted-2026-11-21T080000.123Z`. Deleting and bringing back are one
/// step each, so that a kill leaves a session on one side or the other.
public struct Trash {
  /// A deleted session.
  public struct Entry: Hashable, Sendable {
    /// The session's id.
    public let id: String
    /// When it was deleted, in milliseconds since 1970-01-01 in UTC.
    public let deletedMilliseconds: Int
    /// Where its folder is.
    public let folder: SessionFolder
  }

  /// How many days a deleted session stays at least.
  public static let days = 30

  private static let mark = ".deleted-"
  private let archive: Archive
  private var path: FilePath { archive.root.appending(".trash") }

  /// Names the trash of an archive, there or not.
  public init(_ archive: Archive) { self.archive = archive }

  /// What is in it, the last deleted one last.
  /// - Throws: ``ArchiveError`` `notWritable` when it cannot be read.
  public func entries() throws -> [Entry] {
    guard PrivateFile.isFolder(path) else { return [] }
    do throws(SystemError) {
      return try FolderScan.folders(in: path, files: []).filter { !$0.isLink }
        .compactMap { entry($0.name) }
        .sorted { ($0.deletedMilliseconds, $0.id) < ($1.deletedMilliseconds, $1.id) }
    } catch {
      throw ArchiveError(
        .notWritable, "\(path) cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
  }

  private func entry(_ name: String) -> Entry? {
    // What was being removed when the program was killed has a hidden name.
    guard let mark = name.ranges(of: Self.mark).last,
      let milliseconds = Self.milliseconds(name[mark.upperBound...])
    else { return nil }
    let id = name[..<mark.lowerBound].trimmingPrefix(StagedSession.prefix)
    return Entry(
      id: String(id), deletedMilliseconds: milliseconds,
      folder: SessionFolder(path: path.appending(pathText: name)))
  }

  /// Moves a session into the trash.
  /// - Parameters:
  ///   - lock: the right to change it.
  ///   - now: the moment, in milliseconds since 1970-01-01 in UTC.
  /// - Throws: ``ArchiveError`` `notWritable`; the session is as it was then.
  public func take(_ lock: SessionLock, now: Int) throws {
    let folder = lock.folder
    guard [nil, .folder].contains(PrivateFile.entry(path)?.kind) else {
      throw ArchiveError(
        .notWritable, "\(path): is no folder, so that nothing can be deleted; move it away first")
    }
    do throws(SystemError) {
      if !PrivateFile.isFolder(path) { try PrivateFile.createFolders(path) }
      let goal = path.appending(pathText: folder.id + Self.mark + Self.stamp(now))
      try PrivateFile.move(folder.path, to: goal)
      PrivateFile.syncFolder(of: goal)
      PrivateFile.syncFolder(of: folder.path)
    } catch {
      throw ArchiveError(
        .notWritable, "\(folder.path): cannot be moved to \(path) (\(error.reason))", cause: error)
    }
  }

  /// Brings a session back.
  /// - Parameter reference: its id or the unique beginning of one; nil for the one that was deleted
  ///   last.
  /// - Returns: the session, where it was before.
  /// - Throws: ``ArchiveError`` `noSession`, `ambiguous`, `alreadyThere` or `notWritable`.
  public func bringBack(_ reference: String? = nil) throws -> SessionFolder {
    let all = try entries()
    // Of several that had the same name, the last.
    let found =
      reference.map { name in
        all.last { $0.id == name }.map { [$0] } ?? all.filter { $0.id.hasPrefix(name) }
      } ?? all.suffix(1)
    guard let entry = found.last else {
      throw ArchiveError(
        .noSession,
        reference.map { "there is no deleted session '\($0)' in \(path)" }
          ?? "there are no deleted sessions in \(archive.root)")
    }
    guard Set(found.map(\.id)).count == 1 else {
      throw ArchiveError(
        .ambiguous,
        "'\(reference ?? "")' could be "
          + found.map(\.id).joined(separator: ", ") + "; write more of its name")
    }
    let goal = archive.folder(entry.id)
    guard PrivateFile.entry(goal.path) == nil else {
      throw ArchiveError(
        .alreadyThere,
        "\(goal.path): is there already; rename one of the two, which is "
          + "\(entry.folder.path)")
    }
    do throws(SystemError) { try PrivateFile.move(entry.folder.path, to: goal.path) } catch {
      throw ArchiveError(
        .notWritable, "\(entry.folder.path): cannot be brought back (\(error.reason))",
        cause: error)
    }
    PrivateFile.syncFolder(of: goal.path)
    PrivateFile.syncFolder(of: entry.folder.path)
    // Only an empty folder goes.
    try? PrivateFile.removeFolder(path)
    return goal
  }

  /// Removes deleted sessions for good; what a person put beside their files stays.
  /// - Returns: the ids of those that are gone, and the folders that stay.
  public func remove(_ entries: [Entry]) -> (gone: [String], left: [FilePath]) {
    var (gone, left): ([String], [FilePath]) = ([], [])
    for entry in entries {
      let isGone = (try? entry.folder.locked())?.discard() ?? false
      if isGone { gone.append(entry.id) } else { left.append(entry.folder.path) }
    }
    // Only an empty folder goes.
    try? PrivateFile.removeFolder(path)
    return (gone, left)
  }

  /// Those that were deleted more than ``days`` days ago.
  public static func expired(_ entries: [Entry], now: Int) -> [Entry] {
    entries.filter { $0.deletedMilliseconds < now - days * 86_400_000 }
  }

  /// `2026-11-21T080000.123Z`: no colons, which some file systems refuse.
  private static func stamp(_ milliseconds: Int) -> String {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let date = SessionDate(Date(timeIntervalSince1970: Double(seconds)), in: { _ in 0 })
    let parts = String(String(1000 + rest).dropFirst())
    return String(date.iso.prefix(19)).replacing(":", with: "") + ".\(parts)Z"
  }

  private static func milliseconds(_ stamp: Substring) -> Int? {
    let digits = Array(stamp)
    guard digits.count == 22, digits[17] == ".", digits[21] == "Z",
      let rest = Int(String(digits[18...20])), rest >= 0
    else { return nil }
    let text = "\(stamp.prefix(13)):\(String(digits[13...14])):\(String(digits[15...16]))+00:00"
    return SessionDate(text).map { $0.epochSeconds * 1000 + rest }
  }
}
