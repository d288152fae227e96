public import LinuxSystem
public import SystemPackage

/// The folder that holds all sessions, one folder each.
public struct Archive: Sendable {
  /// Where it is.
  public let root: FilePath

  /// Names an archive, there or not.
  public init(root: FilePath) { self.root = root }

  /// Who names the archive that is used, the first of them first.
  public enum Origin: Hashable, Sendable {
    /// The user, for this command.
    case option
    /// `WALKTHROUGH_ARCHIVE`.
    case environment
    /// The user, once and for all.
    case setting
    /// Nobody: `$XDG_DATA_HOME/walkthrough/Recordings`, `XDG_DATA_HOME` being
    /// `$HOME/.local/share` when unset.
    case usual
  }

  /// The archive that is asked for: never one that depends on the working folder, unless named so.
  /// - Parameters:
  ///   - option: the folder that was named for this command.
  ///   - environment: may name one.
  ///   - setting: the folder that was chosen once; `~/` at its beginning is the home folder.
  /// - Throws: ``ArchiveError`` `nowhere` when nothing of that says where.
  public static func located(
    option: FilePath?, environment: [String: String], setting: String?
  ) throws -> (archive: Archive, origin: Origin) {
    if let option { return (Archive(root: option), .option) }
    if let named = environment["WALKTHROUGH_ARCHIVE"], !named.isEmpty {
      return (Archive(root: FilePath(pathText: named)), .environment)
    }
    if let setting { return (try chosen(setting, environment: environment), .setting) }
    guard let data = Environment.baseFolder("XDG_DATA_HOME", inHome: ".local/share", environment)
    else { throw nowhere }
    return (Archive(root: data.appending("walkthrough/Recordings")), .usual)
  }

  /// The archive that a setting means; `~/` at its beginning is the home folder.
  /// - Throws: ``ArchiveError`` `nowhere` when nothing says which folder that is.
  public static func chosen(
    _ setting: String, environment: [String: String]
  ) throws -> Archive {
    guard setting.hasPrefix("~/") else { return Archive(root: FilePath(pathText: setting)) }
    guard let home = environment["HOME"], !home.isEmpty else { throw nowhere }
    return Archive(root: FilePath(pathText: home + setting.dropFirst()))
  }

  private static var nowhere: ArchiveError {
    ArchiveError(.nowhere, "nothing says where sessions are kept: HOME is not set")
  }

  /// Sessions of another archive that this one does not have, by their ids.
  ///
  /// What cannot be read has none.
  public func missing(from other: Archive) -> [String] {
    guard PrivateFile.isFolder(other.root),
      (try? PrivateFile.resolved(other.root)) != (try? PrivateFile.resolved(root))
    else { return [] }
    let own = Set(((try? sessions()) ?? []).map(\.id))
    return ((try? other.sessions()) ?? []).map(\.id).filter { !own.contains($0) }
  }

  /// The folders of finished sessions, oldest first.
  public func sessions() throws -> [SessionFolder] {
    try scan(files: []).map { folder($0.name) }
  }

  /// The finished sessions by name, oldest first, with the stamps of files in their folders.
  /// - Parameter files: names to look for besides `session.json`, whose stamp comes first.
  /// - Throws: ``ArchiveError`` `notWritable` when the archive cannot be read.
  public func scan(files: [String]) throws -> [FolderScan] {
    guard PrivateFile.isFolder(root) else { return [] }
    do throws(SystemError) {
      return try FolderScan.folders(in: root, files: ["session.json"] + files).filter {
        $0.stamps[0] != nil && !StagedSession.isName($0.name)
      }
    } catch {
      throw ArchiveError(
        .notWritable, "the archive \(root) cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
  }

  /// Runs work that reads and then changes what all sessions share, while no other
  /// process does.
  ///
  /// A file system without locks does without.
  /// - Throws: ``ArchiveError`` `inUse` when another one does for half a minute, or what
  ///   the work throws.
  public func whileLocked<Result>(_ work: () throws -> Result) throws -> Result {
    var lock: FileLock?
    do throws(SystemError) {
      lock = try FileLock(folder: root, waitMilliseconds: 30_000)
      guard lock != nil else {
        throw SystemError(function: "flock", code: .wouldBlock, path: root)
      }
    } catch {
      guard error.hasNoLocks || error.isMissing else {
        throw ArchiveError(
          .inUse, "the archive \(root) is being changed by another walkthrough; try again after it",
          cause: error)
      }
    }
    return try withExtendedLifetime(lock, work)
  }

  /// Removes the pages of several sessions, which show what they were; nothing when there are none.
  public func removeOverviews() throws {
    for name: FilePath.Component in ["trend.html", "compare.html"] {
      try PrivateFile.remove(name, inFolder: root)
    }
  }

  /// The folder that a session of this id has, there or not.
  public func folder(_ id: String) -> SessionFolder {
    SessionFolder(path: root.appending(pathText: id))
  }

  /// Finds a session by what a person types.
  /// - Parameter reference: an id, the unique beginning of one, `last` for the one that
  ///   began last, `last~2` for the second before it, or the path of a session's folder.
  /// - Throws: ``ArchiveError`` `noSession` or `ambiguous`.
  public func session(_ reference: String) throws -> SessionFolder {
    if reference.contains("/") || reference == "." {
      return SessionFolder(path: FilePath(pathText: reference))
    }
    return try Self.find(reference, in: try sessions(), root: root)
  }

  /// Finds a folder by an id, the unique beginning of one, `last` or `last~2`.
  static func find(
    _ reference: String, in all: [SessionFolder], root: FilePath
  ) throws -> SessionFolder {
    if reference == "last" || reference.hasPrefix("last~") {
      guard let back = reference == "last" ? 0 : Int(reference.dropFirst(5)), back >= 0 else {
        throw ArchiveError(
          .noSession, "'\(reference)' names no session; write last, or last~2 for two before it")
      }
      guard !all.isEmpty else {
        throw ArchiveError(
          .noSession, "there are no sessions in \(root); begin with: walkthrough record")
      }
      guard back < all.count else {
        throw ArchiveError(
          .noSession,
          "\(reference): the archive \(root) holds no more than \(all.count) "
            + "session\(all.count == 1 ? "" : "s"); look with: walkthrough list")
      }
      return latest(back, in: all)
    }
    if let exact = all.first(where: { $0.id == reference }) { return exact }
    let found = all.filter { $0.id.hasPrefix(reference) }
    switch found.count {
    case 1: return found[0]
    case 0:
      throw ArchiveError(
        .noSession,
        "no session in \(root) begins with '\(reference)'; look with: walkthrough list")
    default:
      throw ArchiveError(
        .ambiguous,
        "'\(reference)' begins \(found.count) sessions: "
          + found.prefix(5).map(\.id).joined(separator: ", "))
    }
  }

  /// Lower-case letters, digits and single hyphens, at most 40 characters.
  static func slug(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let joined = words.joined(separator: "-").prefix(40)
    let slug = joined.split(separator: "-").joined(separator: "-")
    return slug.isEmpty ? "session" : slug
  }
}
