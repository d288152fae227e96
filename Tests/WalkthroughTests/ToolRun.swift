import Foundation
import TestSupport

/// Runs the built tool as its user does.
struct Tool {
  let folder: TemporaryFolder
  var environment: [String: String]

  /// The folder that the test bundle was built into, where the tool is as well.
  static let products = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().path
  static let path = productFile("walkthrough")
  /// The root of the package.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static func productFile(_ name: String) -> String {
    // swift test starts the bundle through a helper of the toolchain.
    let candidates =
      [products] + ["release", "debug"].flatMap { configuration in
        [".build/testing", ".build"].map { "\(package)/\($0)/\(configuration)" }
      }
    return candidates.map { "\($0)/\(name)" }.first {
      FileManager.default.fileExists(atPath: $0)
    } ?? name
  }

  init() throws {
    folder = try TemporaryFolder()
    environment = ProcessInfo.processInfo.environment
    environment["WALKTHROUGH_ARCHIVE"] = folder.path + "/Recordings"
    environment["LANG"] = "C.UTF-8"
    environment["ALSA_CONFIG_PATH"] = nil
  }

  struct Output {
    let status: Int32
    let out: String
    let err: String
  }

  /// A running tool.
  final class Running {
    let process = Process()
    let input = Pipe()
    fileprivate let outPath: String
    fileprivate let errPath: String

    fileprivate init(outPath: String, errPath: String) {
      self.outPath = outPath
      self.errPath = errPath
    }

    func send(_ line: String) { input.fileHandleForWriting.write(Data((line + "\n").utf8)) }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    func wait() throws -> Output {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
      return Output(
        status: process.terminationReason == .exit
          ? process.terminationStatus : -process.terminationStatus,
        out: try String(contentsOfFile: outPath, encoding: .utf8),
        err: try String(contentsOfFile: errPath, encoding: .utf8))
    }
  }

  func start(_ arguments: [String], program: String = Tool.path) throws -> Running {
    let name = UUID().uuidString
    let running = Running(
      outPath: "\(folder.path)/\(name).out", errPath: "\(folder.path)/\(name).err")
    for path in [running.outPath, running.errPath] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let process = running.process
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: Tool.package)
    process.standardInput = running.input
    process.standardOutput = FileHandle(forWritingAtPath: running.outPath)
    process.standardError = FileHandle(forWritingAtPath: running.errPath)
    try process.run()
    return running
  }

  func run(_ arguments: [String]) throws -> Output { try start(arguments).wait() }

  /// Runs a shell command with the tool's environment.
  func shell(_ command: String) throws -> Output {
    try start(["-c", command], program: "/bin/sh").wait()
  }

  /// The folders of the sessions recorded.
  var sessions: [String] {
    let root = folder.path + "/Recordings"
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
      .map { "\(root)/\($0)" }
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
    let raw = try folder.write("microphone.raw", Array(samples.withUnsafeBytes { $0 }))
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
  mutating func useFaultyDevice(_ keys: String, script: String = "") throws {
    let scriptPath = try folder.write("script.txt", script)
    environment["ALSA_CONFIG_PATH"] = try folder.write(
      "asound.conf",
      """
      </usr/share/alsa/alsa.conf>
      pcm_type.faulty { lib "\(Tool.productFile("libFaultyDevice.so"))" }
      pcm.mic {
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
