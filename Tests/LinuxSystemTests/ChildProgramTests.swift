import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct ChildProgramTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a script to its end, whose `$0` is a file, and returns what it wrote there.
  private func output(_ script: String, _ arguments: [String] = []) throws -> String {
    let path = folder.path + "/output"
    var child = try ChildProgram("/bin/sh", ["-c", script, path] + arguments)
    for _ in 0..<10_000 where child.isRunning() { usleep(1000) }
    #expect(child.isRunning() == false)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `it gets its words exactly, and has ended when it has`() throws {
    let words = ["two words", "", "*", "$HOME", "\"'\\", "ö\n"]
    let told = try output(#"for word; do printf '%s|' "$word"; done > "$0""#, words)
    #expect(told == words.map { $0 + "|" }.joined())
  }

  @Test func `it has neither input nor output`() throws {
    let told = try output(
      """
      for number in 0 1 2; do told="$told$(readlink /proc/$$/fd/$number) "; done
      read -r line; told="$told$?"; echo words; echo words >&2
      echo "$told $?" > "$0"
      """)
    #expect(told == "/dev/null /dev/null /dev/null 1 0\n")
  }

  @Test func `a program that is not there, or is none, is named with the reason`() throws {
    let file = try folder.write("file", "text")
    for (path, reason) in [
      (folder.path + "/none", "No such file or directory"), (file, "Permission denied"),
      (file + "/inside", "Not a directory"), (folder.path, "Permission denied"),
    ] {
      #expect {
        _ = try ChildProgram(FilePath(path), [])
      } throws: {
        "\($0)" == "\(path): \(reason)" && ($0 as? SystemError)?.function == "posix_spawn"
      }
    }
  }

  @Test func `it ends when it is let go, and leaves no dead process behind`() throws {
    let path = folder.path + "/process"
    func process() -> pid_t? {
      (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { pid_t($0.dropLast()) }
    }
    func run() throws -> pid_t {
      var child = try ChildProgram("/bin/sh", ["-c", #"echo $$ > "$0"; exec sleep 1000"#, path])
      #expect(wait { process() != nil })
      #expect(child.isRunning() == true)
      let process = try #require(process())
      #expect(kill(process, 0) == 0)
      return process
    }
    // Threads of tests block signals: it must end all the same.
    let process = try run()
    #expect(kill(process, 0) == -1 && errno == ESRCH)
  }

  @Test func `signals that this program blocks or ignores are the other's again`() async {
    await #expect(processExitsWith: .success) {
      StandardDescriptors.prepare()
      let folder = try TemporaryFolder()
      let path = folder.path + "/status"
      try NamedThread(name: "test-signals") {
        guard let queue = try? SignalQueue() else { return }
        var child = try? ChildProgram(
          "/bin/sh", ["-c", #"exec grep -E '^Sig(Blk|Ign)' /proc/self/status > "$0""#, path])
        while child?.isRunning() == true { usleep(1000) }
        withExtendedLifetime(queue) {}
      }.join()
      let status = try String(contentsOfFile: path, encoding: .utf8)
      let sets = status.split(separator: "\n").map {
        UInt64($0.split(separator: "\t").last ?? "", radix: 16)
      }
      let blocked = try #require(sets.first ?? nil)
      let ignored = try #require(sets.last ?? nil)
      #expect(sets.count == 2 && blocked == 0, "\(status)")
      for number in [SIGPIPE, SIGXFSZ, SIGINT, SIGTERM] {
        #expect(ignored & 1 << UInt64(number - 1) == 0, "\(status)")
      }
    }
  }
}
