import Glibc
public import SystemPackage

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  /// Its `errno`.
  public let code: Errno
  /// The path it worked on, where there is one.
  public let path: FilePath?

  // Said instead of the system's words, where those would mislead.
  private let ownReason: String?

  /// Creates an error from a number.
  public init(function: String, code: Errno, path: FilePath? = nil) {
    self.init(function: function, code: code, path: path, reason: nil)
  }

  private init(function: String, code: Errno, path: FilePath?, reason: String?) {
    self.function = function
    self.code = code
    self.path = path
    ownReason = reason
  }

  /// A link, pipe, socket, device or folder where a file should be.
  static func notRegular(_ path: FilePath, isLink: Bool) -> SystemError {
    SystemError(
      function: "open", code: isLink ? .tooManySymbolicLinkLevels : .invalidArgument, path: path,
      reason: isLink ? "is a link, which is not followed" : "is no regular file")
  }

  /// A file with more bytes than one of its kind has.
  static func tooLarge(_ path: FilePath, limit: Int) -> SystemError {
    SystemError(
      function: "read", code: .fileTooLarge, path: path,
      reason: "is larger than the "
        + (limit >> 20 > 0 ? "\(limit >> 20) MB" : "\(limit >> 10) kB")
        + " that such a file can have")
  }

  /// A file whose content cannot be used.
  public static func unusable(_ path: FilePath, reason: String) -> SystemError {
    SystemError(function: "read", code: .invalidArgument, path: path, reason: reason)
  }

  /// The same trouble at a path.
  public func at(_ path: FilePath) -> SystemError {
    SystemError(function: function, code: code, path: path, reason: ownReason)
  }

  /// The words for the number, without the function's name.
  public var reason: String { ownReason ?? code.description }

  /// One line: path and reason; the C function says nothing to a user.
  public var description: String { (path.map { "\($0): " } ?? "") + reason }

  /// The file or folder is already there.
  public var isAlreadyThere: Bool { code == .fileExists }
  /// The file or folder is not there.
  public var isMissing: Bool { code == .noSuchFileOrDirectory }
  /// Nobody reads at a pipe's other end any more.
  public var isBrokenPipe: Bool { code == .brokenPipe }
  /// The disk or the user's share of it is full.
  public var isFull: Bool { code == .noSpace || code == .diskQuotaExceeded }
  /// The file system cannot lock files.
  public var hasNoLocks: Bool { function == "flock" && code != .wouldBlock }
}

extension Errno {
  /// The number that the last C function left; read it at once.
  public static var last: Errno { Errno(rawValue: errno) }
}

/// Calls until the result is no −1 with EINTR; −1 becomes a thrown error.
func checked<Result: SignedInteger>(
  _ function: String, path: FilePath? = nil, _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = Errno.last
    if code != .interrupted { throw SystemError(function: function, code: code, path: path) }
  }
}

/// The same with the path as C functions take it.
func checked<Result: SignedInteger>(
  _ function: String, at path: FilePath, _ call: (UnsafePointer<CChar>) -> Result
) throws(SystemError) -> Result {
  try checked(function, path: path) { unsafe path.withPlatformString { unsafe call($0) } }
}

/// Opens what is at a path; the descriptor is closed in programs that this one starts.
/// - Parameter named: the path in the error, where it is another one.
func opened(
  _ path: FilePath, _ flags: Int32, mode: mode_t = 0, as named: FilePath? = nil
) throws(SystemError) -> Int32 {
  try checked("open", path: named ?? path) {
    unsafe path.withPlatformString { unsafe open($0, flags | O_CLOEXEC, mode) }
  }
}
