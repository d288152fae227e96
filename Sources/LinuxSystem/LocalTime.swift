import Glibc

/// The time zone of this machine, as `TZ` or the system names it.
public enum LocalTime {
  /// How far the clocks here were ahead of UTC at a moment, in seconds.
  ///
  /// Of the C library, which takes every form of `TZ`: a zone's name, `:` and a name, and the rules
  /// of POSIX such as `CET-1CEST,M3.5.0,M10.5.0/3`.
  /// - Parameter epochSeconds: the moment, in seconds since 1970-01-01 in UTC.
  ///
  /// The corresponding C function is `localtime_r`.
  public static func offsetSeconds(at epochSeconds: Int) -> Int {
    var moment = time_t(epochSeconds)
    var parts = unsafe tm()
    // Unlike localtime, it need not look at TZ by itself.
    tzset()
    guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
    return unsafe parts.tm_gmtoff
  }
}
