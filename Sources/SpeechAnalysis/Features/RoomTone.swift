/// The quietest second of each minute, at 2 kHz: the room without the speaker.
///
/// Whole seconds and minutes count from the start of the session. Seconds that
/// hold digital silence, which is what fills gaps, take no part.
struct RoomTone {
  /// Samples per second: enough for the harmonics of mains hum.
  static let hertz = Resampler.outputHertz / Lanes.count

  /// The second of each minute so far that had one.
  private(set) var seconds: [[Float]] = []
  private var current: [Float] = []
  private var secondsOfMinute = 0
  private var best: (power: Double, samples: [Float])?

  /// Zeros that a second may hold by chance: 20 ms.
  private static let mostZeros = hertz / 50

  /// Takes the next 16 kHz samples, eight in a vector.
  mutating func append(_ vectors: ArraySlice<Lanes>) {
    for vector in vectors {
      // Averaging leaves the lines of hum and is cheap.
      current.append(vector.total * 0.125)
      if current.count == Self.hertz { endSecond() }
    }
  }

  private mutating func endSecond() {
    let count = Double(current.count)
    let mean = current.reduce(0.0) { $0 + Double($1) } / count
    let power = current.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    let zeros = current.count { $0 == 0 }
    if zeros <= Self.mostZeros, power < best?.power ?? .infinity { best = (power, current) }
    current.removeAll(keepingCapacity: true)
    secondsOfMinute += 1
    if secondsOfMinute == 60 { endMinute() }
  }

  /// Ends a minute, also one that is not whole.
  mutating func endMinute() {
    if let best { seconds.append(best.samples) }
    best = nil
    secondsOfMinute = 0
  }

  /// Goes on where a tone that was measured apart ended, at a whole minute.
  mutating func append(_ next: RoomTone) {
    let earlier = seconds
    self = next
    seconds = earlier + next.seconds
  }
}
