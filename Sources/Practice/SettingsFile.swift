public import InterviewGuide
import LinuxSystem
public import SystemPackage

/// `settings.yaml` in a person's configuration folder.
public struct SettingsFile: Sendable {
  /// Where it is, there or not.
  public let path: FilePath

  /// More than anybody writes by hand.
  private static let mostBytes = 1 << 16

  /// Names the file of a folder.
  public init(folder: FilePath) { path = folder.appending(Settings.fileName) }

  /// Reads what was chosen; what cannot be read has a trouble, and no file is nothing chosen.
  public func read() -> Settings {
    do { return Settings(try text()) } catch {
      return Settings(unreadable: "\(error.reason); check the file and its permissions")
    }
  }

  /// Changes one entry; all other lines stay.
  /// - Parameters:
  ///   - key: the entry.
  ///   - value: what is chosen; nil takes the entry away.
  /// - Throws: `ContentError` when it cannot be chosen, `SystemError` when the file cannot be
  ///   written.
  public func set(_ key: Settings.Key, to value: String?) throws {
    let changed = try Settings.text(try text(), setting: key, to: value)
    // A link leads to where a person keeps it.
    let path = (try? PrivateFile.resolved(path)) ?? path
    try PrivateFile.createFolders(PrivateFile.parent(of: path))
    try PrivateFile.replace(path, with: Array(changed.utf8))
  }

  private func text() throws(SystemError) -> String {
    guard PrivateFile.entry(path) != nil else { return "" }
    return String(
      decoding: try PrivateFile.read(path, atMost: Self.mostBytes, followingLinks: true),
      as: UTF8.self)
  }
}
