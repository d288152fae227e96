import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// Its `errno`.
  public let code: Int32
  /// The path it worked on, where there is one.
  public let path: String?

  /// Creates an error from a number.
  public init(function: String, code: Int32, path: String? = nil) {
    self.function = function
    self.code = code
    self.path = path
  }

  /// The system's words for the number, without the function's name.
  public var reason: String { unsafe String(cString: strerror(code)) }

  /// One line: path and reason; the C function says nothing to a user.
  public var description: String { (path.map { "\($0): " } ?? "") + reason }

  /// The file or folder is already there.
  public var isAlreadyThere: Bool { code == EEXIST }
  /// The file or folder is not there.
  public var isMissing: Bool { code == ENOENT }
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
