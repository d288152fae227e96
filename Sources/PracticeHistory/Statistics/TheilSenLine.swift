import SpeechAnalysis

/// The Theil–Sen line through points, with the 95 % interval of its slope.
///
/// The slope is the median of the slopes between all pairs of points, so that a few
/// odd sessions do not turn it. Below five points there is none: a line through
/// three points says nothing.
/// - SeeAlso: Sen, Journal of the American Statistical Association 63 (1968);
///   the numbers are those of `scipy.stats.theilslopes(y, x)`.
public struct TheilSenLine: Hashable, Sendable {
  /// The fewest points that make a line.
  public static let fewestPoints = 5
  /// The most points that are looked at, the last ones.
  ///
  /// All pairs count, so that the work grows with the square of the points.
  public static let mostPoints = 500

  /// One value at one time.
  public struct Point: Hashable, Sendable {
    /// The time, in any unit.
    public let x: Double
    /// The value.
    public let y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The number of points that it was found from.
  public let count: Int
  /// The change of the value per unit of time.
  public let slope: Double
  /// The lower end of the slope's 95 % interval.
  public let lowerSlope: Double
  /// The upper end of the slope's 95 % interval.
  public let upperSlope: Double
  /// The value at time 0.
  public let intercept: Double
  /// The first and the last time.
  public let times: ClosedRange<Double>

  /// Whether the interval leaves no doubt about the direction.
  public var isClear: Bool { lowerSlope > 0 || upperSlope < 0 }

  /// Finds the line.
  /// - Parameter points: in order of time; only the last ``mostPoints`` count.
  /// - Returns: nil for fewer than ``fewestPoints``, and when all have the same time.
  public init?(_ points: [Point]) {
    let points = points.suffix(Self.mostPoints)
    guard points.count >= Self.fewestPoints else { return nil }
    var slopes: [Double] = []
    slopes.reserveCapacity(points.count * (points.count - 1) / 2)
    for (index, first) in points.enumerated() {
      for second in points.dropFirst(index + 1) where second.x != first.x {
        slopes.append((second.y - first.y) / (second.x - first.x))
      }
    }
    slopes.sort()
    let xs = points.map(\.x).sorted()
    let ys = points.map(\.y).sorted()
    guard let slope = quantile(0.5, ofSorted: slopes), let x = quantile(0.5, ofSorted: xs),
      let y = quantile(0.5, ofSorted: ys)
    else { return nil }
    count = points.count
    self.slope = slope
    intercept = y - slope * x
    times = xs[0]...xs[xs.count - 1]
    // Equation 2.6 of Sen (1968), with Kendall's correction for equal values.
    let variance = (Self.term(points.count) - Self.ties(xs) - Self.ties(ys)) / 18
    let deviation = max(0, variance).squareRoot()
    let pairs = Double(slopes.count)
    let upper = ((pairs + Self.normalQuantile * deviation) / 2).rounded(.toNearestOrEven)
    let lower = ((pairs - Self.normalQuantile * deviation) / 2).rounded(.toNearestOrEven) - 1
    lowerSlope = slopes[max(0, Int(lower))]
    upperSlope = slopes[min(slopes.count - 1, Int(upper))]
  }

  /// The value on the line at a time.
  public func value(at x: Double) -> Double { intercept + slope * x }

  /// The 97.5 % point of the normal distribution.
  private static let normalQuantile = 1.959963984540054

  private static func term(_ count: Int) -> Double {
    let count = Double(count)
    return count * (count - 1) * (2 * count + 5)
  }

  /// The sum over runs of equal values.
  private static func ties(_ sorted: [Double]) -> Double {
    var sum = 0.0
    var run = 1
    for (value, next) in zip(sorted, sorted.dropFirst() + [.nan]) {
      if value == next {
        run += 1
      } else {
        if run > 1 { sum += term(run) }
        run = 1
      }
    }
    return sum
  }
}
