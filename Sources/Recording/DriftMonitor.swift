/// Watches the device's clock against the monotonic one.
///
/// Frames that the device lost without saying so show as a jump of the moment at
/// which it would have stood at frame 0; a crystal's deviation shows as a slow
/// slide. The earliest such moment in each second counts: reads that come late
/// only make it later.
struct DriftMonitor {
  /// Seconds in a row that must show the jump.
  private static let confirmingWindows = 3
  private static let windowNanoseconds: Int64 = 1_000_000_000

  /// A jump below this is no loss.
  private let leastLossNanoseconds: Int64
  private var windowEnd: Int64 = 0
  private var earliest: Int64?
  private var reference: Int64?
  private var candidates: [Int64] = []
  /// The slide, as far as it is known.
  private(set) var fit = DriftFit()

  /// Creates a monitor.
  /// - Parameter leastLossNanoseconds: how far off the device may be about its delay.
  init(leastLossNanoseconds: Int64) {
    self.leastLossNanoseconds = leastLossNanoseconds
    candidates.reserveCapacity(Self.confirmingWindows)
  }

  /// Takes a read.
  /// - Parameters:
  ///   - epoch: when the device would have stood at frame 0, in nanoseconds.
  ///   - now: the time of the read, on the same clock.
  /// - Returns: what was lost without an error, in nanoseconds; 0 as a rule.
  mutating func lostNanoseconds(epoch: Int64, now: Int64) -> Int64 {
    if windowEnd == 0 { windowEnd = now + Self.windowNanoseconds }
    guard now >= windowEnd else {
      earliest = min(earliest ?? epoch, epoch)
      return 0
    }
    let ended = earliest ?? epoch
    earliest = epoch
    windowEnd = now + Self.windowNanoseconds
    return close(ended, now: now)
  }

  /// The device was started anew: what it lost is known, and its delay may be another.
  mutating func restart() {
    windowEnd = 0
    earliest = nil
    reference = nil
    candidates.removeAll(keepingCapacity: true)
    fit.restart()
  }

  private mutating func close(_ epoch: Int64, now: Int64) -> Int64 {
    guard let reference else {
      self.reference = epoch
      fit.take(epoch: epoch, time: now)
      return 0
    }
    guard epoch - reference >= leastLossNanoseconds else {
      self.reference = epoch
      candidates.removeAll(keepingCapacity: true)
      fit.take(epoch: epoch, time: now)
      return 0
    }
    candidates.append(epoch)
    guard candidates.count == Self.confirmingWindows else { return 0 }
    let loss = (candidates.min() ?? epoch) - reference
    candidates.removeAll(keepingCapacity: true)
    // The caller adds the loss to its position, which moves the epochs to come back
    // to the reference; the one of this read was still computed without it.
    earliest = nil
    return loss
  }
}
