import LinuxSystem
import Reports
import SystemPackage

/// What commands print as their result.
enum Output {
  /// Writes to stdout.
  ///
  /// A reader that has seen enough (`| head -1`) is no error, and ends no work.
  /// - Throws: `SystemError` when what was printed is lost for another reason.
  static func write(_ bytes: [UInt8]) throws {
    do throws(SystemError) {
      try Descriptors.writeAll(
        bytes, to: Console.current.output.descriptor, path: "standard output")
    } catch
      where error.isBrokenPipe
    {}
  }

  /// Writes a page to stdout that Reports made for a terminal.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes text to stdout that is made for programs too: paths, ids, CSV.
  ///
  /// A terminal gets it made safe, a pipe or a file as it is.
  static func write(data text: String) throws {
    try write(
      Console.current.output.isTerminal ? Array(text.linesForTerminal.utf8) : text.pathBytes)
  }

  /// Writes such text to stdout, line by line.
  static func write(lines: [String]) throws { try write(data: lines.map { $0 + "\n" }.joined()) }
}
