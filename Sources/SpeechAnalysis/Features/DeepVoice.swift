/// Where the waveform of a deep voice repeats, in a stretch longer than the spectra see.
///
/// The spectra's window of 32 ms holds little more than two periods of 65 Hz: it cannot
/// tell their harmonics apart. So the sound at 2 kHz is correlated with itself, 40 ms
/// with 40 ms, one period later. What repeats at a half or a third of that time as well
/// is a higher voice.
///
/// - SeeAlso: Talkin, A robust algorithm for pitch tracking (1995), on the normalized
///   cross-correlation.
struct DeepVoice {
  /// Samples per second of the sound that is correlated.
  static let hertz = RoomTone.hertz
  /// Samples that are looked at.
  static let samples = correlated + longestLag + 1
  /// Parts of a sample in which a lag is given.
  static let lagParts: Float = 7
  private static let correlated = 80
  /// 95 Hz to 55 Hz.
  private static let lags = 21...longestLag
  private static let longestLag = 36
  /// How much a match at a half or a third of the lag takes off.
  private static let higherVoice: Float = 0.5

  /// The lag of the best match, in parts of 1/2000 s; 0 without any.
  private(set) var lag: UInt8 = 0
  /// How good it is, in steps of 1/255 of a perfect match.
  private(set) var strength: UInt8 = 0

  /// Looks for a match.
  ///
  /// - Parameter sound: ``samples`` at ``hertz``.
  init(_ sound: Span<Float>) {
    let count = 1 / Float(Self.correlated)
    // An offset would match itself everywhere.
    var (own, ownSum) = (Lanes.zero, Lanes.zero)
    for index in stride(from: 0, to: Self.correlated, by: Lanes.count) {
      let eight = Lanes(sound, at: index)
      own += eight * eight
      ownSum += eight
    }
    let sum = ownSum.total
    let energy = own.total - sum * sum * count
    guard energy > 1e-9 else { return }
    // Of each later stretch: sums that lose a sample and win one from lag to lag.
    var others = SIMD64<Float>()
    var laterSums = SIMD64<Float>()
    var (squares, laterSum) = (own.total, sum)
    for lag in 1...Self.longestLag {
      let (lost, won) = (sound[lag - 1], sound[lag - 1 + Self.correlated])
      squares += won * won - lost * lost
      laterSum += won - lost
      others[lag] = squares - laterSum * laterSum * count
      laterSums[lag] = laterSum
    }
    func match(_ lag: Int) -> Float {
      var products = Lanes.zero
      for index in stride(from: 0, to: Self.correlated, by: Lanes.count) {
        products += Lanes(sound, at: index) * Lanes(sound, at: index + lag)
      }
      guard others[lag] > 1e-9 else { return 0 }
      return (products.total - sum * laterSums[lag] * count)
        / (energy * others[lag]).squareRoot()
    }
    var matches = Lanes16()
    for lag in Self.lags { matches[lag - Self.lags.lowerBound] = match(lag) }
    var best = 0
    for place in 1..<Self.lags.count where matches[place] > matches[best] { best = place }
    guard best > 0, best < Self.lags.count - 1 else { return }
    let (before, at, after) = (matches[best - 1], matches[best], matches[best + 1])
    let bend = before - 2 * at + after
    let shift = bend < 0 ? min(0.5, max(-0.5, 0.5 * (before - after) / bend)) : 0
    let found = Self.lags.lowerBound + best
    let half = max(match(found / 2), match((found + 1) / 2))
    let third = max(match(found / 3), match(found / 3 + 1))
    let value = at - Self.higherVoice * max(0, half, third)
    lag = UInt8((Float(found) + shift) * Self.lagParts + 0.5)
    strength = UInt8(min(255, max(0, value * 255 + 0.5)))
  }
}

/// Sixteen numbers that need no memory of their own.
private typealias Lanes16 = SIMD16<Float>
