#if canImport(Glibc)
  import Glibc
#endif

/// A level in decibels relative to full scale.
///
/// 0 dBFS is the power of a square wave at full scale (the overload point of
/// ITU-T P.56, "dBov"): a full-scale sine has −3.01 dBFS.
public struct Decibels: Hashable, Comparable, Sendable, Codable {
  /// The level in dBFS; minus infinity is never stored, see ``floor``.
  public let value: Double

  /// The level that stands for digital silence: −120 dBFS.
  public static let floor = Decibels(-120)

  /// Creates a level from dBFS.
  public init(_ value: Double) { self.value = value }

  /// Creates a level from a mean square, 1 being full scale.
  public init(power: Double) { value = power > 1e-12 ? 10 * log10(power) : -120 }

  /// Creates a level from an absolute sample value, 1 being full scale.
  public init(amplitude: Double) { self.init(power: amplitude * amplitude) }

  /// Orders levels from soft to loud.
  public static func < (left: Decibels, right: Decibels) -> Bool { left.value < right.value }

  /// Reads the plain number of dBFS.
  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Double.self)
  }

  /// Writes the plain number of dBFS.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
