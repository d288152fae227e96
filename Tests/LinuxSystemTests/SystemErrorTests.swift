import Foundation
import SystemPackage
import Testing

@testable import LinuxSystem

@Suite struct SystemErrorTests {
  @Test func `its words are the path and the system's reason, not the C function`() {
    let error = SystemError(function: "open", code: .noSuchFileOrDirectory, path: "/a/b")
    #expect("\(error)" == "/a/b: No such file or directory")
    #expect(error.reason == "No such file or directory")
    #expect("\(SystemError(function: "fdatasync", code: .ioError))" == "Input/output error")
  }

  @Test func `words of its own stay when the path is told later`() {
    let errors = [
      SystemError.unusable("a", reason: "is no plan"), .notRegular("a", isLink: true),
      .notRegular("a", isLink: false), .tooLarge("a", limit: 16 << 20),
    ]
    let words = [
      "is no plan", "is a link, which is not followed", "is no regular file",
      "is larger than the 16 MB that such a file can have",
    ]
    #expect(errors.map(\.description) == words.map { "a: \($0)" })
    #expect(errors.map { $0.at("/there").description } == words.map { "/there: \($0)" })
    let plain = SystemError(function: "write", code: .noSpace).at("/there")
    #expect("\(plain)" == "/there: No space left on device")
  }

  @Test func `the kinds that callers tell apart`() {
    func error(_ code: Errno, _ function: String = "open") -> SystemError {
      SystemError(function: function, code: code)
    }
    #expect(error(.fileExists).isAlreadyThere && !error(.noSuchFileOrDirectory).isAlreadyThere)
    #expect(error(.noSuchFileOrDirectory).isMissing && !error(.notDirectory).isMissing)
    #expect(error(.brokenPipe).isBrokenPipe && !error(.ioError).isBrokenPipe)
    #expect(
      error(.noSpace).isFull && error(.diskQuotaExceeded).isFull && !error(.fileTooLarge).isFull)
    #expect(error(.noLocks, "flock").hasNoLocks && error(.notSupportedOnSocket, "flock").hasNoLocks)
    // A lock that somebody holds is a lock, and another call's trouble is none of locks.
    #expect(!error(.wouldBlock, "flock").hasNoLocks && !error(.noLocks, "open").hasNoLocks)
  }

  @Test func `a call that a signal interrupts is made again, another failure is thrown`() throws {
    var calls = 0
    let result = try checked("read") { () -> Int in
      calls += 1
      errno = EINTR
      return calls < 4 ? -1 : 7
    }
    #expect(result == 7 && calls == 4)

    calls = 0
    #expect(throws: SystemError(function: "read", code: .ioError, path: "/a")) {
      try checked("read", path: "/a") { () -> Int32 in
        calls += 1
        errno = calls == 1 ? EINTR : EIO
        return -1
      }
    }
    #expect(calls == 2)
  }
}
