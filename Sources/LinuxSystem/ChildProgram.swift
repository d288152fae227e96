import Glibc

/// A program that runs beside this one, without input and output.
public struct ChildProgram: ~Copyable {
  private var process: pid_t?

  /// Starts a program.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name.
  public init(_ path: String, _ arguments: [String]) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
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
    let words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var started = pid_t()
    let code = unsafe posix_spawn(&started, path, &actions, &attributes, words, environ)
    guard code == 0 else { throw SystemError(function: "posix_spawn", code: code, path: path) }
    process = started
  }

  /// Whether it still runs; never waits.
  public mutating func isRunning() -> Bool {
    guard let process else { return false }
    var status: Int32 = 0
    guard unsafe waitpid(process, &status, WNOHANG) == 0 else {
      self.process = nil
      return false
    }
    return true
  }

  deinit {
    guard let process else { return }
    kill(process, SIGTERM)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
  }
}
