public import Foundation

/// A day and a time on the clocks of a place, such as those at which a session began.
///
/// From `session.json`'s start, ISO 8601 with an offset, the day is the speaker's
/// own, whatever the time zone of the machine that reads it.
public struct SessionDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, on the speaker's calendar.
  public let day: Int
  /// Seconds since midnight, 0 to 86,399.
  public let secondsOfDay: Int
  /// How far the place's clocks are ahead of UTC, in seconds.
  public let offsetSeconds: Int

  /// Seconds since 1970 in UTC.
  public var epochSeconds: Int { day * 86_400 + secondsOfDay - offsetSeconds }

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
      let found = Day(exactly: year, month, day), skip("T") || skip(" "),
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
    self.day = found.number
    secondsOfDay = hour * 3600 + minute * 60 + second
    offsetSeconds = offset
  }

  /// A place's clocks: how far they are ahead of UTC at a moment, both in seconds.
  public typealias Clocks = @Sendable (_ epochSeconds: Int) -> Int

  /// A moment on the clocks of a place; parts of a second are dropped.
  public init(_ moment: Date, in clocks: Clocks) {
    offsetSeconds = clocks(Int(moment.timeIntervalSince1970.rounded(.down)))
    let local = Int(moment.timeIntervalSince1970.rounded(.down)) + offsetSeconds
    secondsOfDay = ((local % 86_400) + 86_400) % 86_400
    day = (local - secondsOfDay) / 86_400
  }

  /// A day and a time as the clocks of a place show them.
  public init(day: Int, secondsOfDay: Int, in clocks: Clocks) {
    let shown = day * 86_400 + secondsOfDay
    self.day = day
    self.secondsOfDay = secondsOfDay
    offsetSeconds = clocks(shown - clocks(shown))
  }

  /// Reads the date and time that a session's id begins with, such as `2026-11-20T1903`.
  /// - Returns: nil when it begins otherwise.
  public init?(stamp: some StringProtocol, in clocks: Clocks) {
    let text = stamp.prefix(15)
    guard text.count == 15, let date = SessionDate("\(text.prefix(13)):\(text.suffix(2))") else {
      return nil
    }
    self.init(day: date.day, secondsOfDay: date.secondsOfDay, in: clocks)
  }

  /// Monday of the week: days since 1970-01-01.
  public var week: Int { Day(number: day).monday.number }

  /// ISO 8601 with the offset, as files have it: `2026-11-20T19:03:00+01:00`.
  public var iso: String {
    let (sign, offset) = (offsetSeconds < 0 ? "-" : "+", abs(offsetSeconds))
    return "\(Day(number: day))T\(clock):\(Self.digits(secondsOfDay % 60))"
      + "\(sign)\(Self.digits(offset / 3600)):\(Self.digits(offset / 60 % 60))"
  }

  /// As a session's id begins with it: `2026-11-20T1903`.
  public var stamp: String { "\(Day(number: day))T\(clock.replacing(":", with: ""))" }

  /// Day and time where a session's id tells another one, as after a correction; nil where both
  /// agree.
  public func text(besideID id: String) -> String? { id.hasPrefix(stamp) ? nil : text }

  /// The time as `19:03`.
  public var clock: String {
    "\(Self.digits(secondsOfDay / 3600)):\(Self.digits(secondsOfDay / 60 % 60))"
  }

  /// Day and time as `2026-11-20 19:03`.
  public var text: String { "\(Day(number: day)) \(clock)" }

  /// Orders by the moment, whatever the place.
  public static func < (left: SessionDate, right: SessionDate) -> Bool {
    left.epochSeconds < right.epochSeconds
  }

  private static func digits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
