/// A number of frames per second.
public struct SampleRate: Hashable, Comparable, Sendable, Codable {
  /// The rate in hertz, 1 or more.
  public let hertz: Int

  /// The rate at which sessions are recorded: 48,000 Hz.
  public static let recording = SampleRate(hertz: 48_000)

  /// The largest rate that is read from a file.
  public static let largestHertz = 10_000_000

  /// Creates a rate.
  /// - Parameter hertz: frames per second. Traps below 1.
  public init(hertz: Int) {
    precondition(hertz >= 1, "a sample rate should be 1 Hz or more, instead of \(hertz) Hz")
    self.hertz = hertz
  }

  /// The time in seconds that a number of frames lasts.
  public func seconds(frames: Int) -> Double { Double(frames) / Double(hertz) }

  /// The whole number of frames nearest to a time in seconds.
  public func frames(seconds: Double) -> Int { Int((seconds * Double(hertz)).rounded()) }

  /// The whole number of frames nearest to a time in nanoseconds.
  public func frames(nanoseconds: Int64) -> Int {
    frames(seconds: Double(nanoseconds) * 1e-9)
  }

  /// Orders rates by hertz.
  public static func < (left: SampleRate, right: SampleRate) -> Bool { left.hertz < right.hertz }

  /// Reads the plain number of hertz.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let hertz = try container.decode(Int.self)
    guard 1...Self.largestHertz ~= hertz else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a sample rate of \(hertz) Hz")
    }
    self.hertz = hertz
  }

  /// Writes the plain number of hertz.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hertz)
  }
}
