/// A linear least-squares fit that holds its coefficients small.
///
/// A row is ten vectors: columns to fit with, then one that is 1, then the value to be
/// fitted. Columns are standardized; `ridge` is added to each variance.
///
/// - SeeAlso: Hoerl and Kennard, Technometrics 12 (1970).
struct RidgeRegression: Sendable {
  /// Vectors of a row.
  static let vectors = 10
  private static let columns = vectors * Lanes.count
  /// The lane of the last vector that holds 1; the next one holds the value.
  static let oneLane = 3
  private static let oneColumn = columns - Lanes.count + oneLane
  private static let valueColumn = oneColumn + 1

  private static let ridge = 0.02
  /// What is added to each standard deviation: a column that stays the same weighs little.
  private static let leastDeviation = 0.02

  /// Sums of the products of each two columns, the second not in a vector before the first's.
  private var sums = [Double](repeating: 0, count: columns * columns)

  /// Takes rows, added up in the order of their blocks, whatever the number of cores.
  /// - Parameters:
  ///   - count: how many rows there are.
  ///   - blockCount: how many of them are added up as floats.
  ///   - fill: fills the row of an index, or returns false to leave it out; runs on several
  ///     threads at once.
  init(
    _ count: Int, blockCount: Int, fill: @Sendable (_ index: Int, _ row: inout [Lanes]) -> Bool
  ) {
    self = concurrentReduce((count + blockCount - 1) / blockCount, into: RidgeRegression()) {
      block in
      Self.products(block * blockCount..<min(count, (block + 1) * blockCount), fill: fill)
    } taking: { regression, products in
      for (index, vector) in products.enumerated() {
        for lane in 0..<Lanes.count {
          regression.sums[index * Lanes.count + lane] += Double(vector[lane])
        }
      }
    }
  }

  private init() {}

  private static func products(
    _ rows: Range<Int>, fill: (_ index: Int, _ row: inout [Lanes]) -> Bool
  ) -> [Lanes] {
    var products = [Lanes](repeating: .zero, count: columns * vectors)
    var row = [Lanes](repeating: .zero, count: vectors)
    for index in rows where fill(index, &row) {
      for column in 0..<columns {
        let value = row[column / Lanes.count][column % Lanes.count]
        for vector in column / Lanes.count..<vectors {
          products[column * vectors + vector] += value * row[vector]
        }
      }
    }
    return products
  }

  /// The number of rows taken.
  var count: Double { sum(Self.oneColumn, Self.oneColumn) }

  /// The coefficients whose products with a row add up to what fits its value best;
  /// there must be a row.
  ///
  /// One for each number of a row, by Cholesky's factors of the standardized covariances.
  func coefficients() -> [Lanes] {
    let used = Self.oneColumn
    let means = (0..<used).map { sum($0, used) / count }
    let valueMean = sum(used, Self.valueColumn) / count
    let covariance = { (row: Int, column: Int) in
      sum(column, row) / count - means[row] * means[column]
    }
    let deviations = (0..<used).map {
      max(0, covariance($0, $0)).squareRoot() + Self.leastDeviation
    }
    var factor = (0..<used).map { row in
      (0...row).map { column in
        covariance(row, column) / (deviations[row] * deviations[column])
          + (row == column ? Self.ridge : 0)
      }
    }
    var solution = (0..<used).map {
      (sum($0, Self.valueColumn) / count - means[$0] * valueMean) / deviations[$0]
    }
    for row in 0..<used {
      for column in 0...row {
        let rest = (0..<column).reduce(factor[row][column]) {
          $0 - factor[row][$1] * factor[column][$1]
        }
        // What is left of a diagonal is the ridge at least, whatever was rounded on the way.
        factor[row][column] =
          row == column ? max(Self.ridge, rest).squareRoot() : rest / factor[column][column]
      }
      let rest = (0..<row).reduce(solution[row]) { $0 - factor[row][$1] * solution[$1] }
      solution[row] = rest / factor[row][row]
    }
    for row in (0..<used).reversed() {
      let rest = (row + 1..<used).reduce(solution[row]) { $0 - factor[$1][row] * solution[$1] }
      solution[row] = rest / factor[row][row]
    }
    var coefficients = [Lanes](repeating: .zero, count: Self.vectors)
    var offset = valueMean
    for column in 0..<used {
      let coefficient = solution[column] / deviations[column]
      coefficients[column / Lanes.count][column % Lanes.count] = Float(coefficient)
      offset -= coefficient * means[column]
    }
    coefficients[used / Lanes.count][used % Lanes.count] = Float(offset)
    return coefficients
  }

  private func sum(_ first: Int, _ second: Int) -> Double {
    sums[first * Self.columns + second]
  }
}
