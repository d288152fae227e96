import Foundation
import SessionModel
import Testing

@Suite struct SessionDateTests {
  @Test(
    arguments: [
      ("2026-11-20T19:03:00+01:00", "2026-11-20 19:03", 1_795_197_780),
      ("2026-11-20T19:03:59.25-0330", "2026-11-20 19:03", 1_795_214_039),
      ("2024-02-29T00:00Z", "2024-02-29 00:00", 1_709_164_800),
      ("1969-12-31 23:59:59", "1969-12-31 23:59", -1),
    ])
  func `a start is a day and a time where it was`(text: String, local: String, epoch: Int) throws {
    let date = try #require(SessionDate(text))
    #expect(date.text == local && date.epochSeconds == epoch)
  }

  @Test(
    arguments: [
      "", "2026-11-20", "2026-02-29T10:00Z", "2026-13-01T10:00Z", "2026-00-10T10:00Z",
      "2026-11-20T24:00Z", "2026-11-20T10:60Z", "2026-11-20T10:00+", "2026-11-20T10:00Zx",
      "٢026-11-20T10:00Z", "20261120T1000Z",
    ])
  func `what is no date is nil`(text: String) { #expect(SessionDate(text) == nil) }

  @Test func `days and weeks agree with Foundation's calendar`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for day in stride(from: 0, to: 60_000, by: 17) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let (year, month, dayOfMonth) = Day(number: day).parts
      #expect(parts.year == year && parts.month == month && parts.day == dayOfMonth)
      #expect(Day(exactly: year, month, dayOfMonth)?.number == day)
      #expect(((parts.weekday ?? 0) + 5) % 7 == Day(number: day).weekdayIndex)
      #expect(Day(number: Day(number: day).monday.number).weekdayIndex == 0)
    }
  }
}
