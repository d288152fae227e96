import Glibc
public import SystemPackage

/// The process's environment.
public enum Environment {
  /// All variables, as ``PathText``: many of them are paths.
  public static var variables: [String: String] {
    var variables: [String: String] = [:]
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let text = unsafe PathText.text(UnsafeRawBufferPointer(start: entry, count: strlen(entry)))
      if let end = text.firstIndex(of: "=") {
        variables[String(text[..<end])] = String(text[text.index(after: end)...])
      }
      unsafe place += 1
    }
    return variables
  }

  /// The words of the command line behind the program's name, as ``PathText``.
  public static var arguments: [String] {
    let words = unsafe UnsafeBufferPointer(
      start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return unsafe words.dropFirst().compactMap { word in
      unsafe word.map { unsafe PathText.text(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// A base folder of the user, such as that of data or of settings.
  ///
  /// "All paths set in these environment variables must be absolute. If an implementation
  /// encounters a relative path in any of these variables it should consider the path invalid
  /// and ignore it."
  /// - Parameters:
  ///   - name: the variable, such as `XDG_DATA_HOME`.
  ///   - path: where it is in the home folder when the variable does not say.
  ///   - variables: the environment.
  /// - Returns: nil when neither the variable nor `HOME` is an absolute path.
  /// - SeeAlso: XDG Base Directory Specification 0.8.
  public static func baseFolder(
    _ name: String, inHome path: FilePath, _ variables: [String: String]
  ) -> FilePath? {
    if let named = variables[name], named.hasPrefix("/") { return FilePath(pathText: named) }
    guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
    return FilePath(pathText: home).pushing(path)
  }

  /// The variables of base folders that are no absolute paths, and are ignored.
  public static func ignoredBaseFolders(_ variables: [String: String]) -> [String] {
    ["XDG_DATA_HOME", "XDG_CONFIG_HOME"].filter { name in
      variables[name].map { !$0.isEmpty && !$0.hasPrefix("/") } ?? false
    }
  }

  /// Sets a variable for this process and C libraries in it.
  ///
  /// Call before other threads exist. The corresponding C function is `setenv`.
  /// - Parameters:
  ///   - name: the variable.
  ///   - value: as ``PathText``.
  public static func set(_ name: String, to value: String) {
    unsafe setenv(name, value.cBytes, 1)
  }

  /// The path of the running program.
  public static var programPath: FilePath {
    (try? PrivateFile.resolved("/proc/self/exe")) ?? FilePath(CommandLine.arguments.first ?? "")
  }

  /// Creates a folder of our own for temporary files.
  ///
  /// The corresponding C function is `mkdtemp`.
  public static func makeTemporaryFolder() throws(SystemError) -> FilePath {
    let named = variables["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let base = FilePath(pathText: named)
    var template = base.appending("walkthrough-XXXXXX").pathText.cBytes
    guard unsafe mkdtemp(&template) != nil else {
      throw SystemError(function: "mkdtemp", code: .last, path: base)
    }
    return FilePath(platformString: template)
  }
}
