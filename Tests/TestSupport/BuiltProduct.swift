import Foundation

/// What the package builds, as the tests find it.
public enum BuiltProduct {
  /// The folder that the test bundle was built into, where the tool is as well.
  public static let folder = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path
  /// The root of the package.
  public static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of a program or a library by its name; the name alone when it was not built.
  public static func path(_ name: String) -> String {
    // swift test starts the bundle through a helper of the toolchain.
    let candidates =
      [folder]
      + ["release", "debug"].flatMap { configuration in
        [".build/testing", ".build"].map { "\(package)/\($0)/\(configuration)" }
      }
    return candidates.map { "\($0)/\(name)" }.first {
      FileManager.default.fileExists(atPath: $0)
    } ?? name
  }
}
