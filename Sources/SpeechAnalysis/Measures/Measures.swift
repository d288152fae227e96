extension Measure {
  /// All measures of the sound in the order of the report.
  public static let all = [
    duration, phaseVerdict, talkTime, talkShare, pauses, pausesPerMinute, pauseMedian,
    pauseQuartiles, pauseP90, pauseClasses, longPausesPerMinute, runMedian, articulationRate,
    speechRate, pitchSpread, pitchVariation, pitchMedian, speechLevel, peak, noiseFloor,
    signalToNoise, clipping, offset, hum, phasesWithin,
  ]

  /// The measure that a person means: by its id, its name, or what reports call it, upper
  /// and lower case alike; nil when there is none.
  ///
  /// - Parameters:
  ///   - text: what the person wrote.
  ///   - measures: those that are known.
  public static func named(_ text: String, among measures: [Measure] = all) -> Measure? {
    let wanted = text.lowercased().split { $0 == " " || $0 == "-" }.joined(separator: " ")
    func isExactly(_ measure: Measure) -> Bool {
      [measure.id.replacing("-", with: " "), measure.name.lowercased()].contains(wanted)
    }
    return measures.first(where: isExactly) ?? measures.first { $0.words.contains(wanted) }
  }

  // MARK: What several of them say

  static let thresholdRule =
    "a pause is a silence of at least 0.25 s (the pause threshold) between two sounding intervals"
  static let type7 =
    "Hyndman and Fan, The American Statistician 50 (1996): quantiles of type 7"
  static let mono = "several channels are averaged first"
  static let fullScale =
    "0 dBFS is a square wave at full scale; a sine at full scale has −3.01 dBFS"
  static let counting =
    "Syllables are counted from the sound, without words. Measured on speakers it had not learned "
    + "from: native speakers 3 to 7 % off, 5 % too few on average; adult learners of English 12 % "
    + "more than their sentences hold, which is what they say, as they put vowels in and repeat "
    + "words, with ten seconds of one learner 22 % off; in noise 20 dB below the voice 1 to 2 % more"
  static let enough = "at least 5 s of talk"
}
