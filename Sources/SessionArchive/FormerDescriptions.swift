public import LinuxSystem
import SessionModel
import SystemPackage

extension SessionFolder {
  /// The descriptions that the session had before it was edited, the last one last.
  ///
  /// What of the file is damaged is left out.
  /// - Throws: `SystemError` when it cannot be read.
  public func formerDescriptions() throws(SystemError) -> [Session] {
    guard PrivateFile.entry(formerPath) != nil else { return [] }
    let bytes = try PrivateFile.read(formerPath, atMost: Self.mostDescriptionBytes)
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? ArchiveJSON.decode(
        Session.self, Array($0), of: formerPath, knownSchema: Session.currentSchema, cure: "")
    }
  }
}

extension Session {
  /// The same session described as another description of it says, in what a person can correct.
  ///
  /// What happened to its sound since then stays.
  fileprivate func described(as other: Session) -> Session {
    var session = self
    session.start = other.start
    session.question = other.question
    session.questionID = other.questionID
    session.mode = other.mode
    session.plan = other.plan
    session.timeline.visits = other.timeline.visits
    return session
  }
}

extension SessionLock {
  /// Describes the session otherwise, and keeps the description that it had.
  ///
  /// A kill in between leaves the session as it was, with its own description kept once more,
  /// which ``undoDescription()`` passes over.
  /// - Throws: also when what would be written could not be read again; nothing is changed then.
  public func describe(_ session: Session) throws {
    let before = try folder.readSession()
    guard session != before else { return }
    let read = try ArchiveJSON.decode(
      Session.self, JSONText.line(session), of: folder.sessionPath,
      knownSchema: Session.currentSchema, cure: "choose other values")
    guard read == session else {
      throw ArchiveError(
        .damaged, "\(folder.sessionPath): would not be read as it is written; choose other values")
    }
    try writeFormer(folder.formerDescriptions() + [before])
    try write(session)
  }

  /// Gives the session back the description that it had before the last edit, also where the one
  /// that it has cannot be read.
  /// - Returns: the session as it is described then; nil when it was never edited.
  public func undoDescription() throws -> Session? {
    let now = Result { try folder.readSession() }
    var former = try folder.formerDescriptions()
    if let now = try? now.get() {
      while let last = former.last, now.described(as: last) == now { former.removeLast() }
    }
    guard let before = former.popLast() else {
      _ = try now.get()
      return nil
    }
    let session = (try? now.get())?.described(as: before) ?? before
    try write(session)
    try writeFormer(former)
    return session
  }

  /// Keeps the last ones, as many as can be read again.
  private func writeFormer(_ sessions: [Session]) throws {
    var lines: [[UInt8]] = []
    var bytes = 0
    for session in sessions.reversed() {
      let line = try JSONText.line(session) + [UInt8(ascii: "\n")]
      bytes += line.count
      guard bytes <= SessionFolder.mostDescriptionBytes else { break }
      lines.append(line)
    }
    guard !lines.isEmpty else { return try remove(SessionFolder.formerName) }
    try PrivateFile.replace(folder.formerPath, with: Array(lines.reversed().joined()))
  }

  /// Removes the session's page, which shows what it was; nothing when there is none.
  public func removePage() throws { try remove("report.html") }
}

extension SessionFolder {
  /// Takes the right to change a session that has ended.
  /// - Throws: ``ArchiveError`` `unfinished` for one that is being recorded or was interrupted, at
  ///   once; else as ``locked()``.
  public func lockedWhenFinished() throws -> SessionLock {
    guard PrivateFile.entry(journalPath) == nil else {
      throw ArchiveError(
        .unfinished,
        "\(id): is being recorded, or was interrupted; finish it first, or bring it back with: "
          + "walkthrough recover")
    }
    return try locked()
  }
}
