import AudioCore

/// What a device delivered in the first seconds of a recording: enough to notice a dead one.
///
/// Silence that stands for lost frames is not part of it. Taking frames costs a
/// few comparisons each, and nothing once the look is complete and there was sound.
public struct OpeningLook: Hashable, Sendable {
  /// How long the look is, in seconds.
  public static let seconds = 3

  /// Frames seen so far.
  public private(set) var frames = 0
  /// Whether enough was seen to judge.
  public private(set) var isComplete = false
  /// How many samples lie at either end of the scale.
  public private(set) var clippedSamples = 0
  private var lowest = Int16.max
  private var highest = Int16.min

  /// Creates the look before the first frame.
  public init() {}

  /// Whether all samples so far have one value; false before the first.
  public var isConstant: Bool { frames > 0 && lowest == highest }

  /// Whether all samples so far are 0; false before the first.
  public var isSilent: Bool { isConstant && lowest == 0 }

  /// Whether a device that was constant through the whole look has delivered sound since.
  public private(set) var hasAwoken = false

  /// The share of clipped samples, 0 to 1.
  public var clippedShare: Double { Double(clippedSamples) / Double(max(1, frames)) }

  /// Takes the next mono samples, as far as they belong to the first seconds.
  mutating func take(_ samples: Span<Int16>, sampleRate: SampleRate) {
    guard !isComplete else { return wake(samples) }
    let end = Self.seconds * sampleRate.hertz
    let count = min(samples.count, end - frames)
    for index in 0..<count {
      let sample = samples[index]
      lowest = min(lowest, sample)
      highest = max(highest, sample)
      if sample == .max || sample <= -.max { clippedSamples += 1 }
    }
    frames += count
    isComplete = frames == end
    if isComplete { wake(samples.extracting(count...)) }
  }

  private mutating func wake(_ samples: Span<Int16>) {
    guard isConstant, !hasAwoken else { return }
    hasAwoken = samples.indices.contains { samples[$0] != lowest }
  }
}
