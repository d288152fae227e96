import Dispatch
import Glibc
import Synchronization
public import SystemPackage

/// Length and time of a file: another stamp means another content.
public struct FileStamp: Hashable, Sendable {
  /// The length in bytes.
  public let bytes: Int
  /// When the content changed last, in nanoseconds since 1970.
  public let modifiedNanoseconds: Int

  /// Creates a stamp.
  public init(bytes: Int, modifiedNanoseconds: Int) {
    self.bytes = bytes
    self.modifiedNanoseconds = modifiedNanoseconds
  }
}

/// A folder in a folder, and which of some files it holds.
public struct FolderScan: Hashable, Sendable {
  /// Its name as text, see ``PathText``.
  public let name: String
  /// Whether it is a link to a folder.
  public let isLink: Bool
  /// The stamps of the files asked for, in their order; nil where there is none.
  ///
  /// What is no file, or a link to one, has a stamp as well: reading it says what is wrong.
  public let stamps: [FileStamp?]

  /// Looks into all folders of a folder, and what links in it lead to.
  ///
  /// One system call for each file asked for, and none is opened: 10,000 folders
  /// take some hundredths of a second. The corresponding C functions are `readdir`
  /// and `fstatat`.
  /// - Parameters:
  ///   - root: the folder that holds the folders.
  ///   - files: names to look for in each.
  /// - Returns: the folders by name.
  public static func folders(
    in root: FilePath, files: [String]
  ) throws(SystemError) -> [FolderScan] {
    let descriptor = try opened(root, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    var found: [(name: String, isLink: Bool)] = []
    for (name, kind) in try entries(inFolder: root) {
      guard [Int32(DT_DIR), Int32(DT_LNK), Int32(DT_UNKNOWN)].contains(kind) else { continue }
      var isLink = kind == Int32(DT_LNK)
      if kind != Int32(DT_DIR) {
        // Some file systems do not say what an entry is.
        var status = stat()
        let flags = AT_SYMLINK_NOFOLLOW
        guard unsafe fstatat(descriptor, name.cBytes, &status, flags) == 0 else { continue }
        isLink = status.st_mode & S_IFMT == S_IFLNK
        guard isLink || status.st_mode & S_IFMT == S_IFDIR else { continue }
      }
      found.append((name, isLink))
    }
    found.sort { $0.name < $1.name }
    let stamps = stamps(of: files, inEachOf: found.map(\.name), in: descriptor)
    return zip(found, stamps).map {
      FolderScan(name: $0.name, isLink: $0.isLink, stamps: $1)
    }
  }

  /// The names in a folder with their kinds, as `readdir` gives them.
  fileprivate static func entries(
    inFolder folder: FilePath
  ) throws(SystemError) -> [(name: String, kind: Int32)] {
    guard let stream = unsafe folder.withPlatformString({ unsafe opendir($0) }) else {
      throw SystemError(function: "opendir", code: .last, path: folder)
    }
    defer { unsafe closedir(stream) }
    var found: [(String, Int32)] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: UInt8.self, capacity: 256) {
          unsafe PathText.text(UnsafeBufferPointer(start: $0, count: strlen($0)))
        }
      }
      if name != ".", name != ".." { found.append((name, unsafe Int32(entry.pointee.d_type))) }
    }
    return found
  }

  /// Looks for the files on all cores: nearly all of the time goes there.
  private static func stamps(
    of files: [String], inEachOf names: [String], in root: Int32
  ) -> [[FileStamp?]] {
    let atATime = 512
    let count = names.count
    let stamps = Mutex([[FileStamp?]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: (count + atATime - 1) / atATime) { part in
      let range = part * atATime..<min(count, (part + 1) * atATime)
      let found = names[range].map { name in
        let folder = FilePath(pathText: name)
        return files.map { stamp(folder.appending($0), in: root) }
      }
      stamps.withLock { $0.replaceSubrange(range, with: found) }
    }
    return stamps.withLock { $0 }
  }

  private static func stamp(_ path: FilePath, in folder: Int32) -> FileStamp? {
    var status = stat()
    let found = unsafe path.withPlatformString {
      unsafe fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard found == 0 else { return nil }
    return FileStamp(
      bytes: Int(status.st_size),
      // Wraps for years that no file comes from; it only has to be another for another time.
      modifiedNanoseconds: Int(status.st_mtim.tv_sec) &* 1_000_000_000
        &+ Int(status.st_mtim.tv_nsec))
  }
}

extension PrivateFile {
  /// The names in a folder, sorted.
  ///
  /// The corresponding C function is `readdir`.
  public static func names(
    inFolder folder: FilePath
  ) throws(SystemError) -> [FilePath.Component] {
    try FolderScan.entries(inFolder: folder).map(\.name).sorted()
      .compactMap { FilePath(pathText: $0).lastComponent }
  }
}
