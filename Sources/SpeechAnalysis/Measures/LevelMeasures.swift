public import AudioCore
import PracticePlan

/// How loud a session is.
public struct LevelMeasures: Hashable, Sendable {
  /// Mean power of the sounding intervals, DC removed; nil without speech.
  ///
  /// - SeeAlso: ITU-T P.56 (2011), active speech level; here the session's own
  ///   voice activity says what is active.
  public let activeSpeech: Decibels?
  /// The largest sample.
  public let peak: Decibels
  /// Median power of the silent hops 0.1 s and more away from speech and outside
  /// gaps, DC removed; nil when there is none.
  public let noiseFloor: Decibels?
  /// Samples at either end of the scale.
  public let clippedSamples: Int

  /// Takes measures that are known.
  public init(
    activeSpeech: Decibels?, peak: Decibels, noiseFloor: Decibels?, clippedSamples: Int
  ) {
    self.activeSpeech = activeSpeech
    self.peak = peak
    self.noiseFloor = noiseFloor
    self.clippedSamples = clippedSamples
  }

  init(_ track: FeatureTrack, soundingHops: [Range<Int>], isGap: (Int) -> Bool) {
    let hops = track.meanSquares.count
    let dc = hops == 0 ? 0 : track.means.reduce(0.0) { $0 + Double($1) } / Double(hops)
    func power(_ hop: Int) -> Double {
      // The mean of (x − dc)², from the means of x² and x.
      max(0, Double(track.meanSquares[hop]) - dc * (2 * Double(track.means[hop]) - dc))
    }
    var active = 0.0
    var activeCount = 0
    var isSilent = [Bool](repeating: true, count: hops)
    let margin = FeatureTrack.hopsPerSecond / 10
    for run in soundingHops {
      for hop in run where !isGap(hop) {
        active += power(hop)
        activeCount += 1
      }
      for hop in max(0, run.lowerBound - margin)..<min(hops, run.upperBound + margin) {
        isSilent[hop] = false
      }
    }
    let silent = (0..<hops).filter { isSilent[$0] && !isGap($0) }.map(power).sorted()
    activeSpeech = activeCount > 0 ? Decibels(power: active / Double(activeCount)) : nil
    peak = Decibels(amplitude: Double(track.peak))
    noiseFloor = quantile(0.5, ofSorted: silent).map { Decibels(power: $0) }
    clippedSamples = track.clippedSamples
  }
}
