import SessionModel

/// The day, and often the time, that recorders put into the names of their files.
///
/// Such as `Recording 2026-11-20 19.03.05.wav`, `20261120_190305.mp3` or
/// `2026-11-20T1903.flac`.
public struct FileNameDate: Hashable, Sendable {
  /// Days since 1970-01-01.
  public let day: Int
  /// Seconds since midnight; nil when the name has a day alone.
  public let secondsOfDay: Int?

  /// Finds the first day in a name.
  /// - Returns: nil when there is none from 1990 to 2099.
  public init?(_ name: String) {
    let bytes = Array(name.utf8)
    for start in bytes.indices where start == 0 || !Self.isDigit(bytes[start - 1]) {
      var place = start
      guard let year = Self.number(bytes, &place, 4), 1990...2099 ~= year else { continue }
      let afterYear = place
      Self.skip(bytes, &place, "-_. ")
      let isSeparated = place > afterYear
      guard let month = Self.number(bytes, &place, 2) else { continue }
      if isSeparated { Self.skip(bytes, &place, "-_. ") }
      guard let dayOfMonth = Self.number(bytes, &place, 2),
        let day = Day(exactly: year, month, dayOfMonth)?.number
      else { continue }
      self.day = day
      secondsOfDay = Self.time(bytes, place)
      return
    }
    return nil
  }

  /// The time after the day.
  private static func time(_ bytes: [UInt8], _ start: Int) -> Int? {
    var place = start
    // Words such as "WA" begin a counter and no time.
    while place < bytes.count, place - start < 4, "Tat_-., ".utf8.contains(bytes[place]) {
      place += 1
    }
    guard place > start, let hour = number(bytes, &place, 2), hour < 24 else { return nil }
    skip(bytes, &place, "-_.:h")
    guard let minute = number(bytes, &place, 2), minute < 60 else { return nil }
    skip(bytes, &place, "-_.:m")
    let second = number(bytes, &place, 2).flatMap { $0 < 60 ? $0 : nil }
    return hour * 3600 + minute * 60 + (second ?? 0)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func number(_ bytes: [UInt8], _ place: inout Int, _ digits: Int) -> Int? {
    guard place + digits <= bytes.count, bytes[place..<(place + digits)].allSatisfy(isDigit) else {
      return nil
    }
    defer { place += digits }
    return bytes[place..<(place + digits)].reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private static func skip(_ bytes: [UInt8], _ place: inout Int, _ characters: String) {
    if place < bytes.count, characters.utf8.contains(bytes[place]) { place += 1 }
  }
}
