/// How often each byte occurs among values.
struct ByteHistogram {
  private var counts = [Int](repeating: 0, count: 256)
  /// The number of values.
  private(set) var total = 0

  /// Counts a value.
  mutating func add(_ value: UInt8) {
    counts[Int(value)] += 1
    total += 1
  }

  /// The smallest byte that at least a share of the values, and at least one, does not
  /// exceed; nil without values.
  func quantile(_ share: Double) -> UInt8? {
    let rank = max(1, Int((share * Double(total)).rounded(.up)))
    var upTo = 0
    for (value, count) in counts.enumerated() {
      upTo += count
      if upTo >= rank { return UInt8(value) }
    }
    return nil
  }
}
