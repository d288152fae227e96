/// Decides for each hop of a session whether somebody speaks.
///
/// A network gives log odds for each hop, and the session as a whole corrects them; a
/// two-state decoder, for which every change costs, finds the likeliest course;
/// silences too short for a pause are closed, and then runs too short or too doubtful
/// for speech are dropped.
///
/// - SeeAlso: Forney, Proc. IEEE 61 (1973), for the decoder.
enum VoiceActivity {
  /// The highest score of digital silence, to which noise gates and coarse bits turn
  /// a pause, in log odds.
  private static let silenceScore: Float = -3

  /// Log odds of speech for each hop of the sound.
  /// - Parameters:
  ///   - track: of the session.
  ///   - scene: that of the track; nil when all of it is digital silence.
  static func scores(_ track: FeatureTrack, _ scene: SessionScene?) -> [Float] {
    let margin = FeatureTrack.marginHops
    let hops = max(0, track.rowCount - 2 * margin)
    guard let scene else { return Array(repeating: -20, count: hops) }
    var scores = ActivityNetwork.standard.scores(scene)
    SessionRegression(scene, scores: scores)?.join(&scores)
    for row in scene.firstRow..<scene.rowCount where !scene.holdsSound(row) {
      scores[row] = min(scores[row], silenceScore)
    }
    scores.removeLast(scores.count - margin - hops)
    scores.removeFirst(margin)
    return scores
  }

  /// Runs of hops in which somebody speaks, in order, as half-open ranges.
  static func soundingHops(
    _ track: FeatureTrack, _ scene: SessionScene?, _ parameters: AnalysisParameters
  ) -> [Range<Int>] {
    let scores = scores(track, scene)
    let limit = Float(parameters.evidenceLimit)
    let bias = Float(
      parameters.evidenceBias + EvidenceBias.shift(scores)
        + (scene.map(Reverberation.evidence) ?? 0))
    let speaking = decode(
      scores.lazy.map { min(limit, max(-limit, $0 - bias)) },
      onsetCost: Float(parameters.onsetCost), offsetCost: Float(parameters.offsetCost))
    let hops = { (seconds: Double) in
      Int((seconds * Double(FeatureTrack.hopsPerSecond)).rounded())
    }
    let extra = hops(
      parameters.endExtensionSeconds + (scene.map(HiddenEnds.seconds) ?? 0))
    return clean(
      runs(speaking), shortestSilence: hops(parameters.shortestSilenceSeconds),
      shortestSound: hops(parameters.shortestSoundSeconds)
    ).filter { run in
      scores[run].contains { Double($0) >= parameters.leastBestEvidence }
    }.map { $0.lowerBound..<min(scores.count, $0.upperBound + extra) }
  }

  /// The course of two states that earns most: speech earns its evidence, silence nothing.
  static func decode(
    _ evidence: some Collection<Float>, onsetCost: Float, offsetCost: Float
  ) -> [Bool] {
    var silent: Float = 0
    var speaking = -onsetCost
    // Bit 0: silence came from speech; bit 1: speech came from silence.
    var origins: [UInt8] = []
    origins.reserveCapacity(evidence.count)
    for (hop, gain) in evidence.enumerated() {
      var origin: UInt8 = 0
      if hop > 0 {
        let before = (silent, speaking)
        if before.1 - offsetCost > before.0 {
          silent = before.1 - offsetCost
          origin |= 1
        }
        if before.0 - onsetCost > before.1 {
          speaking = before.0 - onsetCost
          origin |= 2
        }
      }
      speaking += gain
      // Only the difference matters; kept near 0, it stays exact in long sessions.
      speaking -= silent
      silent = 0
      origins.append(origin)
    }
    var state = speaking - offsetCost > silent
    var states = [Bool](repeating: false, count: evidence.count)
    for hop in stride(from: evidence.count - 1, through: 0, by: -1) {
      states[hop] = state
      if origins[hop] & (state ? 2 : 1) != 0 { state.toggle() }
    }
    return states
  }

  /// Runs of true, as half-open ranges.
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

  /// Closes short silences, then drops short runs.
  static func clean(_ runs: [Range<Int>], shortestSilence: Int, shortestSound: Int) -> [Range<Int>]
  {
    runs.reduce(into: [Range<Int>]()) { joined, run in
      if let last = joined.last, run.lowerBound - last.upperBound < shortestSilence {
        joined[joined.count - 1] = last.lowerBound..<run.upperBound
      } else {
        joined.append(run)
      }
    }.filter { $0.count >= shortestSound }
  }
}
