import Foundation

extension Double {
  /// Rounded to a number of decimals.
  public func rounded(digits: Int) -> Double {
    let scale = pow(10, Double(digits))
    return (self * scale).rounded() / scale
  }
}
