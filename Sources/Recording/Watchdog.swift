/// Notices a capture thread that is stuck inside a call of the device.
///
/// Only time in which the writer itself ran counts: after Ctrl-Z and `fg`, or on a
/// starved machine, both threads were away, and nothing hangs.
struct Watchdog {
  /// How long one call of the device may take.
  static let limitNanoseconds: Int64 = 5_000_000_000
  /// The most that one look counts; looks are 50 ms apart as a rule.
  private static let mostPerLook: Int64 = 100_000_000

  private var lastBeat: Int64 = 0
  private var lastLook: Int64 = 0
  private var quietNanoseconds: Int64 = 0

  /// Looks at the capture thread's last sign of life.
  /// - Parameters:
  ///   - beat: when that was; 0 while none is expected.
  ///   - now: the time of this look, on the same clock.
  mutating func isHung(beat: Int64, now: Int64) -> Bool {
    defer { lastLook = now }
    if beat != lastBeat || beat == 0 {
      lastBeat = beat
      quietNanoseconds = 0
    } else {
      quietNanoseconds += min(now - lastLook, Self.mostPerLook)
    }
    return quietNanoseconds > Self.limitNanoseconds
  }
}
