import LinuxSystem

/// The folder of one session and the files in it.
public struct SessionFolder: Hashable, Sendable {
  /// Where it is.
  public let path: String

  /// Names a folder, there or not.
  public init(path: String) { self.path = path }

  /// Its name, the session's id.
  public var id: String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }
  /// The sound: WAV, mono, 16-bit.
  public var audioPath: String { path + "/audio.wav" }
  /// The sound while it is being imported: half of it is no session yet.
  public var importPath: String { path + "/audio.wav.import" }
  /// Everything known besides the sound.
  public var sessionPath: String { path + "/session.json" }
  /// What happened so far, only while recording.
  public var journalPath: String { path + "/journal.jsonl" }
  /// Room set aside while recording, so that a full disk still takes the description.
  public var reservePath: String { path + "/reserve" }
  /// The measures, derived: may be deleted at any time.
  public var analysisPath: String { path + "/analysis.json" }
  /// The report as a page, derived: may be deleted at any time.
  public var pagePath: String { path + "/report.html" }

  /// The listen-back's ticks and notes; not there before.
  public var reviewPath: String { path + "/review.json" }

  /// Whether it is a folder and no link to one.
  public var isFolder: Bool { PrivateFile.entry(path)?.kind == .folder }

  /// Reads `session.json`.
  /// - Throws: ``ArchiveError`` `noSession`, `damaged` or `newer`.
  public func readSession() throws -> Session {
    let bytes: [UInt8]
    do { bytes = try PrivateFile.read(sessionPath) } catch {
      throw ArchiveError(
        .noSession, "\(path): holds no readable session.json (\(error.reason))", cause: error)
    }
    return try ArchiveJSON.decode(
      Session.self, bytes, of: sessionPath, knownSchema: Session.currentSchema,
      cure: "restore it from a copy")
  }

  /// Writes `session.json` in one step.
  public func write(_ session: Session) throws {
    try PrivateFile.replace(sessionPath, with: ArchiveJSON.page(session))
  }

  /// Writes `analysis.json` in one step.
  /// - Parameter bytes: the analysis as `analyze --format json` prints it.
  public func writeAnalysis(_ bytes: [UInt8]) throws {
    try PrivateFile.replace(analysisPath, with: bytes)
  }

  /// Removes the folder of a session of which not one frame was recorded.
  public func discard() {
    let unnamed = AppendOnlyFile.unnamedPath(journalPath)
    for file in [
      audioPath, importPath, journalPath, unnamed, reservePath, sessionPath, analysisPath,
    ] {
      try? PrivateFile.remove(file)
    }
    try? PrivateFile.removeFolder(path)
  }
}
