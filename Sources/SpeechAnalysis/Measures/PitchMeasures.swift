import Foundation

/// How high a voice is and how much it moves.
///
/// From the fundamental frequency of the voiced hops in sounding intervals outside of
/// gaps, 55 to 500 Hz; a voice whose median is below 60 Hz has no measures. Creaky voice, whispering and voices of several people are its
/// limits.
public struct PitchMeasures: Hashable, Sendable {
  /// The pitch variation quotient of a stretch of the session.
  public struct Window: Hashable, Sendable {
    /// Where it begins, in seconds; it lasts ``windowSeconds``.
    public let startSeconds: Double
    /// Standard deviation ÷ mean of the fundamental frequency in Hz.
    public let variationQuotient: Double

    /// Creates a window's figure.
    public init(startSeconds: Double, variationQuotient: Double) {
      self.startSeconds = startSeconds
      self.variationQuotient = variationQuotient
    }
  }

  /// The length of a window in seconds.
  public static let windowSeconds = 10
  /// A window counts when at least this much of it is voiced, in seconds.
  public static let leastWindowVoicedSeconds = 1.0
  /// A session has pitch measures when at least this much of it is voiced, in seconds.
  public static let leastVoicedSeconds = 2.0

  /// A session has pitch measures when its median is at least this.
  public static let leastMedianHertz = 60.0

  /// The length of a hop in seconds.
  public static let hopSeconds = 1 / Double(FeatureTrack.hopsPerSecond)

  /// The fundamental frequency of each hop in Hz; 0 where nothing voiced sounds.
  ///
  /// Empty for a session whose sound is gone.
  public let hertz: [Float]
  /// The time that has a pitch, in seconds.
  public let voicedSeconds: Double
  /// The median fundamental frequency in Hz; nil with too little voice.
  public let medianHertz: Double?
  /// The standard deviation in semitones; nil with too little voice.
  public let spreadSemitones: Double?
  /// Windows of ten seconds with enough voice, in order.
  ///
  /// - SeeAlso: Hincks, System 33 (2005), for the quotient and its windows.
  public let windows: [Window]

  /// The mean of the windows' quotients; nil without a window.
  public let variationQuotient: Double?

  /// Takes measures that are known, without the hops they came from.
  ///
  /// By default nothing is known.
  public init(
    voicedSeconds: Double = 0, medianHertz: Double? = nil, spreadSemitones: Double? = nil,
    variationQuotient: Double? = nil, windows: [Window] = []
  ) {
    hertz = []
    self.voicedSeconds = voicedSeconds
    self.medianHertz = medianHertz
    self.spreadSemitones = spreadSemitones
    self.variationQuotient = variationQuotient
    self.windows = windows
  }

  /// Measures a contour.
  /// - Parameters:
  ///   - hertz: of each hop; 0 where nothing voiced sounds.
  ///   - isGap: whether a hop is part of a gap.
  init(hertz: [Float], isGap: (Int) -> Bool) {
    let hertz = hertz.enumerated().map { isGap($0) ? 0 : $1 }
    self.hertz = hertz
    let second = FeatureTrack.hopsPerSecond
    var all: [Double] = []
    var windows: [Window] = []
    for start in stride(from: 0, to: hertz.count, by: Self.windowSeconds * second) {
      let values = (start..<min(hertz.count, start + Self.windowSeconds * second)).filter {
        hertz[$0] > 0
      }.map { Double(hertz[$0]) }
      all += values
      guard Double(values.count) >= Self.leastWindowVoicedSeconds * Double(second) else { continue }
      let (mean, deviation) = moments(values)
      windows.append(
        Window(startSeconds: Double(start / second), variationQuotient: deviation / mean))
    }
    voicedSeconds = Double(all.count) / Double(second)
    self.windows = windows
    let middle = median(hertz.filter { $0 > 0 }).map(Double.init)
    // Half of a deeper voice would be missing, and what is left would be too high.
    guard voicedSeconds >= Self.leastVoicedSeconds, let middle, middle >= Self.leastMedianHertz
    else {
      medianHertz = nil
      spreadSemitones = nil
      variationQuotient = nil
      return
    }
    variationQuotient =
      windows.isEmpty
      ? nil : windows.reduce(0) { $0 + $1.variationQuotient } / Double(windows.count)
    medianHertz = middle
    spreadSemitones = moments(all.map { 12 * log2($0) }).deviation
  }
}

/// The mean and the standard deviation (over N) of one or more values.
private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
  let mean = values.reduce(0, +) / Double(values.count)
  let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (mean, (square / Double(values.count)).squareRoot())
}
