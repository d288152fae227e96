import Foundation

/// Numbers and paths of a drawing, the same bytes on every machine.
enum Drawing {
  /// A coordinate without needless zeros, such as `12.5`.
  /// - Parameter digits: decimals at most, 0 to 6.
  static func number(_ value: Double, digits: Int = 2) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    // Far outside of any drawing, and within the integers.
    let scaled = Int((min(max(value, -1e12), 1e12) * scale).rounded())
    guard digits > 0 else { return "\(scaled)" }
    let whole = abs(scaled) / Int(scale)
    var fraction = String(abs(scaled) % Int(scale) + Int(scale)).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return (scaled < 0 ? "-" : "") + "\(whole)" + (fraction.isEmpty ? "" : ".\(fraction)")
  }

  /// A share of the drawing's width, such as `12.5%`: exact to a twentieth of a pixel
  /// when an hour is 50,000 pixels wide.
  static func percent(_ share: Double) -> String { number(share * 100, digits: 4) + "%" }

  /// The smallest of some round steps that divides a length into few parts.
  /// - Parameters:
  ///   - steps: the steps to choose from, ascending.
  ///   - length: what is divided, in the same unit.
  ///   - parts: the most parts.
  static func step(of steps: [Double], for length: Double, parts: Int) -> Double {
    steps.first { length / $0 <= Double(parts) } ?? length / Double(parts)
  }
}

/// Places values on a drawing's axis.
struct Axis {
  /// The values at both ends; the lower below the upper, and above 0 when logarithmic.
  let range: ClosedRange<Double>
  /// Whether equal factors, rather than equal differences, take equal room.
  var isLogarithmic = false

  /// Where a value lies, 0 to 1; values outside are put at the end.
  func share(_ value: Double) -> Double {
    func place(_ value: Double) -> Double { isLogarithmic ? log2(max(value, 1e-9)) : value }
    let (low, high) = (place(range.lowerBound), place(range.upperBound))
    guard high > low else { return 0 }
    return min(1, max(0, (place(value) - low) / (high - low)))
  }
}
