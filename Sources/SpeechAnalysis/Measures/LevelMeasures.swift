public import AudioCore

/// How loud a session is.
public struct LevelMeasures: Hashable, Sendable {
  /// Mean power of the sounding intervals, the offset taken off; nil without speech.
  ///
  /// - SeeAlso: ITU-T P.56 (2011), active speech level; here the session's own
  ///   voice activity says what is active.
  public let activeSpeech: Decibels?
  /// The largest sample.
  public let peak: Decibels
  /// Median power of the silent hops 0.1 s and more away from speech and outside
  /// gaps, the offset taken off; nil when there is none.
  ///
  /// Digital silence counts only where less than a second of them is anything else.
  public let noiseFloor: Decibels?
  /// Samples at either end of the scale.
  public let clippedSamples: Int
  /// Runs of such samples: how often the scale ended.
  public let clippedRuns: Int
  /// The mean of all samples: the direct current of the sound card, as a share of full scale.
  public let offset: Double
  /// Mains hum in the quietest seconds without speech; nil with fewer than two of them.
  public let hum: MainsHum?

  /// How far speech is above the noise floor, in dB; nil when one of them is unknown.
  public var signalToNoise: Double? {
    guard let activeSpeech, let noiseFloor else { return nil }
    return activeSpeech.value - noiseFloor.value
  }

  /// Takes measures that are known.
  public init(
    activeSpeech: Decibels?, peak: Decibels, noiseFloor: Decibels?, clippedSamples: Int,
    clippedRuns: Int, offset: Double, hum: MainsHum?
  ) {
    self.activeSpeech = activeSpeech
    self.peak = peak
    self.noiseFloor = noiseFloor
    self.clippedSamples = clippedSamples
    self.clippedRuns = clippedRuns
    self.offset = offset
    self.hum = hum
  }

  init(_ track: FeatureTrack, soundingHops: [Range<Int>], isGap: (Int) -> Bool) {
    let hops = track.variances.count
    let sum = track.means.reduce(0.0) { $0 + Double($1) }
    let moving = MovingOffset(track)
    var active = 0.0
    var activeCount = 0
    var isSilent = [Bool](repeating: true, count: hops)
    let margin = FeatureTrack.hopsPerSecond / 10
    for run in soundingHops {
      for hop in run where !isGap(hop) {
        active += moving.power(hop)
        activeCount += 1
      }
      for hop in max(0, run.lowerBound - margin)..<min(hops, run.upperBound + margin) {
        isSilent[hop] = false
      }
    }
    let quiet = (0..<hops).filter { isSilent[$0] && !isGap($0) }
    let sounds = quiet.filter(moving.isSound)
    let isRoom = sounds.count >= FeatureTrack.hopsPerSecond
    let silent = (isRoom ? sounds : quiet).map(moving.power).sorted()
    activeSpeech = activeCount > 0 ? Decibels(power: active / Double(activeCount)) : nil
    peak = Decibels(amplitude: Double(track.peak))
    noiseFloor = quantile(0.5, ofSorted: silent).map { Decibels(power: $0) }
    clippedSamples = track.clippedSamples
    clippedRuns = track.clippedRuns
    offset = sum / Double(max(1, hops))
    hum = MainsHum(track.roomTone, soundingHops: soundingHops)
  }
}
