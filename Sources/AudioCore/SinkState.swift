public import SystemPackage

/// What became of the frames that a sink has kept, other than by the sink itself.
public struct SinkState: Hashable, Sendable {
  /// Where they are.
  public enum Place: Hashable, Sendable {
    /// Where the sink put them.
    case own
    /// Under another name, which is this path.
    case moved(to: FilePath)
    /// Nowhere that a name leads to; they last as long as the sink.
    case removed
    /// They were removed, and a copy that follows them has their name.
    case restored
    /// As ``removed``, and something else has their name.
    case replaced
    /// In a place that no path leads to any more, such as a disk that was unmounted.
    case unreachable
  }

  /// Where they are.
  public var place = Place.own
  /// The frames that were taken away, from the first to the last; nil when there are none.
  public var lost: FrameRange?

  /// States that all is as the sink made it.
  public init() {}
}
