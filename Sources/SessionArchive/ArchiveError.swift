/// Trouble with the folder that holds the sessions.
public struct ArchiveError: Error, CustomStringConvertible {
  /// What kind of trouble it is.
  public struct Code: Hashable, Sendable {
    private enum Kind: Hashable, Sendable {
      case notWritable, noSession, ambiguous, damaged, newer, outside, unfinished, inUse, forgotten
      case cannotWriteRoot, elsewhere, alreadyThere, nowhere
    }
    private let kind: Kind

    /// The archive's folder cannot be made or written.
    public static let notWritable = Code(kind: .notWritable)
    /// The archive's own folder cannot be written; another one may do.
    public static let cannotWriteRoot = Code(kind: .cannotWriteRoot)
    /// A session of another archive.
    public static let elsewhere = Code(kind: .elsewhere)
    /// Another session has the name.
    public static let alreadyThere = Code(kind: .alreadyThere)
    /// Nothing says where the archive is.
    public static let nowhere = Code(kind: .nowhere)
    /// Nothing in the archive is called so.
    public static let noSession = Code(kind: .noSession)
    /// Several sessions begin with what was given.
    public static let ambiguous = Code(kind: .ambiguous)
    /// A file of a session cannot be understood.
    public static let damaged = Code(kind: .damaged)
    /// A newer version of the program wrote it.
    public static let newer = Code(kind: .newer)
    /// A link or a path leads out of the archive.
    public static let outside = Code(kind: .outside)
    /// The session is being recorded or was interrupted.
    public static let unfinished = Code(kind: .unfinished)
    /// Another process is changing the session.
    public static let inUse = Code(kind: .inUse)
    /// The sound was removed at the user's wish.
    public static let forgotten = Code(kind: .forgotten)
  }

  /// The kind of trouble.
  public let code: Code
  /// What happened, where, and the cure.
  public let message: String
  /// What caused it.
  public let cause: (any Error)?

  /// The message.
  public var description: String { message }

  /// Creates an error.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }
}
