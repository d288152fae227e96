/// A quantile of bytes over a span that slides along the session, one curve per column.
///
/// Values come in blocks of 50; the span is 61 blocks, about 30 s, moved inwards
/// at the ends of the session. Between the middles of blocks the curve is
/// straight, outside of them constant. A quantile is the smallest byte that at
/// least the share asked for, and at least one value, does not exceed.
struct SlidingQuantiles {
  /// Values in a block.
  static let blockValues = 50
  /// Blocks to either side of the middle one.
  private static let reachBlocks = 30

  private let columns: Int
  private let curves: [UInt8]
  private let blocks: Int

  /// Computes the curves.
  /// - Parameters:
  ///   - count: the number of rows, 1 or more.
  ///   - columns: the number of values in a row.
  ///   - share: 0 to 1.
  ///   - value: gives the value of a row and column.
  init(
    count: Int, columns: Int, share: Double,
    value: @Sendable (_ row: Int, _ column: Int) -> UInt8
  ) {
    self.columns = columns
    let blocks = (count + Self.blockValues - 1) / Self.blockValues
    let half = (columns + 1) / 2
    let halves = [0..<half, half..<columns].filter { !$0.isEmpty }
    curves = concurrentReduce(
      halves.count, into: [UInt8](repeating: 0, count: blocks * columns)
    ) { index in
      (
        halves[index],
        Self.curves(
          count: count, blocks: blocks, columns: halves[index], share: share, value: value)
      )
    } taking: { curves, half in
      for (place, byte) in half.1.enumerated() {
        let (block, column) = place.quotientAndRemainder(dividingBy: half.0.count)
        curves[block * columns + half.0.lowerBound + column] = byte
      }
    }
    self.blocks = blocks
  }

  /// The curves of some columns, block by block.
  private static func curves(
    count: Int, blocks: Int, columns: Range<Int>, share: Double, value: (Int, Int) -> UInt8
  ) -> [UInt8] {
    let width = min(2 * reachBlocks + 1, blocks)
    var histogram = [Int32](repeating: 0, count: columns.count * 256)
    var inside = 0
    func change(_ block: Int, by amount: Int32) {
      for row in block * blockValues..<min(count, (block + 1) * blockValues) {
        for (index, column) in columns.enumerated() {
          histogram[index * 256 + Int(value(row, column))] += amount
        }
        inside += Int(amount)
      }
    }
    var curves: [UInt8] = []
    curves.reserveCapacity(blocks * columns.count)
    var first = 0
    for block in 0..<width { change(block, by: 1) }
    for block in 0..<blocks {
      let start = min(max(block - reachBlocks, 0), blocks - width)
      while first < start {
        change(first, by: -1)
        change(first + width, by: 1)
        first += 1
      }
      let rank = max(1, Int((share * Double(inside)).rounded(.up)))
      for column in 0..<columns.count {
        var byte = 0
        var below = Int(histogram[column * 256])
        while below < rank {
          byte += 1
          below += Int(histogram[column * 256 + byte])
        }
        curves.append(UInt8(byte))
      }
    }
    return curves
  }

  /// Where a place among the values lies between two blocks.
  struct Place {
    fileprivate let block: Int
    fileprivate let next: Int
    fileprivate let share: Float
  }

  /// Finds a place, counted in values from the start of the first.
  func place(_ position: Float) -> Place {
    let size = Float(Self.blockValues)
    let centred = max(0, position / size - 0.5)
    let block = min(Int(centred), blocks - 1)
    return Place(
      block: block, next: min(block + 1, blocks - 1), share: centred - Float(Int(centred)))
  }

  /// The value of a column's curve at a place.
  func value(_ place: Place, column: Int) -> Float {
    let one = Float(curves[place.block * columns + column])
    let other = Float(curves[place.next * columns + column])
    return one + (other - one) * place.share
  }

  /// The values of eight columns' curves at a place.
  @inline(__always)
  func values(_ place: Place, columns first: Int) -> Lanes {
    let one = Lanes(bytes: curves, at: place.block * columns + first)
    let other = Lanes(bytes: curves, at: place.next * columns + first)
    return one + (other - one) * place.share
  }
}
