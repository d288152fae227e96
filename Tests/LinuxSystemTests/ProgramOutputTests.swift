import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct ProgramOutputTests {
  private func read(
    _ script: String, _ arguments: [String] = [], within milliseconds: Int = 10_000,
    atMost limit: Int = 1 << 20
  ) -> [UInt8]? {
    ProgramOutput.read(
      "/bin/sh", ["-c", script, "sh"] + arguments, within: milliseconds, atMost: limit)
  }

  @Test func `what a program prints is read byte by byte, and nothing else of it`() {
    let bytes = read(
      #"printf '%s|' "$@"; printf '\377\000'; echo noise >&2"#, ["$HOME", "two words"])
    #expect(bytes == Array("$HOME|two words|".utf8) + [0xFF, 0])
    #expect(read("head -c 300000 /dev/zero")?.count == 300_000)
    #expect(read("exit 0") == [])
  }

  @Test func `it speaks to programs`() {
    #expect(read("echo $LC_ALL") == Array("C.UTF-8\n".utf8))
    #expect(read(#"[ "$PATH" ] && env | grep -c ^LC_ALL="#) == Array("1\n".utf8))
  }

  @Test func `what fails, is killed or is not there has printed nothing`() {
    #expect(read("echo half; exit 1") == nil)
    #expect(read("echo half; kill -9 $$") == nil)
    #expect(ProgramOutput.read("/nothing/there", [], within: 1000, atMost: 10) == nil)
  }

  @Test(
    arguments: [
      "exec sleep 1000", "trap '' TERM; echo half; exec sleep 1000",
      "exec >&-; trap '' TERM; exec sleep 1000", "exec yes",
    ])
  func `what takes too long or prints too much is killed`(script: String) {
    let before = MonotonicClock.nowNanoseconds
    #expect(read(script, within: 500) == nil)
    #expect(MonotonicClock.nowNanoseconds - before < 20_000_000_000)
  }

  @Test func `programs are found in the folders of a path, absolute ones only`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("tool", "#!/bin/sh\n")
    #expect(ChildProgram.path(of: "tool", in: folder.path) == nil)
    chmod(path, 0o700)
    #expect(ChildProgram.path(of: "tool", in: "/nothing::.:\(folder.path)") == FilePath(path))
    #expect(ChildProgram.path(of: "tool", in: "") == nil)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/other", withIntermediateDirectories: false)
    #expect(ChildProgram.path(of: "other", in: folder.path) == nil)
  }
}
