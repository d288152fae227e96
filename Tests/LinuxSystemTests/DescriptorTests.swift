import Foundation
import Synchronization
import Testing

@testable import LinuxSystem

private let interruptions = Atomic<Int>(0)

@Suite struct DescriptorTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  /// Starts a thread that signals interrupt, and says which it is.
  private func interruptible(
    _ run: @escaping @Sendable () -> Void
  ) throws -> (thread: NamedThread, identifier: pthread_t) {
    // Without SA_RESTART, so that calls end with EINTR.
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      interruptions.add(1, ordering: .relaxed)
    }
    _ = interruptions.load(ordering: .relaxed)
    sigaction(SIGUSR2, &action, nil)
    let identifier = try OneShot<pthread_t>()
    let thread = try NamedThread(name: "test-signals") {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGUSR2)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      identifier.set(pthread_self())
      run()
    }
    return (thread, identifier.wait())
  }

  @Test(arguments: [true, false])
  func `all bytes go through a pipe that takes a part at a time`(isWaiting: Bool) throws {
    let bytes = pattern(300_000)
    let ends = try Ends.pipe()
    if !isWaiting { ends.stopWaiting() }
    let failure = Mutex<(any Error)?>(nil)
    let writer = try NamedThread(name: "test-writer") {
      do { try Descriptors.writeAll(bytes, to: ends.writer) } catch {
        failure.withLock { $0 = error }
      }
    }
    #expect(wait { !Descriptors.isWritable(ends.writer) })
    #expect(ends.read(bytes.count) == bytes)
    writer.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(Descriptors.isWritable(ends.writer))
  }

  @Test func `signals in the middle of writing cost no byte and repeat none`() throws {
    let bytes = pattern(300_000)
    let ends = try Ends.pipe()
    let failure = Mutex<(any Error)?>(nil)
    let (thread, identifier) = try interruptible {
      do { try Descriptors.writeAll(bytes, to: ends.writer) } catch {
        failure.withLock { $0 = error }
      }
    }
    var read: [UInt8] = []
    while read.count < bytes.count {
      // As long as more is to be written than a pipe takes, it stands in the middle of a write.
      if bytes.count - read.count > 1 << 17 {
        try #require(wait { !Descriptors.isWritable(ends.writer) })
        let before = interruptions.load(ordering: .relaxed)
        pthread_kill(identifier, SIGUSR2)
        try #require(wait { interruptions.load(ordering: .relaxed) > before })
      }
      let part = try #require(Descriptors.readAvailable(ends.reader))
      try #require(!part.isEmpty)
      read += part
    }
    thread.join()
    #expect(read == bytes && failure.withLock { $0 } == nil)
  }

  @Test func `a signal ends a wait as if nothing had come`() throws {
    let ends = try Ends.pipe()
    let answer = Mutex<[Bool]?>(nil)
    let (thread, identifier) = try interruptible {
      let found = Descriptors.waitReadable([ends.reader], timeoutMilliseconds: 60_000)
      answer.withLock { $0 = found }
    }
    let isOver = wait {
      pthread_kill(identifier, SIGUSR2)
      return answer.withLock { $0 } != nil
    }
    try #require(isOver)
    thread.join()
    #expect(answer.withLock { $0 } == [false])
  }

  @Test func `writing into a pipe that nobody reads is an error with the path it was for`() throws {
    let ends = try Ends.pipe()
    ends.hangUp(ends.reader)
    for isWaiting in [true, false] {
      if !isWaiting { ends.stopWaiting() }
      #expect {
        try Descriptors.writeAll([1, 2, 3], to: ends.writer, path: "/somewhere/pipe")
      } throws: { error in
        guard let error = error as? SystemError else { return false }
        return error.isBrokenPipe && error.function == "write"
          && error.description == "/somewhere/pipe: Broken pipe"
      }
    }
    // For screens that is no trouble.
    Descriptors.writeBestEffort("text", to: ends.writer)
    Descriptors.writeBestEffort("text", to: -1)
  }

  @Test func `what a broken pipe's writer waits for never comes, so that it does not wait`() throws
  {
    let ends = try Ends.pipe()
    ends.stopWaiting()
    let failure = try OneShot<String>()
    let writer = try NamedThread(name: "test-writer") {
      do throws(SystemError) {
        try Descriptors.writeAll(pattern(300_000), to: ends.writer)
        failure.set("none")
      } catch { failure.set(error.description) }
    }
    #expect(wait { !Descriptors.isWritable(ends.writer) })
    ends.hangUp(ends.reader)
    #expect(failure.wait() == "Broken pipe")
    writer.join()
  }

  @Test func `nothing there yet and the end are told apart`() throws {
    let ends = try Ends.pipe()
    ends.stopWaiting()
    #expect(Descriptors.readAvailable(ends.reader) == nil)
    try Descriptors.writeAll(pattern(5000), to: ends.writer)
    #expect(Descriptors.readAvailable(ends.reader) == Array(pattern(5000).prefix(4096)))
    #expect(Descriptors.readAvailable(ends.reader) == Array(pattern(5000).dropFirst(4096)))
    #expect(Descriptors.readAvailable(ends.reader) == nil)
    ends.hangUp(ends.writer)
    #expect(Descriptors.readAvailable(ends.reader) == [])
    #expect(Descriptors.readAvailable(-1) == [])
  }

  @Test func `a wait tells which descriptors have something, in their order`() throws {
    let silent = try Ends.pipe()
    let ready = try Ends.pipe()
    let closed = try Ends.pipe()
    try Descriptors.writeAll([1], to: ready.writer)
    closed.hangUp(closed.writer)
    let all = [silent.reader, ready.reader, closed.reader]
    #expect(Descriptors.waitReadable(all, timeoutMilliseconds: 60_000) == [false, true, true])
    #expect(
      Descriptors.waitReadable(all.reversed(), timeoutMilliseconds: 0) == [true, true, false])
    #expect(Descriptors.waitReadable([silent.reader], timeoutMilliseconds: 0) == [false])
    #expect(Descriptors.waitReadable([silent.reader], timeoutMilliseconds: 5) == [false])
    #expect(Descriptors.waitReadable([], timeoutMilliseconds: 0) == [])
    #expect(!Descriptors.isWritable(-1))
  }
}
