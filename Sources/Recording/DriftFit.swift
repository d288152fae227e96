/// The slide of a device's clock, as a line through the moments at which it would have stood
/// at frame 0.
///
/// A sound server's buffers settle in the first seconds, and its delay wavers by milliseconds:
/// the slide is stated only where minutes leave little doubt about it.
struct DriftFit {
  /// How long after a start nothing counts.
  private static let settlingNanoseconds: Int64 = 10_000_000_000
  /// The least time that a statement needs, in seconds.
  private static let leastSeconds = 120.0
  /// The most doubt that a statement may leave, in parts per million.
  private static let mostDoubt = 20.0
  /// Points at most: then each two become one.
  private static let mostPoints = 64

  private struct Point {
    var time: Int64
    var epoch: Int64
  }

  private var points: [Point] = []
  // The earliest moment of the point that is being made, and how much it has taken in.
  private var next: (point: Point, count: Int)?
  private var momentsPerPoint = 5
  private var start: Int64?

  /// The deviation in parts per million, positive for a fast device; nil where it is in doubt.
  private(set) var partsPerMillion: Double?
  /// Whether there was enough time to judge.
  private(set) var hasJudged = false

  /// Creates a fit without points, which never allocates afterwards.
  init() { points.reserveCapacity(Self.mostPoints) }

  /// Begins anew after a new start of the device; what was stated stays until it is judged again.
  mutating func restart() {
    points.removeAll(keepingCapacity: true)
    next = nil
    momentsPerPoint = 5
    start = nil
  }

  /// Takes the earliest moment of a second.
  /// - Parameters:
  ///   - epoch: when the device would have stood at frame 0, in nanoseconds.
  ///   - time: when that was seen, on the same clock.
  mutating func take(epoch: Int64, time: Int64) {
    let start = start ?? time
    self.start = start
    guard time - start >= Self.settlingNanoseconds else { return }
    var taken = next ?? (Point(time: time, epoch: epoch), 0)
    // Reads that come late only make it later.
    if epoch < taken.point.epoch { taken.point = Point(time: time, epoch: epoch) }
    taken.count += 1
    next = taken
    guard taken.count >= momentsPerPoint else { return }
    next = nil
    points.append(taken.point)
    judge()
    if points.count == Self.mostPoints { halve() }
  }

  private mutating func halve() {
    for index in 0..<points.count / 2 {
      let (first, second) = (points[2 * index], points[2 * index + 1])
      points[index] = first.epoch < second.epoch ? first : second
    }
    points.removeLast(points.count / 2)
    momentsPerPoint *= 2
  }

  private mutating func judge() {
    guard let first = points.first, let last = points.last,
      Double(last.time - first.time) * 1e-9 >= Self.leastSeconds
    else { return }
    hasJudged = true
    let middle = points.count / 2
    let whole = line(0..<points.count)
    // Errors of neighbours are alike, so that the line's own error says too little: its halves
    // must tell the same.
    let bend = abs(line(0..<middle).slope - line(middle..<points.count).slope) / 2
    let doubt = max(2 * whole.error, bend) * 1e6
    // A fast device has delivered more frames: its frame 0 seems to move back.
    partsPerMillion = doubt <= Self.mostDoubt ? -whole.slope * 1e6 : nil
  }

  /// The line of least squares through some points, and its slope's standard error.
  private func line(_ range: Range<Int>) -> (slope: Double, error: Double) {
    let origin = points[range.lowerBound]
    let count = Double(range.count)
    var (sumX, sumY) = (0.0, 0.0)
    for index in range {
      sumX += Double(points[index].time - origin.time)
      sumY += Double(points[index].epoch - origin.epoch)
    }
    var (squaresX, squaresY, products) = (0.0, 0.0, 0.0)
    for index in range {
      let x = Double(points[index].time - origin.time) - sumX / count
      let y = Double(points[index].epoch - origin.epoch) - sumY / count
      squaresX += x * x
      squaresY += y * y
      products += x * y
    }
    guard squaresX > 0, count > 2 else { return (0, .infinity) }
    let slope = products / squaresX
    let rest = max(0, squaresY - slope * products)
    return (slope, (rest / (count - 2) / squaresX).squareRoot())
  }
}
