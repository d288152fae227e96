import Glibc

/// The clock that never jumps: CLOCK_MONOTONIC.
public enum MonotonicClock {
  /// Nanoseconds since an arbitrary start.
  ///
  /// The corresponding C function is `clock_gettime`.
  public static var nowNanoseconds: Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Lets the thread sleep for about this long.
  public static func sleep(milliseconds: Int) { usleep(UInt32(clamping: milliseconds * 1000)) }
}
