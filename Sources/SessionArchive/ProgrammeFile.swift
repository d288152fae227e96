import LinuxSystem
public import PracticePlan

/// `programme.json`: the programme that somebody follows, beside the sessions it counts.
///
/// It lies in the archive and not with the configuration, because it means nothing
/// without these sessions: who copies, moves or tries another archive takes the
/// programme along, or leaves it alone.
public struct ProgrammeFile: Sendable {
  /// Where it is.
  public let path: String

  /// Names the file of an archive, there or not.
  public init(_ archive: Archive) { path = archive.root + "/programme.json" }

  /// Reads it.
  /// - Returns: nil when no programme was started.
  /// - Throws: ``ArchiveError`` `damaged`, `newer` or `notWritable`.
  public func read() throws -> ProgrammeState? {
    try ArchiveJSON.readIfThere(
      ProgrammeState.self, path, knownSchema: ProgrammeState.currentSchema,
      cure: "restore it from a copy, or remove it and start anew with "
        + "'walkthrough plan start' and the same days (recordings count again)")
  }

  /// Writes it in one step, making the archive's folder where it is missing.
  /// - Throws: ``ArchiveError`` `notWritable`.
  public func write(_ state: ProgrammeState) throws {
    do {
      if let slash = path.lastIndex(of: "/") {
        try PrivateFile.createFolders(String(path[..<slash]))
      }
      try PrivateFile.replace(path, with: ArchiveJSON.page(state))
    } catch {
      throw ArchiveError(
        .notWritable, "\(path): cannot be written (\(error)); name another archive with --archive",
        cause: error)
    }
  }

  /// Removes it; the recordings stay.
  public func remove() throws { try PrivateFile.remove(path) }
}
