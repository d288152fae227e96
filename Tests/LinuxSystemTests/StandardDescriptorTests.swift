import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LinuxSystem

/// Each in a process of its own.
@Suite struct StandardDescriptorTests {
  @Test func `files that are opened never become a closed stdin, stdout or stderr`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      for number in Int32(0)...2 { close(number) }
      StandardDescriptors.prepare()
      let file = open(folder.path + "/file", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      #expect(file > 2)
      // Using what was closed fails, instead of seeming to work.
      var byte = UInt8(0)
      #expect(read(0, &byte, 1) == -1 && errno == EBADF)
      for number in Int32(1)...2 { #expect(write(number, &byte, 1) == -1 && errno == EBADF) }
    }
  }

  @Test func `those that are open stay what they are`() async {
    await #expect(processExitsWith: .success) {
      let ends = try Ends.pipe()
      try #require(dup2(ends.reader, 0) == 0 && dup2(ends.writer, 2) == 2)
      close(1)
      StandardDescriptors.prepare()
      StandardDescriptors.prepare()
      Descriptors.writeBestEffort("text", to: 2)
      #expect(Descriptors.readAvailable(0) == Array("text".utf8))
      #expect(throws: SystemError.self) { try Descriptors.writeAll([1], to: 1) }
    }
  }

  @Test func `a pipe that nobody reads and a size limit are errors instead of the end`() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_DFL)
      StandardDescriptors.prepare()
      let ends = try Ends.pipe()
      ends.hangUp(ends.reader)
      #expect {
        try Descriptors.writeAll([1], to: ends.writer)
      } throws: {
        ($0 as? SystemError)?.isBrokenPipe == true
      }
      let folder = try TemporaryFolder()
      limitFiles(bytes: 10)
      #expect {
        try PrivateFile.replace(FilePath(folder.path + "/file"), with: pattern(11))
      } throws: {
        ($0 as? SystemError)?.code == .fileTooLarge
      }
    }
  }
}
