import AudioCore

/// How many syllables a stretch has, and how fast they come.
public struct SpeechRate: Hashable, Sendable {
  /// With less talk than this there is no rate, in seconds: a syllable more or less would
  /// be too much of it.
  public static let leastTalkSeconds = 5.0

  /// Syllables whose nuclei lie in the stretch.
  public let syllables: Int
  /// Phonation time in seconds.
  public let talkSeconds: Double
  /// Syllables ÷ time without gaps, per second; nil with too little speech or no syllable.
  public let speechRatePerSecond: Double?
  /// Syllables ÷ phonation time, per second; nil with too little speech or no syllable.
  public let articulationRatePerSecond: Double?

  /// Computes the rates.
  /// - Parameters:
  ///   - syllables: in the stretch.
  ///   - talkSeconds: phonation time.
  ///   - seconds: the length of the stretch without gaps.
  init(syllables: Int, talkSeconds: Double, seconds: Double) {
    self.syllables = syllables
    self.talkSeconds = talkSeconds
    let isEnough = syllables > 0 && talkSeconds >= Self.leastTalkSeconds
    speechRatePerSecond = isEnough && seconds > 0 ? Double(syllables) / seconds : nil
    articulationRatePerSecond = isEnough ? Double(syllables) / talkSeconds : nil
  }

  /// Measures stretches of a session together.
  /// - Parameters:
  ///   - ranges: the stretches, in order.
  ///   - nuclei: positions of all nuclei, in order.
  ///   - sounding: all sounding intervals, in order, gaps cut out.
  ///   - gaps: all gaps, in order.
  ///   - sampleRate: of the positions.
  init(
    in ranges: [FrameRange], nuclei: [Int], sounding: [FrameRange], gaps: [FrameRange],
    sampleRate: SampleRate
  ) {
    let frames = ranges.reduce(0) { $0 + $1.count } - overlap(ranges, gaps)
    self.init(
      syllables: ranges.reduce(0) {
        $0 + firstIndex(in: nuclei, from: $1.end) - firstIndex(in: nuclei, from: $1.start)
      },
      talkSeconds: sampleRate.seconds(frames: overlap(ranges, sounding)),
      seconds: sampleRate.seconds(frames: frames))
  }

  /// The rates of each whole or begun minute of a session.
  static func byMinute(
    frames: Int, nuclei: [Int], sounding: [FrameRange], gaps: [FrameRange], sampleRate: SampleRate
  ) -> [SpeechRate] {
    stride(from: 0, to: frames, by: 60 * sampleRate.hertz).map { start in
      SpeechRate(
        in: [FrameRange(start: start, end: min(frames, start + 60 * sampleRate.hertz))],
        nuclei: nuclei, sounding: sounding, gaps: gaps, sampleRate: sampleRate)
    }
  }
}

/// The index of the first of sorted positions that is not before another.
private func firstIndex(in positions: [Int], from position: Int) -> Int {
  var (low, high) = (0, positions.count)
  while low < high {
    let middle = (low + high) / 2
    if positions[middle] < position { low = middle + 1 } else { high = middle }
  }
  return low
}
