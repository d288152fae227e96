/// A half-open stretch of frames on a session's clock.
///
/// The frame index is the clock: frame 0 is the first of the recording, and all
/// positions and lengths are whole frames.
public struct FrameRange: Hashable, Sendable, Codable {
  /// The first frame, 0 or more.
  public let start: Int
  /// The frame after the last, `start` or more.
  public let end: Int

  /// Creates a range.
  ///
  /// Traps when `end` lies before `start`.
  public init(start: Int, end: Int) {
    precondition(start <= end, "a frame range should not end (\(end)) before its start (\(start))")
    self.start = start
    self.end = end
  }

  /// The largest position that is read from a file: 66 days at 192,000 Hz.
  ///
  /// A damaged file must not bring numbers whose sums overflow.
  public static let largestPosition = 1 << 40

  /// Reads a position or a length and refuses what lies outside 0 to ``largestPosition``.
  public static func position<Key: CodingKey>(
    in container: KeyedDecodingContainer<Key>, forKey key: Key
  ) throws -> Int {
    try container.decode(Int.self, forKey: key, in: 0...largestPosition)
  }

  /// The length in frames.
  public var count: Int { end - start }

  /// Whether no frame lies in the range.
  public var isEmpty: Bool { start == end }

  /// The number of frames that two ranges have in common.
  public func overlap(_ other: FrameRange) -> Int {
    max(0, min(end, other.end) - max(start, other.start))
  }

  /// Reads `{"start": …, "end": …}` and refuses an end before the start.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    start = try Self.position(in: container, forKey: .start)
    end = try Self.position(in: container, forKey: .end)
    guard start <= end else {
      throw DecodingError.dataCorruptedError(
        forKey: .end, in: container, debugDescription: "frames \(start) to \(end)")
    }
  }
}
