import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct FreeSpaceTests {
  @Test func `it is what the user may still write, in bytes`() throws {
    let folder = try TemporaryFolder()
    // Others may write meanwhile.
    var status = statvfs()
    #expect(statvfs(folder.path, &status) == 0)
    let expected = Int(status.f_bavail) * Int(status.f_frsize)
    let found = try FreeSpace.bytes(at: FilePath(folder.path))
    #expect(abs(found - expected) < 1 << 30)
    #expect(try FreeSpace.bytes(at: "/proc") == 0)
  }

  @Test func `a path that leads nowhere is named with the reason`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/none"
    #expect {
      try FreeSpace.bytes(at: FilePath(path))
    } throws: {
      "\($0)" == "\(path): No such file or directory"
    }
  }
}
