import PracticeHistory
import Testing

/// Against other implementations.
///
/// Python's `statistics` and scipy 1.17.1, for each `x` and `y`:
///
/// ```
/// statistics.quantiles(y, n=4, method="inclusive")
/// scipy.stats.theilslopes(y, x)
/// ```
@Suite struct StatisticsTests {
  struct Case: Sendable {
    let x: [Double]
    let y: [Double]
    let quartiles: [Double]
    /// Slope, intercept, lower and upper end of the slope's interval.
    let line: [Double]
  }

  @Test(
    arguments: [
      Case(
        x: [0, 1, 2, 3, 4, 5, 6, 7], y: [0.61, 0.64, 0.6, 0.66, 0.69, 0.65, 0.71, 0.72],
        quartiles: [0.6325, 0.655, 0.695],
        line: [0.01619047619047618, 0.5983333333333334, 0.008000000000000007, 0.029999999999999916]),
      Case(
        x: [0, 0.5, 1.2, 3, 3.1, 4.7, 6], y: [1.42, 1.31, 9.5, 1.22, 1.3, 1.1, 1.05],
        quartiles: [1.1600000000000001, 1.3, 1.365],
        line: [
          -0.06166666666666665, 1.4849999999999999, -1.7604166666666665, -0.0038461538461538494,
        ]),
      Case(
        x: [0, 1, 1, 2, 2, 2, 3, 4, 4], y: [4, 3, 4, 4, 5, 4, 4, 5, 3], quartiles: [4, 4, 4],
        line: [0, 4, -0.3333333333333333, 0.5]),
      Case(
        x: [0, 1, 2, 3, 4], y: [2, 2, 2, 2, 2], quartiles: [2, 2, 2], line: [0, 2, 0, 0]),
      Case(
        x: [0, 1, 2, 3, 4], y: [0.5, 0.9, 0.4, 0.8, 0.7], quartiles: [0.5, 0.7, 0.8],
        line: [0, 0.7, -0.5, 0.4]),
    ])
  func `quartiles and lines are those of Python and scipy`(example: Case) throws {
    let band = try #require(MiddleBand(example.y))
    for (own, other) in zip(
      [band.lowerQuartile, band.median, band.upperQuartile], example.quartiles)
    {
      #expect(abs(own - other) < 1e-12)
    }
    let points = zip(example.x, example.y).map { TheilSenLine.Point(x: $0, y: $1) }
    let line = try #require(TheilSenLine(points))
    let numbers = [line.slope, line.intercept, line.lowerSlope, line.upperSlope]
    for (own, other) in zip(numbers, example.line) { #expect(abs(own - other) < 1e-12) }
    #expect(line.count == example.x.count)
  }

  @Test func `four sessions are too few for a line, and one day is no time`() {
    let points = (0..<5).map { TheilSenLine.Point(x: Double($0), y: Double($0)) }
    #expect(TheilSenLine(points) != nil)
    #expect(TheilSenLine(Array(points.dropLast())) == nil)
    #expect(TheilSenLine(points.map { TheilSenLine.Point(x: 3, y: $0.y) }) == nil)
    #expect(MiddleBand([]) == nil)
    #expect(MiddleBand([7])?.spread == 0)
  }

  @Test func `a line of many sessions is that of the last ones`() throws {
    // The first half falls, the last 500 rise by 2 each.
    let points = (0..<1000).map { index in
      let x = Double(index)
      return TheilSenLine.Point(x: x, y: index < 500 ? -x : 2 * x)
    }
    let line = try #require(TheilSenLine(points))
    #expect(line.slope == 2 && line.isClear && line.times == 500...999)
  }
}
