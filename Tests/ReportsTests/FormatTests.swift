import AudioCore
import Reports
import Testing

@Suite struct FormatTests {
  @Test(
    arguments: [
      (0.0, "0:00"), (59.99, "0:59"), (60, "1:00"), (3599.9, "59:59"), (3600, "1:00:00"),
      (-5, "0:00"),
    ])
  func `clocks cut seconds and show hours when there are any`(seconds: Double, text: String) {
    #expect(Format.clock(seconds) == text)
  }

  @Test(
    arguments: [
      (0.0, "0.00 s"), (0.254, "0.25 s"), (9.994, "9.99 s"), (9.995, "10.0 s"), (61.26, "61.3 s"),
    ])
  func `lengths have two decimals below ten seconds`(seconds: Double, text: String) {
    #expect(Format.seconds(seconds) == text)
  }

  @Test(
    arguments: [
      (-24.06, 1, "−24.1"), (-0.04, 1, "0.0"), (0.05, 1, "0.1"), (7, 0, "7"), (2.005, 3, "2.005"),
      (-120, 0, "−120"),
    ])
  func `decimals are rounded and never show a negative zero`(
    value: Double, digits: Int, text: String
  ) {
    #expect(Format.decimal(value, digits: digits) == text)
  }

  @Test func `shares are whole percents`() {
    #expect(Format.percent(0.675) == "68 %")
    #expect(Format.level(Decibels(-23.04)) == "−23.0 dBFS")
  }

  @Test func `text without Unicode is ASCII and says the same`() {
    let style = TextStyle(isUnicode: false)
    #expect(style.plain("≥ 0.25 s · 5:00–7:00 −3 × “x”") == ">= 0.25 s , 5:00-7:00 -3 x \"x\"")
    #expect(TextStyle(columns: 10).columns == 40)
    #expect(TextStyle(isColoured: false).paint("x", .red) == "x")
  }
}
