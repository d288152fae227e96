public import AudioCore

/// Numbers as people read them: the one place where units become text.
public enum Format {
  /// What a damaged file may claim beyond this is not told apart.
  private static let largest = 1e12

  /// Minutes and seconds such as `4:07`, hours from 60 minutes on: `1:02:03`.
  ///
  /// Seconds are cut, not rounded, as a clock does.
  public static func clock(_ seconds: Double) -> String {
    let whole = Int(wholeSeconds(seconds))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
  }

  /// What a clock shows less at one time than at a later one: with the first it adds up.
  public static func clock(from start: Double, to end: Double) -> String {
    clock(wholeSeconds(end) - wholeSeconds(start))
  }

  /// Seconds as a clock cuts them.
  public static func wholeSeconds(_ seconds: Double) -> Double {
    min(max(0, seconds), largest).rounded(.down)
  }

  /// The time in seconds that the session's clock showed between the beginnings and the ends of
  /// ranges, so that what is printed of parts adds up to what is printed of the whole.
  public static func clockSeconds(of ranges: [FrameRange], at rate: SampleRate) -> Double {
    func shown(_ frame: Int) -> Double { wholeSeconds(rate.seconds(frames: frame)) }
    return ranges.reduce(0) { $0 + shown($1.end) - shown($1.start) }
  }

  /// A length such as `2.97 s`, from a minute on as a clock shows it: `1:02`.
  public static func length(_ length: Double) -> String {
    length < 59.95 ? seconds(length) : clock(length.rounded())
  }

  /// A length such as `0.62 s`; one decimal from 10 s on.
  public static func seconds(_ seconds: Double) -> String {
    "\(decimal(seconds, digits: seconds < 9.995 ? 2 : 1)) s"
  }

  /// A difference: a clock from a minute on, else seconds, never rounded to nothing.
  /// - Parameters:
  ///   - seconds: the difference.
  ///   - onClock: the two times as they are shown: from a minute on, the difference is that of what
  ///     is read.
  public static func difference(_ seconds: Double, onClock: (from: Double, to: Double)) -> String {
    if seconds >= 60 { return clock(from: onClock.from, to: onClock.to) }
    return seconds < 0.095
      ? "\(decimal(max(0.01, seconds), digits: 2)) s" : "\(decimal(seconds, digits: 1)) s"
  }

  /// A budget such as `5:00–7:00`.
  public static func band(_ budget: TimeBudget) -> String {
    "\(clock(budget.minimumSeconds))–\(clock(budget.maximumSeconds))"
  }

  /// A level such as `−24.1 dBFS`.
  public static func level(_ level: Decibels) -> String {
    "\(decimal(level.value, digits: 1)) dBFS"
  }

  /// A share of 1 as whole percent, such as `68 %`.
  public static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// A setting in seconds, without its unit: in two decimals, or as many more as it has.
  public static func setting(_ seconds: Double) -> String {
    let digits = (2...5).first { seconds.rounded(digits: $0) == seconds } ?? 6
    return decimal(seconds, digits: digits)
  }

  /// What times were multiplied with, such as `×0.05`.
  public static func scale(_ scale: Double) -> String {
    "×" + decimal(scale, digits: scale < 0.005 ? 3 : 2)
  }

  /// A plan's name, with its scale where that is not 1: `netflix-l4 ×0.05`.
  public static func scaled(_ name: String, by factor: Double) -> String {
    factor == 1 ? name : "\(name) \(scale(factor))"
  }

  /// A number with a fixed number of decimals, 0 to 6, and a minus sign.
  public static func decimal(_ value: Double, digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((min(abs(value), largest) * Double(scale)).rounded())
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard digits > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % scale)
    return "\(sign)\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count)
      + fraction
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
