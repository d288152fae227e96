import Synchronization

/// A ring of mono 16-bit frames between one producing and one consuming thread.
///
/// No call allocates, locks or waits. The invariant behind `@unchecked Sendable`:
/// only the producer writes `head` and the frames outside `tail..<head`, only the
/// consumer writes `tail`; each publishes with release and reads the other's
/// index with acquire.
@safe
public final class FrameRing: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<Int16>
  private let mask: Int
  private let head = Atomic<Int>(0)
  private let tail = Atomic<Int>(0)

  /// The number of frames that fit, a power of two.
  public var capacityFrames: Int { mask + 1 }

  /// Allocates a ring.
  /// - Parameter minimumFrames: how many frames must fit, 1 or more; rounded up
  ///   to a power of two.
  public init(minimumFrames: Int) {
    precondition(minimumFrames >= 1, "a ring should hold 1 frame or more, not \(minimumFrames)")
    var capacity = 1
    while capacity < minimumFrames { capacity *= 2 }
    unsafe storage = .allocate(capacity: capacity)
    unsafe storage.initialize(repeating: 0)
    mask = capacity - 1
  }

  deinit { unsafe storage.deallocate() }

  /// The number of frames that wait to be read.
  ///
  /// Call on the consumer's thread.
  public var availableToRead: Int {
    head.load(ordering: .acquiring) - tail.load(ordering: .relaxed)
  }

  /// The number of frames that can be written.
  ///
  /// Call on the producer's thread.
  public var availableToWrite: Int {
    capacityFrames - (head.load(ordering: .relaxed) - tail.load(ordering: .acquiring))
  }

  /// Appends frames as far as there is room.
  ///
  /// Call on the producer's thread.
  /// - Parameter frames: mono samples.
  /// - Returns: how many frames were taken, from the start of `frames`.
  public func write(_ frames: Span<Int16>) -> Int {
    let count = min(frames.count, availableToWrite)
    let position = head.load(ordering: .relaxed)
    for offset in 0..<count {
      unsafe storage[(position + offset) & mask] = frames[offset]
    }
    head.store(position + count, ordering: .releasing)
    return count
  }

  /// Removes the oldest frames.
  ///
  /// Call on the consumer's thread.
  /// - Parameters:
  ///   - limit: how many at most.
  ///   - frames: receives the mono samples, from its start.
  /// - Returns: how many frames were read.
  public func read(atMost limit: Int = .max, into frames: inout MutableSpan<Int16>) -> Int {
    let count = min(limit, frames.count, availableToRead)
    let position = tail.load(ordering: .relaxed)
    for offset in 0..<count {
      frames[offset] = unsafe storage[(position + offset) & mask]
    }
    tail.store(position + count, ordering: .releasing)
    return count
  }
}
