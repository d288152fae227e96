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
      ("REC20261121193005.wav", "2026-11-21", 70_205), ("202611211930.wav", "2026-11-21", 70_200),
      ("Audio 2026-11-21 at 7.30.05 PM.m4a", "2026-11-21", 70_205),
      ("2026-11-21 at 7.30.05\u{202F}PM.wav", "2026-11-21", 70_205),
      ("2026-11-21 12.05 am.wav", "2026-11-21", 300),
      ("2026-11-21 12.05 p.m.wav", "2026-11-21", 43_500),
      ("2062101512_20261120-190305.wav", "2026-11-20", 68_585),
      ("+49 2062101512 2026-11-20.wav", "2026-11-20", nil),
      ("2026-11-20 19-03-05-0007.wav", "2026-11-20", 68_585),
    ] as [(String, String, Int?)])
  func `days and times in names`(name: String, day: String, seconds: Int?) throws {
    let date = try #require(FileNameDate(name))
    #expect(Day(number: date.day).description == day && date.secondsOfDay == seconds)
    #expect(date.offsetSeconds == nil)
  }

  @Test(
    arguments: [
      ("2026-11-21T01-30-05.123Z.wav", 5405, 0), ("GMT20261121-013005_Recording.wav", 5405, 0),
      ("2026-11-21 01.30.05 UTC.flac", 5405, 0), ("2026-11-21T013005+0100.wav", 5405, 3600),
      ("20261121_013005-05:00.wav", 5405, -18_000), ("20261121_013005_zoo.wav", 5405, nil),
    ] as [(String, Int, Int?)])
  func `a clock that a name tells of`(name: String, seconds: Int, offset: Int?) throws {
    let date = try #require(FileNameDate(name))
    #expect(Day(number: date.day).description == "2026-11-21" && date.secondsOfDay == seconds)
    #expect(date.offsetSeconds == offset)
  }

  @Test(
    arguments: [
      "talk.wav", "", "12345678.wav", "2026-13-01.wav", "120261120.wav", "20260230.wav",
      "2062101512.wav", "+492062101512.ogg",
    ])
  func `a name without a day`(name: String) { #expect(FileNameDate(name) == nil) }
}
