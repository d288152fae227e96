/// Notices a capture thread that is stuck inside a call of the device.
struct Watchdog {
  /// How long one call of the device may take.
  static let limitNanoseconds: Int64 = 5_000_000_000
  /// How long opening a lost device may take once the speaker has ended the session.
  static let finishingLimitNanoseconds: Int64 = 2_000_000_000

  private var lastBeat: Int64 = 0
  private var lastLimit: Int64?
  /// Looks are 50 ms apart as a rule.
  private var quiet = WatchedTime(mostPerLook: 100_000_000)

  /// Looks at the capture thread's last sign of life.
  /// - Parameters:
  ///   - beat: when that was.
  ///   - limit: how long it may be away from now on, in nanoseconds; nil for ever.
  ///   - now: the time of this look, on the same clock.
  mutating func isHung(beat: Int64, limit: Int64?, now: Int64) -> Bool {
    if beat != lastBeat || limit != lastLimit {
      lastBeat = beat
      lastLimit = limit
      quiet.restart(now)
    } else {
      quiet.look(now)
    }
    return limit.map { quiet.nanoseconds > $0 } ?? false
  }
}
