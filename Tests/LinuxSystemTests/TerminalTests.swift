import Foundation
import TestSupport
import Testing

@testable import LinuxSystem

@Suite struct TerminalTests {
  private func isReadable(_ terminal: Terminal, milliseconds: Int) -> Bool {
    Descriptors.waitReadable([terminal.descriptor], timeoutMilliseconds: milliseconds) == [true]
  }

  @Test func `a terminal is told from a pipe, a file and nothing`() throws {
    let ends = try Ends.terminal()
    #expect(Terminal(descriptor: ends.writer).isTerminal)
    let pipe = try Ends.pipe()
    let file = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(file) }
    for descriptor in [pipe.reader, pipe.writer, file, -1] {
      let terminal = Terminal(descriptor: descriptor)
      #expect(!terminal.isTerminal && terminal.size == nil && terminal.columns == nil)
      #expect(terminal.readKeys() == nil)
      // Nothing keeps the program from using it.
      #expect(terminal.isForeground)
    }
  }

  @Test func `its size is the window's at the moment, a missing height is that of old ones`() throws
  {
    let ends = try Ends.terminal(columns: 132, rows: 50)
    let terminal = Terminal(descriptor: ends.writer)
    #expect(try #require(terminal.size) == (132, 50))
    ends.resize(columns: 40, rows: 10)
    #expect(try #require(terminal.size) == (40, 10) && terminal.columns == 40)
    ends.resize(columns: 80, rows: 0)
    #expect(try #require(terminal.size) == (80, 24))
    ends.resize(columns: 0, rows: 0)
    #expect(terminal.size == nil && terminal.columns == nil)
  }

  @Test func `each key is read at once and unseen, those that send signals too`() throws {
    let ends = try Ends.terminal()
    ends.stopWaiting()
    let terminal = Terminal(descriptor: ends.writer)
    let before = try #require(terminal.readKeys())
    for key in [UInt8(ascii: "x"), 3, 26, 28, 22, 4, 127] {
      ends.press([key])
      #expect(isReadable(terminal, milliseconds: 5000))
      #expect(Descriptors.readAvailable(terminal.descriptor) == [key])
    }
    // Nothing was shown.
    #expect(Descriptors.readAvailable(ends.reader) == nil)

    terminal.restore(before)
    // A line is complete with its end, and everything is shown.
    ends.press(Array("ab".utf8))
    #expect(ends.read(2) == Array("ab".utf8))
    #expect(!isReadable(terminal, milliseconds: 0))
    ends.press([UInt8(ascii: "\r")])
    #expect(isReadable(terminal, milliseconds: 5000))
    #expect(Descriptors.readAvailable(terminal.descriptor) == Array("ab\n".utf8))
  }

  @Test func `settings are given back as they were, down to the last flag`() throws {
    let ends = try Ends.terminal()
    let terminal = Terminal(descriptor: ends.writer)
    func attributes() -> [UInt8] {
      var attributes = termios()
      tcgetattr(ends.writer, &attributes)
      return withUnsafeBytes(of: &attributes) { Array($0) }
    }
    var unusual = termios()
    tcgetattr(ends.writer, &unusual)
    unusual.c_lflag &= ~tcflag_t(ECHO)
    unusual.c_iflag ^= tcflag_t(IXANY)
    unusual.c_cc.0 = 7
    #expect(tcsetattr(ends.writer, TCSANOW, &unusual) == 0)
    let before = attributes()
    let settings = try #require(terminal.readKeys())
    #expect(attributes() != before)
    terminal.restore(settings)
    #expect(attributes() == before)
    // Twice is no trouble, nor is a terminal that is gone.
    terminal.restore(settings)
    #expect(attributes() == before)
    ends.hangUp(ends.reader)
    terminal.restore(settings)
  }

  @Test func `a program in the background of its terminal knows it`() async {
    // A session of its own, of which the terminal is the controlling one.
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      let ends = try Ends.terminal()
      let terminal = Terminal(descriptor: ends.writer)
      #expect(terminal.isForeground)
      try #require(setsid() > 0 && ioctl(ends.writer, UInt(TIOCSCTTY), 0) == 0)
      try #require(tcsetpgrp(ends.writer, getpgrp()) == 0)
      #expect(terminal.isForeground)

      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
      var child = pid_t()
      let words = [strdup("sleep"), strdup("1000"), nil]
      try #require(posix_spawn(&child, "/bin/sleep", nil, &attributes, words, environ) == 0)
      defer { kill(child, SIGKILL) }
      try #require(tcsetpgrp(ends.writer, child) == 0)
      #expect(!terminal.isForeground)

      SignalQueue.setStops(inBackground: false)
      try #require(tcsetpgrp(ends.writer, getpgrp()) == 0)
      #expect(terminal.isForeground)
    }
  }
}
