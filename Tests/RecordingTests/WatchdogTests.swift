import Testing

@testable import Recording

@Suite struct WatchdogTests {
  private func milliseconds(_ time: Int64) -> Int64 { time * 1_000_000 }

  @Test func `a thread without a sign of life for five seconds hangs`() {
    var watchdog = Watchdog()
    var hungAt: Int64?
    for time in stride(from: Int64(0), through: 10_000, by: 50) where hungAt == nil {
      if watchdog.isHung(beat: 1, now: milliseconds(time)) { hungAt = time }
    }
    #expect((hungAt ?? 0) >= 5000 && (hungAt ?? 0) <= 5200)
  }

  @Test func `a living thread does not hang, however long`() {
    var watchdog = Watchdog()
    for time in stride(from: Int64(0), through: 60_000, by: 50) {
      let isHung = watchdog.isHung(
        beat: milliseconds(time / 4000 * 4000 + 1), now: milliseconds(time))
      #expect(!isHung)
    }
  }

  @Test func `time in which the whole process was stopped does not count`() {
    var watchdog = Watchdog()
    var results = [watchdog.isHung(beat: 1, now: milliseconds(50))]
    results.append(watchdog.isHung(beat: 1, now: milliseconds(100)))
    results.append(watchdog.isHung(beat: 1, now: milliseconds(600_000)))
    #expect(results == [false, false, false])
  }

  @Test func `no sign of life is expected while a lost device is opened again`() {
    var watchdog = Watchdog()
    for time in stride(from: Int64(0), through: 20_000, by: 50) {
      let isHung = watchdog.isHung(beat: 0, now: milliseconds(time))
      #expect(!isHung)
    }
  }
}
