/// The quietest second of each half minute, at 2 kHz: the room without the speaker.
///
/// Of a long session the quietest forty of them. Whole seconds and half minutes count
/// from the start of the session. Seconds that hold digital silence, which is what fills
/// gaps, take no part. Whether somebody speaks in a second is known later only:
/// ``seconds(outside:)``.
struct RoomTone {
  /// Samples per second: enough for the harmonics of mains hum.
  static let hertz = Resampler.outputHertz / Lanes.count

  /// A second of the room, from its first hop on.
  private struct Second {
    var firstHop: Int
    let power: Double
    let samples: [Float]
  }

  private static let secondsPerSpan = 30
  private static let mostKept = 40

  private var kept: [Second] = []
  private var current: [Float] = []
  private var secondCount = 0
  private var best: Second?

  /// Zeros that a second may hold by chance: 20 ms.
  private static let mostZeros = hertz / 50

  /// Takes the next samples at ``hertz``: averages of eight, which leave the lines of hum.
  mutating func append(_ samples: ArraySlice<Float>) {
    for sample in samples {
      current.append(sample)
      if current.count == Self.hertz { endSecond() }
    }
  }

  private mutating func endSecond() {
    let count = Double(current.count)
    let mean = current.reduce(0.0) { $0 + Double($1) } / count
    let power = current.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let zeros = current.count { $0 == 0 }
    if zeros <= Self.mostZeros, power < best?.power ?? .infinity {
      best = Second(
        firstHop: secondCount * FeatureTrack.hopsPerSecond, power: power, samples: current)
    }
    current.removeAll(keepingCapacity: true)
    secondCount += 1
    if secondCount % Self.secondsPerSpan == 0 { endSpan() }
  }

  /// Ends a half minute, also one that is not whole.
  mutating func endSpan() {
    if let best { keep(best) }
    best = nil
  }

  /// Goes on where a tone that was measured apart ended, at a whole minute.
  mutating func append(_ next: RoomTone) {
    let (earlier, count) = (kept, secondCount)
    self = next
    secondCount += count
    best?.firstHop += count * FeatureTrack.hopsPerSecond
    kept = earlier
    for var second in next.kept {
      second.firstHop += count * FeatureTrack.hopsPerSecond
      keep(second)
    }
  }

  /// Keeps a second; when there are too many, the loudest goes, the last among equals.
  private mutating func keep(_ second: Second) {
    kept.append(second)
    guard kept.count > Self.mostKept,
      let loudest = kept.indices.max(by: {
        (kept[$0].power, kept[$0].firstHop) < (kept[$1].power, kept[$1].firstHop)
      })
    else { return }
    kept.remove(at: loudest)
  }

  /// The seconds in which nobody speaks, the quietest first.
  /// - Parameter soundingHops: the hops in which somebody does, in order.
  func seconds(outside soundingHops: [Range<Int>]) -> [[Float]] {
    kept.filter { second in
      let hops = second.firstHop..<second.firstHop + FeatureTrack.hopsPerSecond
      return !soundingHops.contains { $0.overlaps(hops) }
    }
    .sorted { $0.power < $1.power }.map(\.samples)
  }
}
