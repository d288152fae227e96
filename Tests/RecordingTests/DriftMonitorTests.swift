import Testing

@testable import Recording

@Suite struct DriftMonitorTests {
  /// Feeds a read every 50 ms; the epoch is what a function of the second says.
  private func run(
    seconds: Double, epoch: (Double) -> Double
  ) -> (losses: [(at: Double, seconds: Double)], ppm: Double?) {
    var monitor = DriftMonitor(leastLossNanoseconds: 100_000_000)
    var losses: [(at: Double, seconds: Double)] = []
    var filled = 0.0
    for step in 1...Int(seconds * 20) {
      let time = Double(step) / 20
      let lost = monitor.lostNanoseconds(
        epoch: Int64((epoch(time) - filled) * 1e9) + 5_000_000_000, now: Int64(time * 1e9))
      if lost > 0 {
        losses.append((time, Double(lost) * 1e-9))
        filled += Double(lost) * 1e-9
      }
    }
    return (losses, monitor.partsPerMillion)
  }

  @Test func `a jump that stays is a loss of its length, once`() throws {
    let result = run(seconds: 60) { $0 < 20 ? 0 : 0.4 }
    #expect(result.losses.count == 1)
    let loss = try #require(result.losses.first)
    #expect(abs(loss.seconds - 0.4) < 0.002 && loss.at < 24.5)
  }

  @Test(arguments: [300.0, -300, 50, 0])
  func `a crystal's deviation is stated and no loss`(ppm: Double) throws {
    let result = run(seconds: 120) { -$0 * ppm * 1e-6 }
    #expect(result.losses.isEmpty)
    #expect(abs(try #require(result.ppm) - ppm) < 5)
  }

  @Test func `reads that come late now and then are no loss`() {
    let result = run(seconds: 60) { Int($0 * 20) % 7 == 0 ? 0 : 0.3 }
    #expect(result.losses.isEmpty)
  }

  @Test func `a jump that goes back at once is no loss`() {
    let result = run(seconds: 60) { (20..<21.5).contains($0) ? 0.4 : 0 }
    #expect(result.losses.isEmpty)
  }

  @Test func `nothing is said of a short session's drift`() {
    #expect(run(seconds: 5) { _ in 0 }.ppm == nil)
  }
}
