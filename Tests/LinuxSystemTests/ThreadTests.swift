import Foundation
import Synchronization
import Testing

@testable import LinuxSystem

/// Threads, and how they wake each other.
@Suite struct ThreadTests {
  @Test func `a value is there for all who wait, and the first one counts`() throws {
    let box = try OneShot<Int>()
    let found = Mutex<[Int]>([])
    let waiting = try (0..<4).map { _ in
      try NamedThread(name: "test-waiting") {
        let value = box.wait()
        found.withLock { $0.append(value) }
      }
    }
    let setting = try NamedThread(name: "test-setting") {
      box.set(1)
      box.set(2)
    }
    for thread in waiting + [setting] { thread.join() }
    #expect(found.withLock { $0 } == [1, 1, 1, 1])
    box.set(3)
    #expect(box.wait() == 1)
  }

  @Test func `a raised descriptor is readable until it is lowered, however often raised`() throws {
    let wake = try WakeDescriptor()
    func isRaised() -> Bool {
      Descriptors.waitReadable([wake.descriptor], timeoutMilliseconds: 0) == [true]
    }
    #expect(!isRaised())
    for _ in 0..<3 {
      for _ in 0..<1000 { wake.raise() }
      #expect(isRaised() && isRaised())
      wake.lower()
      #expect(!isRaised())
      // Nothing to lower is nothing to wait for.
      wake.lower()
    }
  }

  @Test func `another thread's raise ends a wait`() throws {
    let wake = try WakeDescriptor()
    let silent = try WakeDescriptor()
    let answer = Mutex<[Bool]>([])
    let waiting = try NamedThread(name: "test-waiting") {
      let found = Descriptors.waitReadable(
        [silent.descriptor, wake.descriptor], timeoutMilliseconds: 60_000)
      answer.withLock { $0 = found }
    }
    wake.raise()
    waiting.join()
    #expect(answer.withLock { $0 } == [false, true])
  }

  @Test func `programs that are started do not inherit a wake descriptor`() throws {
    #expect(fcntl(try WakeDescriptor().descriptor, F_GETFD) & FD_CLOEXEC != 0)
  }

  @Test(arguments: [
    ("capture", "capture"), ("a name that is too long", "a name that is "), ("", ""),
  ])
  func `a thread is called as tools show it`(name: String, shown: String) throws {
    let found = Mutex("")
    try NamedThread(name: name) {
      let path = "/proc/thread-self/comm"
      let name = (try? String(contentsOfFile: path, encoding: .utf8)) ?? "none"
      found.withLock { $0 = name }
    }.join()
    #expect(found.withLock { $0 } == shown + "\n")
  }

  @Test func `joining waits for the end, and what the thread used is let go`() throws {
    final class Used: Sendable {
      let isLetGo: OneShot<Bool>
      init(_ isLetGo: OneShot<Bool>) { self.isLetGo = isLetGo }
      deinit { isLetGo.set(true) }
    }
    let isLetGo = try OneShot<Bool>()
    let isOver = Mutex(false)
    var used: Used? = Used(isLetGo)
    let thread = try NamedThread(name: "test-slow") { [used] in
      usleep(20_000)
      withExtendedLifetime(used) { isOver.withLock { $0 = true } }
    }
    used = nil
    thread.join()
    #expect(isOver.withLock { $0 })
    #expect(isLetGo.wait())
  }

  @Test func `real-time scheduling is had by the thread that asks, or is said to be missing`()
    throws
  {
    let outcome = Mutex<(Bool, Int32)?>(nil)
    try NamedThread(name: "test-real-time") {
      let isGranted = NamedThread.requestRealTime()
      var policy: Int32 = -1
      var parameters = sched_param()
      pthread_getschedparam(pthread_self(), &policy, &parameters)
      outcome.withLock { $0 = (isGranted, policy) }
    }.join()
    let (isGranted, policy) = try #require(outcome.withLock { $0 })
    #expect(isGranted == (policy == SCHED_FIFO))
  }

  @Test func `the clock never runs backwards, and sleeping takes at least its time`() {
    var last = MonotonicClock.nowNanoseconds
    for _ in 0..<10_000 {
      let now = MonotonicClock.nowNanoseconds
      #expect(now >= last)
      last = now
    }
    MonotonicClock.sleep(milliseconds: 15)
    #expect(MonotonicClock.nowNanoseconds - last >= 15_000_000)
    MonotonicClock.sleep(milliseconds: 0)
    MonotonicClock.sleep(milliseconds: -1)
  }
}
