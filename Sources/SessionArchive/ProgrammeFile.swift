import LinuxSystem
public import SessionModel
public import SystemPackage

/// `programme.json`: the programme that somebody follows, beside the sessions it counts.
///
/// It lies in the archive and not with the configuration, because it means nothing
/// without these sessions: who copies, moves or tries another archive takes the
/// programme along, or leaves it alone.
public struct ProgrammeFile: Sendable {
  /// Where it is.
  public var path: FilePath { archive.root.appending("programme.json") }
  private let archive: Archive

  /// Names the file of an archive, there or not.
  public init(_ archive: Archive) { self.archive = archive }

  /// Reads it.
  /// - Returns: nil when no programme was started.
  /// - Throws: ``ArchiveError`` `damaged`, `newer` or `notWritable`.
  public func read() throws -> ProgrammeState? {
    try ArchiveJSON.readIfThere(
      ProgrammeState.self, path, atMost: 1 << 20, knownSchema: ProgrammeState.currentSchema,
      cure: "restore it from a copy, or remove it and start anew with "
        + "'walkthrough programme start' and the same days (recordings count again)")
  }

  /// Starts a programme, making the archive's folder where it is missing.
  /// - Parameters:
  ///   - state: the programme, and the day it starts.
  ///   - isMeant: asked about the programme that runs, if any; throws to keep it.
  /// - Throws: ``ArchiveError`` `notWritable`, or what `isMeant` throws.
  public func start(
    _ state: ProgrammeState, replacing isMeant: (ProgrammeState) throws -> Void
  ) throws {
    do throws(SystemError) { try PrivateFile.createFolders(archive.root) } catch {
      throw notWritable(error)
    }
    try archive.whileLocked {
      if let running = try read() { try isMeant(running) }
      try write(state)
    }
  }

  /// Changes the programme that runs; what others change at the same time stays.
  /// - Throws: ``ArchiveError`` `noSession` when none does, or as ``read()`` and for a file
  ///   that cannot be written `notWritable`.
  public func change(_ work: (inout ProgrammeState) -> Void) throws {
    try archive.whileLocked {
      guard var state = try read() else {
        throw ArchiveError(.noSession, "\(path): is gone; nothing was changed")
      }
      work(&state)
      try write(state)
    }
  }

  private func write(_ state: ProgrammeState) throws {
    let bytes = try JSONText.page(state)
    do throws(SystemError) { try PrivateFile.replace(path, with: bytes) } catch {
      throw notWritable(error)
    }
  }

  private func notWritable(_ error: SystemError) -> ArchiveError {
    ArchiveError(
      .cannotWriteRoot, "\(path): cannot be written (\(error))", cause: error)
  }

  /// Removes it; the recordings stay.
  public func remove() throws { try archive.whileLocked { try PrivateFile.remove(path) } }
}
