import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// Its `errno`.
  public let code: Int32
  /// The path it worked on, where there is one.
  public let path: String?

  // Said instead of the system's words, where those would mislead.
  private let ownReason: String?

  /// Creates an error from a number.
  public init(function: String, code: Int32, path: String? = nil) {
    self.init(function: function, code: code, path: path, reason: nil)
  }

  private init(function: String, code: Int32, path: String?, reason: String?) {
    self.function = function
    self.code = code
    self.path = path
    ownReason = reason
  }

  /// A link, pipe, socket, device or folder where a file should be.
  static func notRegular(_ path: String, isLink: Bool) -> SystemError {
    SystemError(
      function: "open", code: isLink ? ELOOP : EINVAL, path: path,
      reason: isLink ? "is a link, which is not followed" : "is no regular file")
  }

  /// A file with more bytes than one of its kind has.
  static func tooLarge(_ path: String, limit: Int) -> SystemError {
    SystemError(
      function: "read", code: EFBIG, path: path,
      reason: "is larger than the "
        + (limit >> 20 > 0 ? "\(limit >> 20) MB" : "\(limit >> 10) kB")
        + " that such a file can have")
  }

  /// A file whose content cannot be used.
  public static func unusable(_ path: String, reason: String) -> SystemError {
    SystemError(function: "read", code: EINVAL, path: path, reason: reason)
  }

  /// The same trouble at a path.
  public func at(_ path: String) -> SystemError {
    SystemError(function: function, code: code, path: path, reason: ownReason)
  }

  /// The words for the number, without the function's name.
  public var reason: String { unsafe ownReason ?? String(cString: strerror(code)) }

  /// One line: path and reason; the C function says nothing to a user.
  public var description: String { (path.map { "\($0): " } ?? "") + reason }

  /// The file or folder is already there.
  public var isAlreadyThere: Bool { code == EEXIST }
  /// The file or folder is not there.
  public var isMissing: Bool { code == ENOENT }
  /// Nobody reads at a pipe's other end any more.
  public var isBrokenPipe: Bool { code == EPIPE }
  /// The disk or the user's share of it is full.
  public var isFull: Bool { code == ENOSPC || code == EDQUOT }
  /// The file system cannot lock files.
  public var hasNoLocks: Bool { function == "flock" && code != EWOULDBLOCK }
}

/// Calls until the result is no −1 with EINTR; −1 becomes a thrown error.
func checked<Result: SignedInteger>(
  _ function: String, path: String? = nil, _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    if errno != EINTR { throw SystemError(function: function, code: errno, path: path) }
  }
}
