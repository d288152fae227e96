import Foundation
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct ScreenOutputTests {
  /// More than a terminal or a socket takes without being read.
  private static let text = (0..<40_000).map { "\u{1B}[\($0)m" }.joined()

  /// Reads until everything was taken and came out.
  private func drain(_ ends: Ends, _ screen: inout ScreenOutput, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      _ = screen.isReady()
      guard Descriptors.waitReadable([ends.reader], timeoutMilliseconds: 5000) == [true],
        let part = Descriptors.readAvailable(ends.reader)
      else { break }
      bytes += part
    }
    return bytes
  }

  @Test func `a terminal that takes a part gets the rest later, in order and untorn`() throws {
    let ends = try Ends.terminal()
    var screen = ScreenOutput(Terminal(descriptor: ends.writer))
    #expect(screen.isReady() == true)
    screen.write("begin")
    #expect(screen.isReady() == true)
    screen.write(Self.text)
    #expect(screen.isReady() == false)
    screen.write("end")
    screen.finish(milliseconds: 20)
    #expect(screen.isReady() == false)
    let expected = Array("begin\(Self.text)end".utf8)
    #expect(drain(ends, &screen, count: expected.count) == expected)
    #expect(screen.isReady() == true)
  }

  @Test func `the shell's own descriptor goes on waiting`() throws {
    let ends = try Ends.terminal()
    let screen = ScreenOutput(Terminal(descriptor: ends.writer))
    #expect(fcntl(ends.writer, F_GETFL) & O_NONBLOCK == 0)
    _ = consume screen
    #expect(fcntl(ends.writer, F_GETFL) & O_NONBLOCK == 0)
    #expect(Terminal(descriptor: ends.writer).isTerminal)
  }

  @Test func `a terminal that is held by Ctrl-S is not waited for`() throws {
    let ends = try Ends.terminal()
    var screen = ScreenOutput(Terminal(descriptor: ends.writer))
    ends.press([19])
    // It is held as soon as the terminal has looked at the key.
    #expect(wait { !Descriptors.isWritable(ends.writer) })
    screen.write("held")
    #expect(screen.isReady() == false)
    ends.press([17])
    #expect(wait { Descriptors.isWritable(ends.writer) })
    #expect(screen.isReady() == true)
    #expect(ends.read(4) == Array("held".utf8))
  }

  @Test func `a terminal that is gone takes nothing any more, without an error`() throws {
    let ends = try Ends.terminal()
    var screen = ScreenOutput(Terminal(descriptor: ends.writer))
    screen.write(Self.text)
    #expect(screen.isReady() == false)
    ends.hangUp(ends.reader)
    #expect(screen.isReady() == true)
    screen.write("more")
    #expect(screen.isReady() == true)
    screen.finish(milliseconds: 60_000)
  }

  @Test func `what cannot be opened once more is used itself, not waited for and left open`() throws
  {
    // Sockets have no second opening.
    let ends = try Ends.sockets()
    do {
      var screen = ScreenOutput(Terminal(descriptor: ends.writer))
      screen.write("begin")
      let text = String(Self.text.prefix(20_000))
      screen.write(text)
      #expect(screen.isReady() == false)
      let expected = Array("begin\(text)".utf8)
      #expect(drain(ends, &screen, count: expected.count) == expected)
      #expect(screen.isReady() == true)
    }
    try Descriptors.writeAll([7], to: ends.writer)
    #expect(ends.read(1) == [7])
  }

  @Test(.enabled(if: getuid() == 0, "only root becomes another user"))
  func `another user's terminal is not waited for either`() async {
    await #expect(processExitsWith: .success) {
      let ends = try Ends.terminal()
      try #require(setuid(65_534) == 0)
      #expect(open("/proc/self/fd/\(ends.writer)", O_WRONLY | O_NOCTTY) == -1)
      var screen = ScreenOutput(Terminal(descriptor: ends.writer))
      let lines = (0..<8000).map { "line \($0)\n" }.joined()
      screen.write(lines)
      #expect(screen.isReady() == false)
      var shown: [UInt8] = []
      let expected = Array(lines.replacing("\n", with: "\r\n").utf8)
      while shown.count < expected.count {
        _ = screen.isReady()
        let part = ends.read(1)
        try #require(!part.isEmpty)
        shown += part
      }
      #expect(shown == expected && screen.isReady() == true)
    }
  }
}
