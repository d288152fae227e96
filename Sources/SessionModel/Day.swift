/// A day of the Gregorian calendar, without a time zone.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// The first day on which a session can have begun: clocks that were never set tell earlier ones.
  public static let firstOfSessions = Day(year: 2000, month: 1, day: 1)

  /// Names a day by its distance from 1970-01-01.
  public init(number: Int) { self.number = number }

  /// Reads the beginning of a date such as `2026-11-23T19:03:00+01:00`.
  /// - Returns: nil unless it begins with a day that exists, from year 1970 to 9999.
  public init?(_ text: some StringProtocol) {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 1970
    else { return nil }
    self.init(exactly: year, month, day)
  }

  /// Names a day by its parts; a day past the end of the month runs into the next.
  ///
  /// Hinnant, *chrono-compatible low-level date algorithms*, `days_from_civil`.
  public init(year: Int, month: Int, day: Int) {
    // Years begin in March, so that the leap day is a year's last.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Names a day by its parts.
  /// - Returns: nil for a day that does not exist.
  public init?(exactly year: Int, _ month: Int, _ day: Int) {
    guard 1...12 ~= month, day >= 1 else { return nil }
    self.init(year: year, month: month, day: day)
    guard parts == (year, month, day) else { return nil }
  }

  /// Year, month and day.
  ///
  /// Hinnant, as above, `civil_from_days`. For days from 1970 on.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  /// The day so many days later, or earlier when negative.
  public func adding(days: Int) -> Day { Day(number: number + days) }

  /// How many days after another one it is.
  public func days(since other: Day) -> Int { number - other.number }

  /// The date as `2026-11-23`.
  public var description: String {
    let (year, month, day) = parts
    func digits(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  /// The day of the week, Monday being 0.
  public var weekdayIndex: Int {
    // 1970-01-01 was a Thursday.
    let rest = (number + 3) % 7
    return rest < 0 ? rest + 7 : rest
  }

  /// The day of the week in English: `Mon`.
  public var weekday: String {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekdayIndex]
  }

  /// The Monday of its week.
  public var monday: Day { adding(days: -weekdayIndex) }

  /// Orders days in time.
  public static func < (one: Day, other: Day) -> Bool { one.number < other.number }
}

extension Day: Codable {
  /// Reads a date such as `2026-11-23`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard text.utf8.count == 10, let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no date such as 2026-11-23")
    }
    self = day
  }

  /// Writes the date as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
