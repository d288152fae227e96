import Foundation
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
    return (losses, monitor.fit.partsPerMillion)
  }

  @Test func `a jump that stays is a loss of its length, once`() throws {
    let result = run(seconds: 60) { $0 < 20 ? 0 : 0.4 }
    #expect(result.losses.count == 1)
    let loss = try #require(result.losses.first)
    #expect(abs(loss.seconds - 0.4) < 0.002 && loss.at < 24.5)
  }

  @Test(arguments: [300.0, -300, 50, 0])
  func `a crystal's deviation is stated and no loss`(ppm: Double) throws {
    let result = run(seconds: 150) { -$0 * ppm * 1e-6 }
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

  /// A sound server's delay in seconds: it settles within some seconds, then wavers.
  private func server(_ time: Double, settling: Double, wavering: Double) -> Double {
    let phase = time * 0.9
    return settling * exp(-time / 4) + wavering * (sin(phase) + sin(phase * 0.37))
  }

  @Test(arguments: [5, 30, 59, 110])
  func `nothing is said of a short session's drift, however its start looks`(seconds: Double) {
    for settling in [0, 0.4, -0.4] {
      let result = run(seconds: seconds) { self.server($0, settling: settling, wavering: 0.001) }
      #expect(result.ppm == nil)
    }
  }

  @Test(arguments: [0.4, -0.4])
  func `a start that settles is no drift of a long session either`(settling: Double) {
    let result = run(seconds: 600) { self.server($0, settling: settling, wavering: 0.001) }
    #expect(result.ppm.map { abs($0) < 10 } ?? true, "\(String(describing: result.ppm))")
  }

  @Test func `a drift behind a wavering delay is stated once minutes carry it`() throws {
    let result = run(seconds: 900) {
      self.server($0, settling: 0.2, wavering: 0.002) - $0 * 80e-6
    }
    #expect(abs(try #require(result.ppm) - 80) < 10)
  }

  @Test func `a delay that wanders or jumps by tens of milliseconds is no drift`() {
    #expect(run(seconds: 300) { 0.03 * sin($0 / 60) }.ppm == nil)
    #expect(run(seconds: 240) { $0 < 130 ? 0 : -0.04 }.ppm == nil)
  }

  @Test func `hours take no more room, and say the same`() throws {
    let result = run(seconds: 3 * 3600) { -$0 * 42e-6 + 0.001 * sin($0) }
    #expect(abs(try #require(result.ppm) - 42) < 1)
  }

  @Test func `a new start begins anew, and keeps what was stated until it is judged again`() throws
  {
    var fit = DriftFit()
    for second in Int64(0)...200 { fit.take(epoch: -second * 50_000, time: second * 1_000_000_000) }
    #expect(abs(try #require(fit.partsPerMillion) - 50) < 1)
    fit.restart()
    for second in Int64(300)...400 {
      fit.take(epoch: 9_000_000, time: second * 1_000_000_000)
    }
    #expect(abs(try #require(fit.partsPerMillion) - 50) < 1)
    for second in Int64(401)...500 {
      fit.take(epoch: 9_000_000, time: second * 1_000_000_000)
    }
    #expect(abs(try #require(fit.partsPerMillion)) < 1)
  }
}
