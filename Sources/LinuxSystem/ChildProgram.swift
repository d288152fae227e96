import Glibc
public import SystemPackage

/// A program that runs beside this one, without input, and without output unless it is asked for.
public struct ChildProgram: ~Copyable {
  private var process: pid_t?
  /// Whether it has ended by itself with exit code 0.
  public private(set) var hasSucceeded = false

  /// Finds a program by its name.
  /// - Parameters:
  ///   - name: without a slash.
  ///   - folders: absolute ones separated by colons, as `PATH` has them; see ``PathText``.
  /// - Returns: its path; nil when no folder has it.
  public static func path(of name: String, in folders: String) -> FilePath? {
    folders.split(separator: ":").lazy.map { FilePath(pathText: String($0)) }
      .filter(\.isAbsolute).map { $0.appending(name) }
      .first { path in
        unsafe path.withPlatformString { unsafe access($0, X_OK) } == 0
          && !PrivateFile.isFolder(path)
      }
  }

  /// Starts a program.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name; see ``PathText``.
  ///   - output: the descriptor that becomes its stdout; nil for none.
  ///   - isPlain: true makes it speak to programs: English, and points in numbers.
  public init(
    _ path: FilePath, _ arguments: [String], output: Int32? = nil, isPlain: Bool = false
  ) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    if let output { unsafe posix_spawn_file_actions_adddup2(&actions, output, 1) }
    // The signals that this program reads itself or ignores must still end the other one.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    var ignored = none
    for number in [SIGPIPE, SIGXFSZ] { unsafe sigaddset(&ignored, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = unsafe ([path.pathText] + arguments).map { unsafe strdup($0.cBytes) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    let plain = unsafe strdup("LC_ALL=C.UTF-8")
    defer { unsafe free(plain) }
    let variables = unsafe Self.environment(adding: isPlain ? plain : nil)
    var started = pid_t()
    let code = unsafe path.withPlatformString {
      unsafe posix_spawn(&started, $0, &actions, &attributes, words, variables)
    }
    guard code == 0 else {
      throw SystemError(function: "posix_spawn", code: Errno(rawValue: code), path: path)
    }
    process = started
  }

  /// This program's environment with another locale, where one is given.
  private static func environment(
    adding locale: UnsafeMutablePointer<CChar>?
  ) -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = unsafe []
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      if unsafe locale == nil || strncmp(entry, "LC_ALL=", 7) != 0 {
        unsafe variables.append(entry)
      }
      unsafe place += 1
    }
    if let locale = unsafe locale { unsafe variables.append(locale) }
    return unsafe variables + [nil]
  }

  /// Ends it at once, whatever it does.
  public mutating func kill() {
    guard let process else { return }
    _ = Glibc.kill(process, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    self.process = nil
  }

  /// Whether it still runs; never waits.
  public mutating func isRunning() -> Bool {
    guard let process else { return false }
    var status: Int32 = 0
    guard unsafe waitpid(process, &status, WNOHANG) == 0 else {
      self.process = nil
      hasSucceeded = status == 0
      return false
    }
    return true
  }

  deinit {
    guard let process else { return }
    _ = Glibc.kill(process, SIGTERM)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
  }
}
