import Foundation
import Testing

@testable import LinuxSystem

@Suite struct SystemErrorTests {
  @Test func `its words are the path and the system's reason, not the C function`() {
    let error = SystemError(function: "open", code: ENOENT, path: "/a/b")
    #expect("\(error)" == "/a/b: No such file or directory")
    #expect(error.reason == "No such file or directory")
    #expect("\(SystemError(function: "fdatasync", code: EIO))" == "Input/output error")
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
    let plain = SystemError(function: "write", code: ENOSPC).at("/there")
    #expect("\(plain)" == "/there: No space left on device")
  }

  @Test func `the kinds that callers tell apart`() {
    func error(_ code: Int32, _ function: String = "open") -> SystemError {
      SystemError(function: function, code: code)
    }
    #expect(error(EEXIST).isAlreadyThere && !error(ENOENT).isAlreadyThere)
    #expect(error(ENOENT).isMissing && !error(ENOTDIR).isMissing)
    #expect(error(EPIPE).isBrokenPipe && !error(EIO).isBrokenPipe)
    #expect(error(ENOSPC).isFull && error(EDQUOT).isFull && !error(EFBIG).isFull)
    #expect(error(ENOLCK, "flock").hasNoLocks && error(EOPNOTSUPP, "flock").hasNoLocks)
    // A lock that somebody holds is a lock, and another call's trouble is none of locks.
    #expect(!error(EWOULDBLOCK, "flock").hasNoLocks && !error(ENOLCK, "open").hasNoLocks)
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
    #expect(throws: SystemError(function: "read", code: EIO, path: "/a")) {
      try checked("read", path: "/a") { () -> Int32 in
        calls += 1
        errno = calls == 1 ? EINTR : EIO
        return -1
      }
    }
    #expect(calls == 2)
  }
}
