/// What is kept of each hop of 10 ms until the whole session is known.
///
/// Some 32 bytes a hop: about 12 MB for an hour.
struct FeatureTrack {
  /// Hops per second.
  static let hopsPerSecond = 100
  /// Decibels per step of a stored band level.
  static let stepDecibels: Float = 0.5
  /// The level that step 0 stands for, in dB relative to full scale; also digital silence.
  static let floorDecibels: Float = -110

  /// Band levels in steps, `BandFilters.count` for each hop.
  private(set) var bandSteps: [UInt8] = []
  /// The mean of each hop's samples.
  private(set) var means: [Float] = []
  /// The mean square of each hop's samples.
  private(set) var meanSquares: [Float] = []
  /// The largest absolute sample so far, 1 being full scale.
  var peak: Float = 0
  /// Samples at either end of the scale so far.
  var clippedSamples = 0

  /// The number of hops whose bands are known.
  var hopCount: Int { bandSteps.count / BandFilters.count }

  mutating func append(bandSteps steps: UInt8) { bandSteps.append(steps) }

  mutating func append(mean: Float, meanSquare: Float) {
    means.append(mean)
    meanSquares.append(meanSquare)
  }

  /// Forgets hops past the end of the audio.
  mutating func truncate(hops: Int) {
    bandSteps.removeLast(max(0, bandSteps.count - hops * BandFilters.count))
    means.removeLast(max(0, means.count - hops))
    meanSquares.removeLast(max(0, meanSquares.count - hops))
  }
}
