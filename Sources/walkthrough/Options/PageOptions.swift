import ArgumentParser
import LinuxSystem
import SessionArchive
import SystemPackage

/// A page instead of text.
struct PageOptions: ParsableArguments {
  @Flag(help: "Write a page for any browser instead, and print its path.")
  var html = false

  @Option(
    help: ArgumentHelp(
      "Where the page is written; a name that ends in .html. Default: in the archive.",
      valueName: "file"), completion: .file(extensions: ["html"]))
  var output: FilePath?

  func validate() throws {
    guard let output else { return }
    guard html else { throw ValidationError("--output is for the page: pass --html as well") }
    guard output.extension == "html" else {
      throw ValidationError("--output should end in .html, instead of '\(output)'")
    }
  }

  func validate(with format: FormatOption) throws {
    if html, format.format != .text {
      throw ValidationError("--html and --format \(format.format.rawValue) exclude each other")
    }
  }

  /// Writes the page and prints where.
  func write(_ bytes: [UInt8], default path: FilePath) throws {
    try OutputFile.write(bytes, to: output ?? path)
    try Output.write(lines: [(output ?? path).pathText])
  }
}

/// A file that a person named.
enum OutputFile {
  /// Writes it.
  /// - Throws: `ValidationError` when its folder is not there.
  static func write(_ bytes: [UInt8], to path: FilePath) throws {
    let folder = PrivateFile.parent(of: path)
    guard PrivateFile.isFolder(folder) else {
      throw ValidationError(
        "the folder \(folder) does not exist; create it, or name a file elsewhere")
    }
    try PrivateFile.replace(path, with: bytes)
  }
}

extension CompletionKind {
  /// The ids of the archive's sessions, `last`, and folders.
  ///
  /// The shell's working directory and environment say which archive; an `--archive`
  /// on the same command line counts as well.
  static let sessions = CompletionKind.custom { words, _, prefix in
    let option = words.firstIndex(of: "--archive").flatMap {
      words.indices.contains($0 + 1) ? words[$0 + 1] : nil
    }
    let ids =
      (try? ArchiveOption.located(option.map(FilePath.init(pathText:))).archive.sessions().map(\.id))
      ?? []
    return (["last", "last~1"] + ids.reversed()).filter { $0.hasPrefix(prefix) }
  }
}
