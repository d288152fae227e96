import Foundation
import LinuxSystem
import TestSupport

@testable import walkthrough

/// Runs the built tool as its user does.
struct Tool {
  let folder: TemporaryFolder
  var environment: [String: String]

  static let path = productFile("walkthrough")
  static let package = BuiltProduct.package

  static func productFile(_ name: String) -> String { BuiltProduct.path(name) }

  init() throws {
    folder = try TemporaryFolder()
    environment = ProcessInfo.processInfo.environment
    environment["WALKTHROUGH_ARCHIVE"] = folder.path + "/Recordings"
    environment["XDG_CONFIG_HOME"] = folder.path + "/config"
    environment["LANG"] = "C.UTF-8"
    environment["TERM"] = "xterm"
    environment["ALSA_CONFIG_PATH"] = nil
  }

  struct Output {
    let status: Int32
    let out: String
    let err: String
  }

  /// A running tool.
  ///
  /// Started with posix_spawn: Foundation's Process waits for every process that
  /// inherited its descriptors, and tests run at the same time.
  struct Running {
    let process: pid_t
    fileprivate let input: Int32
    fileprivate let outPath: String
    fileprivate let errPath: String

    /// What it has said on stderr so far.
    var err: String { (try? String(contentsOfFile: errPath, encoding: .utf8)) ?? "" }

    func send(_ line: String) { _ = write(input, line + "\n", line.utf8.count + 1) }

    func signal(_ number: Int32) { kill(process, number) }

    func wait() throws -> Output {
      close(input)
      let status = Running.waitForExit(of: process)
      return Output(
        status: status, out: try Tool.text(outPath), err: try Tool.text(errPath))
    }

    /// The exit code, or the number of the signal that ended it, negated.
    static func waitForExit(of process: pid_t) -> Int32 {
      var status: Int32 = 0
      while waitpid(process, &status, 0) == -1, errno == EINTR {}
      return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }
  }

  /// Starts a program in the package's folder.
  /// - Parameter descriptors: its stdin, stdout and stderr.
  func spawn(_ program: String, _ arguments: [String], descriptors: [Int32]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    // Threads of tests block signals, and pass that on.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words =
      ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", Tool.package, program] + arguments
    let argv = words.map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, argv, envp)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return process
  }

  func start(_ arguments: [String], program: String = Tool.path) throws -> Running {
    let name = UUID().uuidString
    let outPath = "\(folder.path)/\(name).out"
    let errPath = "\(folder.path)/\(name).err"
    let out = open(outPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let err = open(errPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { for descriptor in [out, err, ends[0]] { close(descriptor) } }
    let process = try spawn(program, arguments, descriptors: [ends[0], out, err])
    return Running(process: process, input: ends[1], outPath: outPath, errPath: errPath)
  }

  /// Runs a command line: in this process, where it needs no device and no process of its own.
  func run(_ arguments: [String]) throws -> Output {
    guard Self.canRunInside(arguments), isPlain else { return try start(arguments).wait() }
    let name = UUID().uuidString
    let paths = ["out", "err"].map { "\(folder.path)/\(name).\($0)" }
    let files = paths.map { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { for file in files + [nothing] { close(file) } }
    let status = WalkthroughCommand.run(
      Console(
        arguments: arguments, environment: environment, input: Terminal(descriptor: nothing),
        output: Terminal(descriptor: files[0]), errors: Terminal(descriptor: files[1])))
    let texts = try paths.map(Self.text)
    return Output(status: status, out: texts[0], err: texts[1])
  }

  /// What a command has printed; names in it need not be UTF-8.
  fileprivate static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  /// Recording and listening take the process's signals and C libraries for themselves.
  private static func canRunInside(_ arguments: [String]) -> Bool {
    !["record", "demo", "check", "devices", "review", "play"].contains(arguments.first)
  }

  /// Whether nothing is set that the C library reads, such as the time zone.
  private var isPlain: Bool {
    let own = ProcessInfo.processInfo.environment
    let names = Set(environment.keys).union(own.keys).filter { environment[$0] != own[$0] }
    return names.allSatisfy {
      ["WALKTHROUGH_ARCHIVE", "XDG_CONFIG_HOME", "LANG", "TERM", "ALSA_CONFIG_PATH"].contains($0)
    }
  }

  /// Runs a shell command with the tool's environment.
  func shell(_ command: String) throws -> Output {
    try start(["-c", command], program: "/bin/sh").wait()
  }

  /// The folders of the sessions recorded.
  var sessions: [String] {
    let root = folder.path + "/Recordings"
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
      .filter { !$0.hasPrefix(".") }
      .filter { !["programme.json", "summaries.index", "trend.html"].contains($0) }
      .map { "\(root)/\($0)" }
  }

  /// What the archive holds besides: folders that are being filled, halves of files.
  var hidden: [String] {
    let root = folder.path + "/Recordings"
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
      .filter { $0.hasPrefix(".") }.map { "\(root)/\($0)" }
  }

  struct NoSession: Error {}

  /// The folder of the first session.
  func session() throws -> String {
    guard let first = sessions.first else { throw NoSession() }
    return first
  }

  func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  // MARK: Devices

  /// A microphone that plays samples as fast as they are read: ALSA's file device over null.
  mutating func useSampleDevice(_ samples: [Int16]) throws {
    let raw = try folder.write("microphone.raw", samples.withUnsafeBytes { Array($0) })
    environment["ALSA_CONFIG_PATH"] = try folder.write(
      "asound.conf",
      """
      pcm.mic {
        type file
        slave.pcm { type null }
        file "/dev/null"
        infile "\(raw)"
        format "raw"
      }
      """)
  }

  /// A microphone with scripted faults, see Tests/FaultyDevice/README.md.
  mutating func useFaultyDevice(
    _ keys: String, script: String = "", device: String = "mic"
  ) throws {
    let scriptPath = try folder.write("script.txt", script)
    environment["ALSA_CONFIG_PATH"] = try folder.write(
      "asound.conf",
      """
      </usr/share/alsa/alsa.conf>
      pcm_type.faulty { lib "\(Tool.productFile("libFaultyDevice.so"))" }
      pcm.!\(device) {
        type faulty
        script "\(scriptPath)"
        log "\(folder.path)/device.log"
        \(keys)
      }
      """)
  }

  /// Waits until a condition holds, ten seconds at most.
  func wait(until condition: () -> Bool) -> Bool {
    for _ in 0..<1000 {
      if condition() { return true }
      usleep(10_000)
    }
    return false
  }
}
