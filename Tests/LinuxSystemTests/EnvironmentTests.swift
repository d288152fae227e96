import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

/// Each in a process of its own: the environment belongs to all threads.
@Suite struct EnvironmentTests {
  @Test func `a folder for temporary files is the user's alone, and a new one each time`() async {
    await #expect(processExitsWith: .success) {
      let base = try TemporaryFolder()
      umask(0)
      Environment.set("TMPDIR", to: base.path)
      let paths = try (0..<3).map { _ in try Environment.makeTemporaryFolder() }
      #expect(base.entries == paths.compactMap(\.lastComponent?.string).sorted())
      #expect(Set(paths).count == 3)
      for path in paths {
        #expect(path.string.hasPrefix(base.path + "/walkthrough-"))
        #expect(try mode(path.string) == 0o700)
      }
    }
  }

  @Test func `an empty TMPDIR means the usual place`() async {
    await #expect(processExitsWith: .success) {
      Environment.set("TMPDIR", to: "")
      let path = try Environment.makeTemporaryFolder()
      defer { rmdir(path.string) }
      #expect(path.string.hasPrefix("/tmp/walkthrough-") && PrivateFile.isFolder(path))
    }
  }

  @Test func `a place that takes no folder is named with the reason`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let file = try folder.write("file", "")
      for (base, reason) in [
        (folder.path + "/none", "No such file or directory"), (file, "Not a directory"),
      ] {
        Environment.set("TMPDIR", to: base)
        #expect {
          try Environment.makeTemporaryFolder()
        } throws: {
          "\($0)" == "\(base): \(reason)"
        }
      }
    }
  }

  @Test func `what is set is seen here, by C libraries and by programs started`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      Environment.set("WALKTHROUGH_TEST", to: "one")
      Environment.set("WALKTHROUGH_TEST", to: "two ö")
      #expect(Environment.variables["WALKTHROUGH_TEST"] == "two ö")
      #expect(getenv("WALKTHROUGH_TEST").map { String(cString: $0) } == "two ö")
      let path = folder.path + "/seen"
      var child = try ChildProgram(
        "/bin/sh", ["-c", #"printf %s "$WALKTHROUGH_TEST" > "$0""#, path])
      while child.isRunning() { usleep(1000) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "two ö")
    }
  }

  @Test func `the program's path leads to this program`() throws {
    var own = stat()
    var named = stat()
    #expect(stat("/proc/self/exe", &own) == 0 && stat(Environment.programPath.string, &named) == 0)
    #expect(own.st_ino == named.st_ino && own.st_dev == named.st_dev)
    #expect(Environment.programPath.isAbsolute)
  }

  @Test func `base folders are absolute paths, or there is none`() {
    func folder(_ variables: [String: String]) -> FilePath? {
      Environment.baseFolder("XDG_DATA_HOME", inHome: ".local/share", variables)
    }
    #expect(folder(["HOME": "/home/a"]) == "/home/a/.local/share")
    #expect(folder(["HOME": "/home/a", "XDG_DATA_HOME": "/data"]) == "/data")
    for relative in ["", "data", "./data", "~/data"] {
      let variables = ["HOME": "/home/a", "XDG_DATA_HOME": relative]
      #expect(folder(variables) == "/home/a/.local/share")
      #expect(
        Environment.ignoredBaseFolders(variables) == (relative.isEmpty ? [] : ["XDG_DATA_HOME"]))
    }
    #expect(folder([:]) == nil)
    #expect(folder(["HOME": ""]) == nil)
    #expect(folder(["HOME": "relative"]) == nil)
  }
}
