import Glibc

/// The new content of a file under a name of its own, until it takes the file's place.
///
/// Each has another name, is created exclusively and is locked while it is written, so
/// that programs which replace the same file at the same time never touch each other's,
/// and what a killed one left behind can be told from what is being written.
enum Replacement {
  /// How often to begin again when the new content was taken for a leftover.
  private static let tries = 5

  /// Replaces a file in one step.
  static func write(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
    for attempt in 1... {
      do { return try writeOnce(path, bytes) } catch {
        // Between creation and lock it looks like a leftover, which others may remove.
        guard error.function == "rename", error.isMissing, attempt < tries,
          PrivateFile.isFolder(PrivateFile.parent(of: path))
        else { throw error }
      }
    }
  }

  private static func writeOnce(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
    let (descriptor, own) = try create(besides: path)
    defer { close(descriptor) }
    _ = FileLock.lock(descriptor)
    do throws(SystemError) {
      _ = try checked("fchmod", path: path) { fchmod(descriptor, 0o600) }
      try Descriptors.writeAll(bytes, to: descriptor, path: path)
      _ = try checked("fsync", path: path) { fsync(descriptor) }
      _ = try checked("rename", path: path) { unsafe rename(own, path) }
    } catch {
      unsafe unlink(own)
      throw error
    }
    PrivateFile.syncFolder(of: path)
  }

  private static func create(
    besides path: String
  ) throws(SystemError) -> (descriptor: Int32, path: String) {
    let folder = PrivateFile.parent(of: path)
    while true {
      let random = String(UInt64.random(in: 0...(.max)), radix: 36)
      let own = "\(folder)/\(prefix)\(random).new"
      do {
        let descriptor = try checked("open", path: path) {
          unsafe open(own, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        return (descriptor, own)
      } catch  where error.isAlreadyThere {}
    }
  }

  private static let prefix = ".walkthrough-"
  /// Names that version 0.1.0 gave, which locked nothing.
  private static let formerNames: Set<String> = [
    "session.json.new", "analysis.json.new", "review.json.new", "report.html.new",
    "journal.jsonl.new", "programme.json.new", "summaries.index.new", "trend.html.new",
  ]

  /// Whether a name in a folder is one of these.
  static func isName(_ name: String) -> Bool {
    name.hasPrefix(prefix) && name.hasSuffix(".new") || formerNames.contains(name)
  }
}

extension PrivateFile {
  /// Removes the halves of files that killed programs left in a folder.
  ///
  /// What is being written is locked and stays; so does everything on a file system
  /// without locks.
  /// - Returns: the names that are gone, sorted.
  public static func removeHalfReplaced(inFolder folder: String) throws(SystemError) -> [String] {
    var removed: [String] = []
    for name in try names(inFolder: folder) where Replacement.isName(name) {
      let path = folder + "/" + name
      guard entry(path)?.kind == .file, let lock = try? FileLock(file: path),
        lock.isStill(at: path)
      else { continue }
      try remove(path)
      removed.append(name)
    }
    return removed
  }
}
