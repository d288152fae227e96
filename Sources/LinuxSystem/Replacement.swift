import CLinuxShims
import Glibc
public import SystemPackage

/// The new content of a file, until it takes the file's place.
///
/// It has no name before it is whole and locked, so that a kill leaves nothing; then, for
/// an instant, one of its own, so that programs which replace the same file at the same
/// time never touch each other's. File systems without files that have no name give it that
/// name from the start.
enum Replacement {
  private static let prefix = ".walkthrough-"
  /// Names that version 0.1.0 gave, which locked nothing.
  private static let formerNames: Set<String> = [
    "session.json.new", "analysis.json.new", "review.json.new", "report.html.new",
    "journal.jsonl.new", "programme.json.new", "summaries.index.new", "trend.html.new",
  ]
  /// How often to begin again when the new content was taken for a leftover.
  private static let tries = 5

  /// Replaces a file in one step.
  static func write(_ path: FilePath, _ bytes: [UInt8]) throws(SystemError) {
    for attempt in 1... {
      do { return try writeOnce(path, bytes) } catch {
        // One that had its name before its lock looks like a leftover, which others remove.
        guard error.function == "rename", error.isMissing, attempt < tries,
          PrivateFile.isFolder(PrivateFile.parent(of: path))
        else { throw error }
      }
    }
  }

  private static func writeOnce(_ path: FilePath, _ bytes: [UInt8]) throws(SystemError) {
    let folder = PrivateFile.parent(of: path)
    let random = String(UInt64.random(in: 0...(.max)), radix: 36)
    let own = folder.appending("\(prefix)\(random).new")
    let unnamed = unsafe folder.withPlatformString { unsafe walkthrough_unnamed_file($0) }
    let descriptor =
      unnamed >= 0
      ? unnamed
      : try opened(own, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, as: path)
    defer { close(descriptor) }
    _ = FileLock.lock(descriptor)
    do throws(SystemError) {
      try PrivateFile.makePrivate(descriptor, path: path)
      try Descriptors.writeAll(bytes, to: descriptor, path: path)
      _ = try checked("fsync", path: path) { fsync(descriptor) }
      if unnamed >= 0 {
        let open = "/proc/self/fd/\(descriptor)"
        _ = try checked("linkat", path: path) {
          unsafe own.withPlatformString {
            unsafe linkat(AT_FDCWD, open, AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
          }
        }
      }
      try PrivateFile.move(own, to: path)
    } catch {
      _ = unsafe own.withPlatformString { unsafe unlink($0) }
      throw error.at(path)
    }
    PrivateFile.syncFolder(of: path)
  }

  /// Whether a name in a folder is one of these.
  /// - Parameter isOurs: whether nobody else puts files there, so that the names which
  ///   version 0.1.0 gave are meant as well.
  static func isName(_ name: FilePath.Component, inOwnFolder isOurs: Bool) -> Bool {
    let name = name.string
    return name.hasPrefix(prefix) && name.hasSuffix(".new") || isOurs && formerNames.contains(name)
  }
}

extension PrivateFile {
  /// Removes the halves of files that killed programs left in a folder.
  ///
  /// What is being written is locked and stays; so does everything on a file system
  /// without locks.
  /// - Parameters:
  ///   - folder: the folder.
  ///   - isOurs: whether nobody else puts files there.
  /// - Returns: the names that are gone, sorted, and what could not be removed.
  public static func removeHalfReplaced(
    inFolder folder: FilePath, own isOurs: Bool = true
  ) throws(SystemError) -> (gone: [FilePath.Component], stuck: [SystemError]) {
    var gone: [FilePath.Component] = []
    var stuck: [SystemError] = []
    for name in try names(inFolder: folder) where Replacement.isName(name, inOwnFolder: isOurs) {
      let path = folder.appending(name)
      guard entry(path)?.kind == .file, let lock = try? FileLock(file: path),
        lock.isStill(at: path)
      else { continue }
      do throws(SystemError) {
        _ = try unsafe checked("unlink", at: path) { unsafe unlink($0) }
        gone.append(name)
      } catch {
        // Its writer was faster.
        if !error.isMissing { stuck.append(error) }
      }
    }
    return (gone, stuck)
  }
}
