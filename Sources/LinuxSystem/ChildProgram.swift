import CLinuxShims
import Glibc
public import SystemPackage

/// A program that runs beside this one, without input, and without output unless it is asked for.
public struct ChildProgram: ~Copyable {
  /// How a program ended.
  public enum Ending: Hashable, Sendable {
    /// By itself, with an exit code from 0 to 255.
    case code(Int32)
    /// By a signal, whose number this is.
    case signal(Int32)
  }

  /// What surrounds a program.
  public struct Surroundings {
    /// The descriptor that becomes its stdout; nil for none.
    public var output: Int32?
    /// The descriptor that becomes its stderr; nil for none.
    public var errors: Int32?
    /// Variables that it has besides those of this program, or instead of them.
    public var environment: [String: String] = [:]
    /// The folder that it works in; nil for that of this program.
    public var folder: FilePath?
    /// Whether it leads a group of its own, which comes after others at processor and disk, and
    /// ends with it: whatever it starts.
    public var isBackground = false

    /// Those of a program that says nothing.
    public init() {}
  }

  private var process: pid_t?
  private let isGroup: Bool
  /// How it ended; nil while it runs.
  public private(set) var ending: Ending?
  /// Whether it has ended by itself with exit code 0.
  public var hasSucceeded: Bool { ending == .code(0) }

  /// Finds a program by its name.
  /// - Parameters:
  ///   - name: without a slash.
  ///   - folders: absolute ones separated by colons, as `PATH` has them; see ``PathText``.
  /// - Returns: its path; nil when no folder has it.
  public static func path(of name: String, in folders: String) -> FilePath? {
    folders.split(separator: ":").lazy.map { FilePath(pathText: String($0)) }
      .filter(\.isAbsolute).map { $0.appending(name) }.first { isProgram($0) }
  }

  /// Whether a path leads to a file that may be run.
  public static func isProgram(_ path: FilePath) -> Bool {
    unsafe path.withPlatformString { unsafe access($0, X_OK) } == 0 && !PrivateFile.isFolder(path)
  }

  /// Starts a program, which inherits no descriptor.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name; see ``PathText``.
  ///   - output: the descriptor that becomes its stdout; nil for none.
  ///   - isPlain: true makes it speak to programs: English, and points in numbers.
  public init(
    _ path: FilePath, _ arguments: [String], output: Int32? = nil, isPlain: Bool = false
  ) throws(SystemError) {
    var surroundings = Surroundings()
    surroundings.output = output
    if isPlain { surroundings.environment["LC_ALL"] = "C.UTF-8" }
    try self.init(path, arguments, in: surroundings)
  }

  /// Starts a program, which inherits no descriptor.
  /// - Parameters:
  ///   - path: absolute.
  ///   - arguments: without the program's own name; see ``PathText``.
  ///   - surroundings: where its output goes, and what it finds.
  ///
  /// The corresponding C function is `posix_spawn`.
  public init(
    _ path: FilePath, _ arguments: [String], in surroundings: Surroundings
  ) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for descriptor in Int32(0)...2 {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    for (own, its) in [(surroundings.output, Int32(1)), (surroundings.errors, 2)] {
      if let own { unsafe posix_spawn_file_actions_adddup2(&actions, own, its) }
    }
    // C libraries open files without asking that other programs do not get them.
    _ = unsafe walkthrough_spawn_only(&actions)
    if let folder = surroundings.folder {
      _ = unsafe folder.withPlatformString { unsafe walkthrough_spawn_in(&actions, $0) }
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
    isGroup = surroundings.isBackground
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(
        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isGroup ? POSIX_SPAWN_SETPGROUP : 0)))
    let words = unsafe ([path.pathText] + arguments).map { unsafe strdup($0.cBytes) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    let added = unsafe surroundings.environment.map {
      unsafe strdup("\($0)=\($1)".cBytes)
    }
    defer { unsafe added.forEach { unsafe free($0) } }
    let variables = unsafe Self.environment(
      without: Set(surroundings.environment.keys), adding: added)
    var started = pid_t()
    let code = unsafe path.withPlatformString {
      unsafe posix_spawn(&started, $0, &actions, &attributes, words, variables)
    }
    guard code == 0 else {
      throw SystemError(function: "posix_spawn", code: Errno(rawValue: code), path: path)
    }
    process = started
    if isGroup { walkthrough_lower_priority(started) }
  }

  /// This program's environment, some variables left out and others added.
  private static func environment(
    without names: Set<String>, adding added: [UnsafeMutablePointer<CChar>?]
  ) -> [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = unsafe []
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let name = unsafe PathText.text(
        UnsafeRawBufferPointer(start: entry, count: strcspn(entry, "=")))
      if !names.contains(name) { unsafe variables.append(entry) }
      unsafe place += 1
    }
    return unsafe variables + added + [nil]
  }

  /// Ends it at once, whatever it does.
  public mutating func kill() {
    guard process != nil else { return }
    send(SIGKILL)
    reap()
  }

  /// Asks it to end, and ends it where it does not.
  /// - Parameter milliseconds: how long it may take, 0 or more.
  public mutating func end(within milliseconds: Int) {
    guard process != nil else { return }
    send(SIGTERM)
    // One that was halted hears nothing.
    send(SIGCONT)
    for _ in 0..<max(1, milliseconds / 10) {
      guard isRunning() else { return }
      MonotonicClock.sleep(milliseconds: 10)
    }
    kill()
  }

  /// Lets it stand still, or go on.
  public func setHalted(_ isHalted: Bool) { send(isHalted ? SIGSTOP : SIGCONT) }

  /// Whether it still runs; never waits.
  public mutating func isRunning() -> Bool {
    guard let process else { return false }
    // It is only looked at: until it is reaped, nobody else gets its group's number.
    var information = unsafe siginfo_t()
    let code = unsafe waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    guard unsafe code != 0 || information.si_signo != 0 else { return true }
    // What it has started ends with it.
    if isGroup { send(SIGKILL) }
    reap()
    return false
  }

  private func send(_ signal: Int32) {
    guard let process else { return }
    _ = Glibc.kill(isGroup ? -process : process, signal)
  }

  private mutating func reap() {
    guard let process else { return }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) == -1, errno == EINTR {}
    ending = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
    self.process = nil
  }

  deinit {
    guard let process else { return }
    _ = Glibc.kill(isGroup ? -process : process, isGroup ? SIGKILL : SIGTERM)
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
  }
}
