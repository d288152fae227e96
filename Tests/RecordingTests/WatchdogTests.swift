import Testing

@testable import Recording

@Suite struct WatchdogTests {
  private func milliseconds(_ time: Int64) -> Int64 { time * 1_000_000 }

  @Test func `a thread without a sign of life for five seconds hangs`() {
    var watchdog = Watchdog()
    var hungAt: Int64?
    for time in stride(from: Int64(0), through: 10_000, by: 50) where hungAt == nil {
      if watchdog.isHung(beat: 1, limit: Watchdog.limitNanoseconds, now: milliseconds(time)) {
        hungAt = time
      }
    }
    #expect((hungAt ?? 0) >= 5000 && (hungAt ?? 0) <= 5200)
  }

  @Test func `a living thread does not hang, however long`() {
    var watchdog = Watchdog()
    for time in stride(from: Int64(0), through: 60_000, by: 50) {
      let isHung = watchdog.isHung(
        beat: milliseconds(time / 4000 * 4000 + 1), limit: Watchdog.limitNanoseconds,
        now: milliseconds(time))
      #expect(!isHung)
    }
  }

  @Test func `time in which the whole process was stopped does not count`() {
    var watchdog = Watchdog()
    var results = [
      watchdog.isHung(beat: 1, limit: Watchdog.limitNanoseconds, now: milliseconds(50))
    ]
    results.append(
      watchdog.isHung(beat: 1, limit: Watchdog.limitNanoseconds, now: milliseconds(100)))
    results.append(
      watchdog.isHung(beat: 1, limit: Watchdog.limitNanoseconds, now: milliseconds(600_000)))
    #expect(results == [false, false, false])
  }

  @Test func `a lost device may take its time to open, until it is given up or the session ends`()
    throws
  {
    let link = try CaptureLink(sampleRate: .recording)
    #expect(link.patience(now: 1) == nil)
    link.beat()
    #expect(link.patience(now: 1) == Watchdog.limitNanoseconds)
    link.reopenDeadline.store(milliseconds(60_000), ordering: .relaxed)
    #expect(link.patience(now: milliseconds(59_999)) == nil)
    #expect(link.patience(now: milliseconds(60_001)) == Watchdog.limitNanoseconds)
    link.isFinishing.store(true, ordering: .relaxed)
    #expect(link.patience(now: 1) == Watchdog.finishingLimitNanoseconds)
  }

  @Test func `a limit counts from the moment it is set`() {
    var watchdog = Watchdog()
    var hungAt: Int64?
    for time in stride(from: Int64(0), through: 40_000, by: 50) where hungAt == nil {
      let limit = time < 30_000 ? nil : Watchdog.finishingLimitNanoseconds
      if watchdog.isHung(beat: 1, limit: limit, now: milliseconds(time)) { hungAt = time }
    }
    #expect((hungAt ?? 0) >= 32_000 && (hungAt ?? 0) <= 32_200)
  }
}
