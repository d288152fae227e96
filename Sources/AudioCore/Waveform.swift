/// The outline of a sound: a few numbers for each stretch of it, for drawing.
///
/// A stream, like the analyzer: give it the samples in portions of any size.
/// Memory grows by 16 bytes for each 10 ms.
public struct Waveform: Hashable, Sendable {
  /// What is kept of one stretch, full scale being 1.
  public struct Bucket: Hashable, Sendable {
    /// The least sample.
    public var minimum: Float
    /// The largest sample.
    public var maximum: Float
    /// The mean of the samples.
    public var mean: Float
    /// The mean of the samples' squares.
    public var meanSquare: Float
  }

  /// Frames per second of the sound.
  public let sampleRate: SampleRate
  /// Frames received so far.
  public private(set) var frames = 0
  /// The stretches of 10 ms in order; the last may be shorter.
  public private(set) var buckets: [Bucket] = []

  /// Buckets in a second, as many as the analyzer has hops.
  public static let bucketsPerSecond = 100

  private var bucketEnd = 0
  private var bucketStart = 0
  private var sum = 0.0
  private var sumOfSquares = 0.0

  /// Prepares for a sound of one rate.
  public init(sampleRate: SampleRate) { self.sampleRate = sampleRate }

  /// The first frame of a bucket, whether it is there or not.
  public func frame(bucket: Int) -> Int { bucket * sampleRate.hertz / Self.bucketsPerSecond }

  /// Takes the next mono samples, full scale being 1.
  public mutating func append(_ samples: Span<Float>) {
    for index in samples.indices {
      let sample = samples[index]
      if frames == bucketEnd { begin(sample) }
      let last = buckets.count - 1
      if sample < buckets[last].minimum { buckets[last].minimum = sample }
      if sample > buckets[last].maximum { buckets[last].maximum = sample }
      sum += Double(sample)
      sumOfSquares += Double(sample) * Double(sample)
      frames += 1
      if frames == bucketEnd { closeBucket() }
    }
    // The last one of a sound is seldom full.
    if frames > 0 { closeBucket() }
  }

  private mutating func begin(_ sample: Float) {
    bucketStart = frames
    bucketEnd = frame(bucket: buckets.count + 1)
    buckets.append(Bucket(minimum: sample, maximum: sample, mean: 0, meanSquare: 0))
    sum = 0
    sumOfSquares = 0
  }

  private mutating func closeBucket() {
    let count = Double(frames - bucketStart)
    buckets[buckets.count - 1].mean = Float(sum / count)
    buckets[buckets.count - 1].meanSquare = Float(sumOfSquares / count)
  }

  /// The least and the largest sample of longer stretches.
  /// - Parameter limit: the most stretches, 1 or more.
  /// - Returns: the stretches, and how many buckets each but the last is made of.
  public func extremes(
    atMost limit: Int
  ) -> (stretches: [ClosedRange<Float>], bucketsPerStretch: Int) {
    let factor = max(1, (buckets.count + limit - 1) / limit)
    let stretches = stride(from: 0, to: buckets.count, by: factor).map { start in
      let part = buckets[start..<min(start + factor, buckets.count)]
      return part.reduce(part[start].minimum...part[start].maximum) {
        min($0.lowerBound, $1.minimum)...max($0.upperBound, $1.maximum)
      }
    }
    return (stretches, factor)
  }

  /// The mean power of some stretches of the sound, without its offset.
  /// - Parameter ranges: in order, none overlapping another; rounded to buckets.
  /// - Returns: nil when not one bucket lies in them.
  public func level(in ranges: [FrameRange]) -> Decibels? {
    let offset = self.offset
    var (power, count) = (0.0, 0)
    for range in ranges {
      let first = bucket(nearest: range.start)
      for bucket in buckets[min(first, buckets.count)..<max(first, bucket(nearest: range.end))] {
        // The mean of (x − offset)², from the means of x² and x.
        power += max(
          0, Double(bucket.meanSquare) - offset * (2 * Double(bucket.mean) - offset))
        count += 1
      }
    }
    return count > 0 ? Decibels(power: power / Double(count)) : nil
  }

  /// The mean of all samples.
  private var offset: Double {
    buckets.isEmpty ? 0 : buckets.reduce(0) { $0 + Double($1.mean) } / Double(buckets.count)
  }

  private func bucket(nearest frame: Int) -> Int {
    let hertz = sampleRate.hertz
    return min(buckets.count, (frame * Self.bucketsPerSecond + hertz / 2) / hertz)
  }
}
