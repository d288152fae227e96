public import SystemPackage

extension PrivateFile {
  /// Removes what is at a path: a folder with all that is in it, a file, or a link and not what it
  /// leads to.
  ///
  /// For folders of this program's own, in which nobody else swaps one thing for another. A path
  /// at which nothing is is no error.
  public static func removeTree(_ path: FilePath) throws(SystemError) {
    guard let entry = entry(path) else { return }
    guard entry.kind == .folder else { return try remove(path) }
    for name in try names(inFolder: path) { try removeTree(path.appending(name)) }
    try removeFolder(path)
  }
}
