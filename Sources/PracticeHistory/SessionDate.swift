import SessionModel

/// The day and time at which a session began, where it began.
///
/// From `session.json`'s start, ISO 8601 with an offset. The day is the speaker's
/// own, whatever the time zone of the machine that reads it.
public struct SessionDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, on the speaker's calendar.
  public let day: Int
  /// Seconds since midnight, 0 to 86,399.
  public let secondsOfDay: Int
  /// Seconds since 1970 in UTC.
  public let epochSeconds: Int

  /// Reads `2026-11-20T19:03:00+01:00`, seconds and offset optional.
  /// - Returns: nil for a day or a time that does not exist.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    func number(_ digits: Int) -> Int? {
      guard rest.count >= digits, rest.prefix(digits).allSatisfy({ (48...57).contains($0) }) else {
        return nil
      }
      defer { rest = rest.dropFirst(digits) }
      return rest.prefix(digits).reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    func skip(_ character: Character) -> Bool {
      guard rest.first == character.asciiValue else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
      let days = Self.days(year: year, month: month, day: day), skip("T") || skip(" "),
      let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60
    else { return nil }
    var second = 0
    if skip(":") {
      guard let value = number(2), value < 61 else { return nil }
      second = min(59, value)
      if skip(".") { while number(1) != nil {} }
    }
    var offset = 0
    if !rest.isEmpty, !skip("Z") {
      let sign = skip("+") ? 1 : skip("-") ? -1 : 0
      guard sign != 0, let hours = number(2), hours < 24 else { return nil }
      _ = skip(":")
      let minutes = number(2) ?? 0
      offset = sign * (hours * 3600 + minutes * 60)
    }
    guard rest.isEmpty else { return nil }
    self.day = days
    secondsOfDay = hour * 3600 + minute * 60 + second
    epochSeconds = days * 86_400 + secondsOfDay - offset
  }

  /// Monday of the week: days since 1970-01-01.
  public var week: Int { Self.week(ofDay: day) }

  /// Monday of a day's week.
  public static func week(ofDay day: Int) -> Int { day - weekday(ofDay: day) }

  /// The day of the week, Monday being 0.
  public static func weekday(ofDay day: Int) -> Int {
    // 1970-01-01 was a Thursday.
    let rest = (day + 3) % 7
    return rest < 0 ? rest + 7 : rest
  }

  /// A day as `2026-11-20`.
  public static func text(day: Int) -> String {
    Day(number: day).description
  }

  /// The time as `19:03`.
  public var clock: String {
    "\(Self.digits(secondsOfDay / 3600, 2)):\(Self.digits(secondsOfDay / 60 % 60, 2))"
  }

  /// Day and time as `2026-11-20 19:03`.
  public var text: String { "\(Self.text(day: day)) \(clock)" }

  /// Orders by the moment, whatever the place.
  public static func < (left: SessionDate, right: SessionDate) -> Bool {
    left.epochSeconds < right.epochSeconds
  }

  private static func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// Days since 1970-01-01 of a day of the Gregorian calendar; nil when there is none.
  public static func days(year: Int, month: Int, day: Int) -> Int? {
    guard 1...12 ~= month, day >= 1 else { return nil }
    let found = Day(year: year, month: month, day: day)
    return found.parts == (year, month, day) ? found.number : nil
  }

  /// Year, month and day of a day after the year 0.
  public static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    Day(number: day).parts
  }
}
