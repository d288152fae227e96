import LinuxSystem

extension SessionFolder {
  /// Reads `review.json`.
  /// - Returns: nil when the session was not listened back to.
  /// - Throws: ``ArchiveError`` `damaged`, `newer` or `notWritable`.
  public func readReview() throws -> Review? {
    try ArchiveJSON.readIfThere(
      Review.self, reviewPath, atMost: Self.mostDescriptionBytes,
      knownSchema: Review.currentSchema,
      cure: "restore it from a copy, or move it away to listen back anew")
  }

  /// Runs work while no other process listens back to this session.
  ///
  /// Its lock is that of the sound, or without one of the description, so that the
  /// session's own is free meanwhile. A file system without locks does without.
  /// - Throws: ``ArchiveError`` `unfinished` when another one does.
  public func whileReviewing(_ work: () throws -> Void) throws {
    // Before the first answer, not with it.
    _ = try lockedIfFree()
    var lock: FileLock?
    do {
      let path = PrivateFile.entry(audioPath) == nil ? sessionPath : audioPath
      lock = try FileLock(file: path)
      guard lock != nil else {
        throw ArchiveError(
          .unfinished, "\(id): is being listened back to in another terminal; finish there first")
      }
    } catch is SystemError {
      // Whether answers can be kept, writing them tells.
    }
    try withExtendedLifetime(lock, work)
  }
}
