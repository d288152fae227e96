import LinuxSystem
public import SessionModel

/// The journal of a session that is being recorded: a file, and what it adds up to.
///
/// Every entry is in the file before it counts. The file is locked as long as the
/// journal is in use, which tells a running recording from an interrupted one. Use
/// it on one thread.
public struct Journal: Sendable {
  /// The right to change the session, held as long as the journal is in use.
  private var lock: SessionLock
  private let file: AppendOnlyFile
  /// What the entries so far add up to.
  public private(set) var fold: SessionFold
  /// The first entry that could not be written; recording goes on without the file.
  public private(set) var failure: (any Error)?

  /// What is set aside for `session.json`: hours of key presses take less.
  private static let reserveBytes = 1 << 18

  /// Starts the journal of a session, and sets room aside for its end.
  /// - Throws: when a file cannot be created or written.
  public init(creatingIn lock: SessionLock, session: Session) throws {
    self.lock = lock
    let folder = lock.folder
    fold = SessionFold(session)
    let first = try JournalLine.bytes(.started(session))
    do { file = try AppendOnlyFile(creating: folder.journalPath, beginning: first) } catch {
      throw error.at(folder.journalPath)
    }
    try PrivateFile.reserve(folder.reservePath, bytes: Self.reserveBytes)
  }

  /// The session's folder.
  public var folder: SessionFolder { lock.folder }

  /// Follows the folder to its new name.
  public mutating func move(to lock: SessionLock) { self.lock = lock }

  /// Where the session stands in its plan.
  public var clock: PhaseClock { fold.clock }

  /// The number of marks so far.
  public var markCount: Int { fold.markCount }

  /// The number of gaps so far.
  public var gapCount: Int { fold.gapCount }

  /// Adds an entry to the file and to the session.
  ///
  /// A full disk must not end the recording before its sound does: the first
  /// failure is kept in ``failure``, and the session goes on in memory.
  public mutating func append(_ entry: JournalEntry) {
    fold.apply(entry)
    do { try file.append(JournalLine.bytes(entry)) } catch {
      note(error)
    }
  }

  private mutating func note(_ error: any Error) {
    failure = failure ?? (error as? SystemError)?.at(folder.journalPath) ?? error
  }

  /// Records that the sound file holds this many frames, and syncs.
  public mutating func checkpoint(frames: Int) {
    append(.checkpoint(frames: frames))
    do { try file.sync() } catch { note(error) }
  }

  /// Ends the session: writes `session.json`, then removes the journal.
  /// - Parameters:
  ///   - end: why.
  ///   - frames: the length of the sound.
  ///   - driftPartsPerMillion: of the device's clock, where known.
  ///   - checksum: the SHA-256 of the sound, where known.
  /// - Returns: the finished session. When it could not be written, ``failure`` says
  ///   why, and the journal stays for `recover`.
  public mutating func finish(
    _ end: SessionEnd, frames: Int, driftPartsPerMillion: Double? = nil, checksum: String? = nil
  ) -> Session {
    try? PrivateFile.remove(folder.reservePath)
    append(.ended(end, frames: frames))
    var session = fold.session(frames: frames)
    session.driftPartsPerMillion = driftPartsPerMillion
    session.sound = checksum.map { Session.Sound(frames: frames, sha256: $0) }
    do {
      try lock.write(session)
      try PrivateFile.remove(folder.journalPath)
    } catch {
      failure = failure ?? error
    }
    return session
  }
}
