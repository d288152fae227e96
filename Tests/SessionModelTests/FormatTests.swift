import AudioCore
import SessionModel
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

  @Test(
    arguments: [
      (0.001, "0.01 s"), (0.042, "0.04 s"), (0.0949, "0.09 s"), (0.095, "0.1 s"), (3.64, "3.6 s"),
      (75.2, "1:16"),
    ])
  func `a difference is never rounded to nothing, and fits what is read`(
    seconds: Double, text: String
  ) {
    // 0:44 is read of the first.
    #expect(Format.difference(seconds, onClock: (44.8, 120)) == text)
  }

  @Test(arguments: [(4.2, 1200.0), (0, 1200), (1199.9, 1200), (0.4, 205.5), (3601.7, 3700)])
  func `what is gone and what is left add up on the clock`(gone: Double, total: Double) throws {
    func seconds(_ clock: String) -> Int {
      clock.split(separator: ":").reduce(0) { $0 * 60 + (Int($1) ?? 0) }
    }
    let left = Format.clock(from: gone, to: total)
    #expect(seconds(Format.clock(gone)) + seconds(left) == seconds(Format.clock(total)))
  }

  @Test(arguments: [(0.25, "0.25"), (0.3, "0.30"), (0.255, "0.255"), (0.1234, "0.1234")])
  func `a setting has all of its digits`(seconds: Double, text: String) {
    #expect(Format.setting(seconds) == text)
  }

  @Test func `shares are whole percents`() {
    #expect(Format.percent(0.675) == "68 %")
    #expect(Format.level(Decibels(-23.04)) == "−23.0 dBFS")
  }
}
