import Foundation
import Synchronization
import Testing

@testable import LinuxSystem

/// Signals are sent to single threads, which have them blocked: nobody else sees them.
@Suite struct SignalQueueTests {
  /// Runs in a thread of its own with a queue, and returns what that returned.
  private func inThread<Result: Sendable>(
    _ run: @escaping @Sendable (SignalQueue) -> Result
  ) throws -> Result {
    let result = Mutex<Result?>(nil)
    try NamedThread(name: "test-signals") {
      guard let queue = try? SignalQueue() else { return }
      let value = run(queue)
      result.withLock { $0 = value }
    }.join()
    return try #require(result.withLock { $0 })
  }

  @Test(arguments: SignalQueue.Signal.allCases)
  func `a signal waits in the queue instead of acting`(signal: SignalQueue.Signal) throws {
    let found = try inThread { queue in
      func isReadable() -> Bool {
        Descriptors.waitReadable([queue.descriptor], timeoutMilliseconds: 0) == [true]
      }
      var answers = [isReadable()]
      let before = queue.next()
      pthread_kill(pthread_self(), signal.rawValue)
      answers.append(isReadable())
      let first = queue.next()
      answers.append(isReadable())
      return (answers, [before, first, queue.next()])
    }
    #expect(found.0 == [false, true, false])
    #expect(found.1 == [nil, signal, nil])
  }

  @Test func `the numbers are the system's, the names those that kill takes`() {
    let numbers: [(SignalQueue.Signal, Int32, String)] = [
      (.interrupt, SIGINT, "INT"), (.quit, SIGQUIT, "QUIT"), (.terminate, SIGTERM, "TERM"),
      (.hangup, SIGHUP, "HUP"), (.suspend, SIGTSTP, "TSTP"), (.resume, SIGCONT, "CONT"),
      (.resized, SIGWINCH, "WINCH"),
    ]
    #expect(numbers.map(\.0) == SignalQueue.Signal.allCases)
    for (signal, number, name) in numbers {
      #expect(signal.rawValue == number && signal.name == name)
    }
  }

  @Test func `several signals all wait, one sent twice is one`() throws {
    let found = try inThread { queue in
      for signal in [SIGTERM, SIGINT, SIGTERM, SIGWINCH, SIGINT] {
        pthread_kill(pthread_self(), signal)
      }
      var found: [SignalQueue.Signal] = []
      while let next = queue.next() { found.append(next) }
      return found
    }
    #expect(found.count == 3 && Set(found) == [.terminate, .interrupt, .resized])
  }

  @Test func `threads that begin later leave the signals to the queue as well`() throws {
    let isBlocked = try inThread { _ in
      let found = Mutex<[Bool]>([])
      let later = try? NamedThread(name: "test-later") {
        var blocked = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &blocked)
        let all = SignalQueue.Signal.allCases.map { sigismember(&blocked, $0.rawValue) == 1 }
        found.withLock { $0 = all }
      }
      later?.join()
      return found.withLock { $0 }
    }
    #expect(isBlocked == SignalQueue.Signal.allCases.map { _ in true })
  }

  @Test func `use of the terminal from the background stops the process, or does not`() async {
    await #expect(processExitsWith: .success) {
      func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      }
      for isStopping in [false, true, false] {
        SignalQueue.setStops(inBackground: isStopping)
        #expect(isIgnored(SIGTTIN) != isStopping && isIgnored(SIGTTOU) != isStopping)
      }
    }
  }

  @Test func `a process that stops itself goes on when it is continued`() async {
    await #expect(processExitsWith: .success) {
      let child = try ChildProgram(
        "/bin/sh",
        [
          "-c", #"until grep -q '^State:.T' /proc/$0/status; do :; done; kill -CONT $0"#,
          "\(getpid())",
        ])
      SignalQueue.stopProcess()
      _ = consume child
    }
  }
}
