import LinuxSystem
import SessionModel

extension SessionFolder {
  /// The descriptions that the session had before it was edited, the last one last.
  /// - Throws: ``ArchiveError`` `damaged` or `newer`.
  public func formerDescriptions() throws -> [Session] {
    guard PrivateFile.entry(formerPath) != nil else { return [] }
    let bytes = try PrivateFile.read(formerPath, atMost: Self.mostDescriptionBytes)
    return try bytes.split(separator: UInt8(ascii: "\n")).map {
      try ArchiveJSON.decode(
        Session.self, Array($0), of: formerPath, knownSchema: Session.currentSchema,
        cure: "remove it; the session is as its session.json says")
    }
  }
}

extension SessionLock {
  /// Describes the session otherwise, and keeps the description that it had.
  ///
  /// A kill in between leaves the session as it was, with its own description kept once more,
  /// which ``undoDescription()`` passes over.
  public func describe(_ session: Session) throws {
    let before = try folder.readSession()
    guard session != before else { return }
    try writeFormer(folder.formerDescriptions() + [before])
    try write(session)
  }

  /// Gives the session back the description that it had before the last edit.
  /// - Returns: that description; nil when it was never edited.
  public func undoDescription() throws -> Session? {
    let now = try folder.readSession()
    var former = try folder.formerDescriptions()
    while former.last == now { former.removeLast() }
    guard let before = former.popLast() else { return nil }
    try write(before)
    try writeFormer(former)
    return before
  }

  private func writeFormer(_ sessions: [Session]) throws {
    guard !sessions.isEmpty else { return try remove(SessionFolder.formerName) }
    let lines = try sessions.flatMap { try JSONText.line($0) + [UInt8(ascii: "\n")] }
    try PrivateFile.replace(folder.formerPath, with: lines)
  }

  /// Removes the session's page, which shows what it was; nothing when there is none.
  public func removePage() throws { try remove("report.html") }
}
