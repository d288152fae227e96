/// Decides for each hop of a session whether somebody speaks.
///
/// The mean over bands of what rises above the noise floor is a score in dB. The
/// threshold lies between the session's own silent and speaking scores. A
/// two-state decoder with a cost for each change finds the likeliest course, and
/// bursts too short for speech are taken out before silences too short for a
/// pause are closed, so that two clicks cannot grow together.
///
/// - SeeAlso: Forney, Proc. IEEE 61 (1973), for the decoder; Praat's manual,
///   "Sound: To TextGrid (silences)…", for the order of the two clean-ups.
enum VoiceActivity {
  /// The most that one band counts, in dB: loud bands should not speak for all.
  private static let mostDecibels: Float = 30

  /// Runs of hops in which somebody speaks, in order, as half-open ranges.
  static func soundingHops(_ track: FeatureTrack, _ parameters: AnalysisParameters) -> [Range<Int>]
  {
    let scores = scores(track, parameters)
    guard let threshold = threshold(scores, parameters) else { return [] }
    let speaking = decode(
      scores, threshold: threshold, switchingCost: Float(parameters.switchingCostDecibels))
    let hops = { (seconds: Double) in
      Int((seconds * Double(FeatureTrack.hopsPerSecond)).rounded())
    }
    return clean(
      runs(speaking), shortestSound: hops(parameters.shortestSoundSeconds),
      shortestSilence: hops(parameters.shortestSilenceSeconds))
  }

  static func scores(_ track: FeatureTrack, _ parameters: AnalysisParameters) -> [Float] {
    let floor = NoiseFloor(
      track, spanSeconds: parameters.noiseSpanSeconds, percentile: parameters.noisePercentile)
    let bands = BandFilters.count
    return (0..<track.hopCount).map { hop in
      var sum: Float = 0
      for band in 0..<bands {
        let above = Int(track.bandSteps[hop * bands + band]) - floor.step(hop: hop, band: band)
        sum += min(mostDecibels, Float(max(0, above)) * FeatureTrack.stepDecibels)
      }
      return sum / Float(bands)
    }
  }

  /// Where silence ends and speech begins; nil when the session has no contrast.
  static func threshold(_ scores: [Float], _ parameters: AnalysisParameters) -> Float? {
    guard !scores.isEmpty else { return nil }
    let sorted = scores.sorted()
    let low = sorted[sorted.count / 10]
    let high = sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
    guard high - low >= Float(parameters.leastContrastDecibels) else { return nil }
    return low + (high - low) * Float(parameters.thresholdPosition)
  }

  /// The likeliest course of two states, each hop costing its distance from the threshold.
  static func decode(_ scores: [Float], threshold: Float, switchingCost: Float) -> [Bool] {
    var costs: (silent: Float, speaking: Float) = (0, switchingCost)
    // Bit 0: silence came from speech; bit 1: speech came from silence.
    var origins: [UInt8] = []
    origins.reserveCapacity(scores.count)
    for score in scores {
      let distance = min(10, max(-10, score - threshold))
      var origin: UInt8 = 0
      var silent = costs.silent
      var speaking = costs.speaking
      if costs.speaking + switchingCost < silent {
        silent = costs.speaking + switchingCost
        origin |= 1
      }
      if costs.silent + switchingCost < speaking {
        speaking = costs.silent + switchingCost
        origin |= 2
      }
      costs = (silent + max(0, distance), speaking + max(0, -distance))
      // Only the difference matters; kept near 0, it stays exact in long sessions.
      let least = min(costs.silent, costs.speaking)
      costs = (costs.silent - least, costs.speaking - least)
      origins.append(origin)
    }
    var state = costs.speaking < costs.silent
    var states = [Bool](repeating: false, count: scores.count)
    for hop in stride(from: scores.count - 1, through: 0, by: -1) {
      states[hop] = state
      if origins[hop] & (state ? 2 : 1) != 0 { state.toggle() }
    }
    return states
  }

  static func runs(_ states: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for (hop, state) in states.enumerated() where state != (start != nil) {
      if let begun = start {
        runs.append(begun..<hop)
        start = nil
      } else {
        start = hop
      }
    }
    if let start { runs.append(start..<states.count) }
    return runs
  }

  static func clean(_ runs: [Range<Int>], shortestSound: Int, shortestSilence: Int) -> [Range<Int>]
  {
    runs.filter { $0.count >= shortestSound }.reduce(into: []) { joined, run in
      if let last = joined.last, run.lowerBound - last.upperBound < shortestSilence {
        joined[joined.count - 1] = last.lowerBound..<run.upperBound
      } else {
        joined.append(run)
      }
    }
  }
}
