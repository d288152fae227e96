/// Adds up time in which a thread itself ran: from look to look, each up to a limit.
///
/// After Ctrl-Z and `fg`, or on a starved machine, everybody was away, and nobody is late.
struct WatchedTime {
  /// The most that one look counts.
  let mostPerLook: Int64
  /// What has come together, in nanoseconds.
  private(set) var nanoseconds: Int64 = 0
  private var lastLook: Int64?

  init(mostPerLook: Int64) { self.mostPerLook = mostPerLook }

  /// Looks at the clock.
  mutating func look(_ now: Int64) {
    if let lastLook { nanoseconds += min(now - lastLook, mostPerLook) }
    lastLook = now
  }

  /// Begins anew.
  mutating func restart(_ now: Int64) {
    nanoseconds = 0
    lastLook = now
  }
}
