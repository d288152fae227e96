import Practice
import SessionModel
import Testing

@Suite struct FileNameDateTests {
  @Test(
    arguments: [
      ("Recording 2026-11-20 19.03.05.wav", "2026-11-20", 68_585),
      ("20261120_190305.mp3", "2026-11-20", 68_585),
      ("Memo 2026-11-20 at 19.03.05.flac", "2026-11-20", 68_585),
      ("2026-11-20T1903-x.flac", "2026-11-20", 68_580),
      ("AUD-20261120-WA0007.opus", "2026-11-20", nil), ("talk 2026.11.20.ogg", "2026-11-20", nil),
      ("2026-11-20 at 7h45.wav", "2026-11-20", nil),
      ("PTT_2024_02_29 23h59m59.wav", "2024-02-29", 86_399),
      ("2026-11-20T2561.wav", "2026-11-20", nil),
    ] as [(String, String, Int?)])
  func `days and times in names`(name: String, day: String, seconds: Int?) throws {
    let date = try #require(FileNameDate(name))
    #expect(Day(number: date.day).description == day && date.secondsOfDay == seconds)
  }

  @Test(
    arguments: ["talk.wav", "", "12345678.wav", "2026-13-01.wav", "120261120.wav", "20260230.wav"])
  func `a name without a day`(name: String) { #expect(FileNameDate(name) == nil) }
}
