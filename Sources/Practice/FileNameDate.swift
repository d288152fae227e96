import SessionModel

/// The day, and often the time, that recorders put into the names of their files.
///
/// Such as `Recording 2026-11-20 19.03.05.wav`, `REC20261120190305.wav`,
/// `Memo 2026-11-20 at 7.03.05 PM.m4a` or `GMT20261120-180305_Recording.mp4`.
public struct FileNameDate: Hashable, Sendable {
  /// Days since 1970-01-01.
  public let day: Int
  /// Seconds since midnight; nil when the name has a day alone.
  public let secondsOfDay: Int?
  /// How far the clock that it is from is ahead of UTC, in seconds; nil when the name does not say.
  public let offsetSeconds: Int?

  /// Finds the first day in a name.
  /// - Returns: nil when there is none from 1990 to 2099.
  public init?(_ name: String) {
    let bytes = Array(name.utf8)
    for start in bytes.indices where start == 0 || !Self.isDigit(bytes[start - 1]) {
      var scanner = Scanner(bytes: bytes, place: start)
      let digits = scanner.digitsAhead
      guard let year = scanner.number(4), 1990...2099 ~= year else { continue }
      let isSeparated = scanner.skip("-_. ")
      // A telephone number is no day: written together, a day has 8 digits, with its time 12 or 14.
      guard isSeparated || [8, 12, 14].contains(digits), let month = scanner.number(2) else {
        continue
      }
      if isSeparated { scanner.skip("-_. ") }
      guard let dayOfMonth = scanner.number(2),
        let day = Day(exactly: year, month, dayOfMonth)?.number
      else { continue }
      self.day = day
      let time = isSeparated || digits == 8 ? scanner.timeBehindDay() : scanner.time()
      secondsOfDay = time
      // Zoom's names begin so: GMT20261120-180305_Recording.
      let isUniversal = String(decoding: bytes[..<start], as: UTF8.self).uppercased()
        .hasSuffix("GMT")
      offsetSeconds = time == nil ? nil : isUniversal ? 0 : scanner.offset()
      return
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Reads on from a place in a name.
  private struct Scanner {
    let bytes: [UInt8]
    var place: Int

    /// How many digits follow one another here.
    var digitsAhead: Int { bytes[place...].prefix(while: FileNameDate.isDigit).count }

    mutating func number(_ digits: Int) -> Int? {
      guard digitsAhead >= digits else { return nil }
      defer { place += digits }
      return bytes[place..<(place + digits)].reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    @discardableResult
    mutating func skip(_ characters: String) -> Bool {
      guard place < bytes.count, characters.utf8.contains(bytes[place]) else { return false }
      place += 1
      return true
    }

    mutating func skip(word: String) -> Bool {
      guard bytes[place...].count >= word.utf8.count,
        String(decoding: bytes[place...].prefix(word.utf8.count), as: UTF8.self).uppercased()
          == word
      else { return false }
      place += word.utf8.count
      return true
    }

    /// The time behind a day, and what stands between.
    mutating func timeBehindDay() -> Int? {
      let start = place
      // Words such as "WA" begin a counter and no time.
      while place - start < 4, skip("Tat_-., ") {}
      return place > start ? time() : nil
    }

    /// Hour and minute, often a second, and the half of the day.
    mutating func time() -> Int? {
      let isHourAlone = digitsAhead == 1
      guard let hour = number(isHourAlone ? 1 : 2), hour < 24 else { return nil }
      guard skip("-_.:h") || !isHourAlone, let minute = number(2), minute < 60 else { return nil }
      let afterMinute = place
      skip("-_.:m")
      var second = number(2)
      if let found = second, found >= 60 {
        second = nil
        place = afterMinute
      }
      let afterTime = place
      // Parts of a second.
      if skip("."), !(1...9 ~= digitsAhead) { place = afterTime }
      while digitsAhead > 0, place > afterTime { place += 1 }
      guard let hour = hour24(hour, isHourAlone: isHourAlone) else { return nil }
      return hour * 3600 + minute * 60 + (second ?? 0)
    }

    /// The hour of 24, after what says which half of the day it is; an hour of one digit needs that.
    private mutating func hour24(_ hour: Int, isHourAlone: Bool) -> Int? {
      let before = place
      // A narrow space that does not break, too: E2 80 AF.
      if !skip(" _"), place + 3 <= bytes.count, bytes[place..<(place + 3)] == [0xE2, 0x80, 0xAF] {
        place += 3
      }
      for (word, noon) in [("AM", 0), ("PM", 12), ("A.M.", 0), ("P.M.", 12)]
      where 1...12 ~= hour && skip(word: word) {
        return hour % 12 + noon
      }
      place = before
      return isHourAlone ? nil : hour
    }

    /// `Z`, `UTC`, `GMT`, `+0100` or `-05:00` behind a time.
    func offset() -> Int? {
      var rest = self
      rest.skip(" _")
      for word in ["Z", "UTC", "GMT"] where rest.skip(word: word) {
        // Part of another word is none.
        let next = rest.place < bytes.count ? Unicode.Scalar(bytes[rest.place]) : " "
        return next.properties.isAlphabetic ? nil : 0
      }
      let isAhead = rest.skip("+")
      guard isAhead || rest.skip("-"), let hours = rest.number(2), hours <= 14 else { return nil }
      rest.skip(":")
      guard let minutes = rest.number(2), [0, 30, 45].contains(minutes), rest.digitsAhead == 0
      else { return nil }
      return (isAhead ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
  }
}
