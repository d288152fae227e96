import Foundation

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

  /// Sets a variable for this process and C libraries in it.
  ///
  /// Call before other threads exist. The corresponding C function is `setenv`.
  public static func set(_ name: String, to value: String) { unsafe setenv(name, value, 1) }

  /// The path of the running program.
  public static var programPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments.first ?? ""
  }

  /// Creates a folder of our own for temporary files.
  ///
  /// The corresponding C function is `mkdtemp`.
  public static func makeTemporaryFolder() throws(SystemError) -> String {
    let base = variables["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var template = Array((base + "/walkthrough-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw SystemError(function: "mkdtemp", code: errno, path: base)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
