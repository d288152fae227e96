public import AudioCore
import Foundation

/// Mains hum in a stretch without speech: lines at 50 or 60 Hz and their harmonics.
///
/// Definition: the power spectrum is Welch's (Hann windows of one second,
/// overlapping by half, averaged). The *excess* of a harmonic is the strongest
/// of the three bins around it ÷ the median of the bins 5 to 12 Hz away on both
/// sides. Of the two mains frequencies the one whose first six harmonics exceed
/// their surroundings more, all together, is reported.
///
/// - SeeAlso: Welch, IEEE Trans. Audio Electroacoustics 15 (1967).
public struct MainsHum: Hashable, Sendable {
  /// The mains frequency in hertz, 50 or 60.
  public let hertz: Int
  /// How far the strongest harmonic is above the neighbouring spectrum, in dB.
  ///
  /// White noise reaches 10 dB by chance in one of some 300 measurements of two seconds, and
  /// in hardly any of three.
  public let excessDecibels: Double
  /// The power of all six harmonics together, without their surroundings.
  public let level: Decibels

  /// The excess in dB from which on hum counts; our own bound, above chance.
  public static let leastExcessDecibels = 10.0
  /// The level in dBFS below which hum disturbs nobody, however far it stands out.
  public static let softestDBFS = -60.0

  /// Whether a listener would notice.
  public var isAudible: Bool {
    excessDecibels >= Self.leastExcessDecibels && level.value > Self.softestDBFS
  }

  /// How many harmonics are looked at, the fundamental included.
  static let harmonics = 6
  /// The bins on either side that are the surroundings, in hertz away from the line.
  private static let surroundings = 5...12
  /// The bins that hold a line under the Hann window, in hertz away from it.
  private static let lineReach = 2
  private static let highestHertz = 60 * harmonics + surroundings.upperBound

  /// Takes what was measured earlier.
  public init(hertz: Int, excessDecibels: Double, level: Decibels) {
    self.hertz = hertz
    self.excessDecibels = excessDecibels
    self.level = level
  }

  /// Measures a stretch.
  /// - Parameters:
  ///   - samples: mono, full scale being 1.
  ///   - sampleRate: of the samples.
  /// - Returns: nil when the stretch is shorter than a second.
  init?(_ samples: [Float], sampleRate: SampleRate) {
    // Averaging down to about 2 kHz leaves the lines and saves most of the work.
    let step = max(1, sampleRate.hertz / 2000)
    let rate = Double(sampleRate.hertz) / Double(step)
    let slow = (0..<samples.count / step).map { index in
      samples[index * step..<(index + 1) * step].reduce(0.0) { $0 + Double($1) } / Double(step)
    }
    let length = Int(rate)
    let starts = stride(from: 0, through: slow.count - length, by: max(1, length / 2))
    self.init(
      segments: starts.map { Array(slow[$0..<$0 + length]) }, rate: rate, averaged: step)
  }

  /// Measures the room of a session: up to a dozen of its quietest seconds without speech.
  ///
  /// - Parameters:
  ///   - tone: of the session.
  ///   - soundingHops: the hops in which somebody speaks, in order.
  /// - Returns: nil with fewer than two such seconds; one alone says too little.
  init?(_ tone: RoomTone, soundingHops: [Range<Int>]) {
    let quietest = tone.seconds(outside: soundingHops).prefix(12)
    guard quietest.count > 1 else { return nil }
    self.init(
      segments: quietest.map { $0.map(Double.init) }, rate: Double(RoomTone.hertz),
      averaged: Resampler.outputHertz / RoomTone.hertz)
  }

  /// - Parameters:
  ///   - segments: a second each, all of the same length.
  ///   - rate: their samples per second.
  ///   - averaged: how many samples of the sound were averaged into each.
  private init?(segments: [[Double]], rate: Double, averaged step: Int) {
    guard let spectrum = Self.spectrum(segments, rate: rate) else { return nil }
    // What averaging takes from a line: the boxcar's response.
    func droop(_ hertz: Int) -> Double {
      let turn = Double.pi * Double(hertz) / (rate * Double(step))
      let response = sin(turn * Double(step)) / (Double(step) * sin(turn))
      return response * response
    }
    let candidates = [50, 60].map { hertz in
      var sum = 0.0
      var strongest = 0.0
      var power = 0.0
      for line in (1...Self.harmonics).map({ $0 * hertz }) {
        let around = Self.surroundings.flatMap { [spectrum[line - $0], spectrum[line + $0]] }
        // One 16-bit step's rounding noise, so that a pure tone has an excess as well.
        let ground = max(quantile(0.5, ofSorted: around.sorted()) ?? 0, 1e-14)
        let peak = spectrum[line - 1...line + 1].max() ?? 0
        let excess = peak > ground ? 10 * log10(peak / ground) : 0
        sum += excess
        strongest = max(strongest, excess)
        let reach = line - Self.lineReach...line + Self.lineReach
        let own = spectrum[reach].reduce(0, +) - ground * Double(reach.count)
        power += max(0, own) / droop(line)
      }
      return (hertz: hertz, sum: sum, strongest: strongest, power: power)
    }
    let found = candidates[1].sum > candidates[0].sum ? candidates[1] : candidates[0]
    hertz = found.hertz
    excessDecibels = found.strongest
    level = Decibels(power: found.power)
  }

  /// Welch's power spectrum at whole hertz: the five bins of a line add up to its power.
  private static func spectrum(_ segments: [[Double]], rate: Double) -> [Double]? {
    guard let length = segments.first?.count, Double(highestHertz) < rate / 2 else { return nil }
    let window = (0..<length).map { 0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(length)) }
    var power = [Double](repeating: 0, count: highestHertz + 8)
    for samples in segments {
      let mean = samples.reduce(0, +) / Double(length)
      let segment = zip(samples, window).map { ($0 - mean) * $1 }
      for hertz in stride(from: 50 - surroundings.upperBound, through: highestHertz, by: 8) {
        // Goertzel's recurrence: eight bins without a whole transform.
        let turns = (0..<8).map { 2 * cos(2 * .pi * Double(hertz + $0) / rate) }
        let factor = SIMD8<Double>(turns)
        var last = SIMD8<Double>.zero
        var before = SIMD8<Double>.zero
        for sample in segment { (last, before) = (sample + factor * last - before, last) }
        let powers = last * last + before * before - factor * last * before
        for bin in 0..<8 { power[hertz + bin] += powers[bin] }
      }
    }
    // Parseval: a window's squares sum to 3 ÷ 8 of its length.
    let scale = 16 / (3 * Double(length) * Double(length) * Double(segments.count))
    return power.prefix(highestHertz + 1).map { $0 * scale }
  }
}
