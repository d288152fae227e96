import LinuxSystem

/// What commands print as their result.
enum Output {
  /// Writes to stdout.
  ///
  /// A reader that has seen enough (`| head -1`) is no error, and ends no work.
  /// - Throws: `SystemError` when what was printed is lost for another reason.
  static func write(_ bytes: [UInt8]) throws {
    do throws(SystemError) { try Descriptors.writeAll(bytes, to: 1, path: "standard output") } catch
      where error.isBrokenPipe
    {}
  }

  /// Writes text to stdout.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes lines to stdout.
  static func write(lines: [String]) throws { try write(lines.map { $0 + "\n" }.joined()) }
}
