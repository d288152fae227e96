import AudioCore
import Foundation

/// How long the silent pauses of a stretch are.
public struct PauseDistribution: Hashable, Sendable {
  /// The lengths of the silent pauses in seconds, the shortest first.
  public let lengthsSeconds: [Double]
  /// The number of silent pauses: silences of at least the threshold.
  public let count: Int
  /// Their total length in seconds.
  public let totalSeconds: Double
  /// Their median length in seconds; nil without a pause.
  public let medianSeconds: Double?
  /// The lengths in seconds that one and three of four pauses do not exceed; nil without a pause.
  public let quartilesSeconds: Quartiles?
  /// The length in seconds that nine of ten pauses do not exceed; nil without a pause.
  public let p90Seconds: Double?
  /// All silences by class, those below the threshold included.
  public let classCounts: [SilentPause.Class: Int]
  /// All silences by length, on a logarithmic axis; see ``histogramEdgesSeconds``.
  public let histogram: [Int]

  /// The bounds in seconds of the histogram's bins: half octaves around 0.1 s to 12.8 s.
  ///
  /// Bin k counts lengths from edge k up to edge k+1; the first also takes all
  /// shorter ones, the last all longer ones. Pause lengths are strongly skewed, and their
  /// logarithms fall into two or three groups, which is why the axis is logarithmic
  /// (Campione and Véronis 2002; Demol, Verhelst and Verhoeve 2007).
  public static let histogramEdgesSeconds: [Double] = (0...14).map {
    0.1 * pow(2, Double($0) / 2)
  }

  init(silences: [SilentPause], sampleRate: SampleRate, thresholdSeconds: Double) {
    let all = silences.map { sampleRate.seconds(frames: $0.silentFrames) }
    let long = silences.map(\.silentFrames).filter {
      sampleRate.reaches(thresholdSeconds, frames: $0)
    }
    let pauses = long.map(sampleRate.seconds).sorted()
    lengthsSeconds = pauses
    count = pauses.count
    totalSeconds = sampleRate.seconds(frames: long.reduce(0, +))
    medianSeconds = quantile(0.5, ofSorted: pauses)
    quartilesSeconds = Quartiles(ofSorted: pauses)
    p90Seconds = quantile(0.9, ofSorted: pauses)
    classCounts = Dictionary(
      uniqueKeysWithValues: SilentPause.Class.allCases.map { kind in
        (kind, all.count { SilentPause.Class(seconds: $0) == kind })
      })
    let edges = Self.histogramEdgesSeconds
    var histogram = [Int](repeating: 0, count: edges.count - 1)
    for seconds in all {
      let bin = edges.dropFirst().dropLast().firstIndex { seconds < $0 } ?? edges.count - 1
      histogram[bin - 1] += 1
    }
    self.histogram = histogram
  }
}

/// Where the middle half of values lies.
public struct Quartiles: Hashable, Sendable {
  /// A quarter of the values do not exceed it.
  public let lower: Double
  /// Three quarters of the values do not exceed it.
  public let upper: Double

  /// Finds them by interpolation between neighbours; nil without values.
  init?(ofSorted values: [Double]) {
    guard let lower = quantile(0.25, ofSorted: values),
      let upper = quantile(0.75, ofSorted: values)
    else { return nil }
    (self.lower, self.upper) = (lower, upper)
  }
}

/// The value below which a share of sorted values lies, interpolated between neighbours.
///
/// - SeeAlso: Hyndman and Fan, The American Statistician 50 (1996), type 7.
public func quantile(_ share: Double, ofSorted values: [Double]) -> Double? {
  guard let last = values.last else { return nil }
  let place = share * Double(values.count - 1)
  let lower = Int(place)
  guard lower + 1 < values.count else { return last }
  return values[lower] + (values[lower + 1] - values[lower]) * (place - Double(lower))
}
