import LinuxSystem

extension SessionFolder {
  /// Reads `review.json`.
  /// - Returns: nil when the session was not listened back to.
  /// - Throws: ``ArchiveError`` `damaged`, `newer` or `notWritable`.
  public func readReview() throws -> Review? {
    try ArchiveJSON.readIfThere(
      Review.self, reviewPath, knownSchema: Review.currentSchema,
      cure: "restore it from a copy, or move it away to listen back anew")
  }

  /// Writes `review.json` in one step.
  /// - Throws: ``ArchiveError`` `notWritable`.
  public func write(_ review: Review) throws {
    do { try PrivateFile.replace(reviewPath, with: ArchiveJSON.page(review)) } catch {
      throw ArchiveError(
        .notWritable,
        "\(reviewPath): the last answer cannot be kept (\(error)); make room on the disk",
        cause: error)
    }
  }

  /// Runs work while no other process listens back to this session.
  ///
  /// A file system without locks does without.
  /// - Throws: ``ArchiveError`` `unfinished` when another one does.
  public func whileReviewing(_ work: () throws -> Void) throws {
    var lock: FileLock? = nil
    do {
      lock = try FileLock(existing: sessionPath)
      guard lock != nil else {
        throw ArchiveError(
          .unfinished, "\(id): is being listened back to in another terminal; finish there first")
      }
    } catch is SystemError {
      // Read-only or without locks: whether answers can be kept, writing them tells.
    }
    if let lock = consume lock { try lock.whileHeld(work) } else { try work() }
  }
}
