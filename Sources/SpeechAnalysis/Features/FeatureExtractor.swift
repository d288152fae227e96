import AudioCore
import Foundation

/// Turns samples, in whatever portions they come, into a feature track.
///
/// Samples are cut into blocks at fixed places of the session, so that the
/// portions leave no trace in the result. A block is sixteen hops, or the next
/// multiple that is a whole number of frames.
struct FeatureExtractor {
  private var resampler: Resampler
  private var transform = FourierTransform()
  private var harmonicity = Harmonicity()
  private let window: [Lanes]

  private let hertz: Int
  private let blockHops: Int
  private let blockFrames: Int

  // The block to come, with the filter's context on both sides.
  private var pending: [Float]
  private var pendingCount: Int
  // What earlier samples the windows of a block see, then the block at 16 kHz; eight
  // samples in a vector.
  private var resampled: [Lanes]
  // The same at 2 kHz, a little more of it.
  private var slow: [Float]
  private var powers = (
    [Lanes](repeating: .zero, count: FourierTransform.bins),
    [Lanes](repeating: .zero, count: FourierTransform.bins)
  )
  private var bands = [SIMD8<UInt8>](repeating: .zero, count: BandLevels.count)

  /// Everything known so far.
  private(set) var track = FeatureTrack()
  /// Frames of the sound received so far, without what leads to a part.
  private(set) var frames = 0
  // Whether the next block only leads to the first hop of a part.
  private var isLead = false

  private static let hopVectors =
    Resampler.outputHertz / FeatureTrack.hopsPerSecond / Lanes.count
  private static let windowVectors = FourierTransform.size / Lanes.count
  private static let batchHops = 2 * Lanes.count
  /// What the window of the first row sees before the sound starts: it is centred
  /// on its hop, and the track begins some hops early.
  private static let leadVectors =
    (windowVectors - hopVectors) / 2 + FeatureTrack.marginHops * hopVectors

  /// What a deep voice is looked for in begins so much before a hop's window: its middle is
  /// 5 ms early, so that it ends with the block.
  private static let slowLead = DeepVoice.samples - hopVectors - leadVectors
  private static let slowVectors = leadVectors + slowLead

  init(sampleRate: SampleRate) {
    hertz = sampleRate.hertz
    resampler = Resampler(inputHertz: hertz)
    let common = greatestCommonDivisor(hertz, FeatureTrack.hopsPerSecond)
    let wholeHops = FeatureTrack.hopsPerSecond / common
    blockHops =
      wholeHops * Self.batchHops / greatestCommonDivisor(wholeHops, Self.batchHops)
    blockFrames = blockHops * hertz / FeatureTrack.hopsPerSecond
    window = (0..<FourierTransform.size).map {
      Lanes(
        repeating: Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(FourierTransform.size))))
    }
    pending = Array(repeating: 0, count: blockFrames + 2 * resampler.contextFrames)
    pendingCount = resampler.contextFrames
    resampled = Array(
      repeating: .zero, count: Self.leadVectors + blockHops * Self.hopVectors)
    slow = Array(repeating: 0, count: Self.slowVectors + blockHops * Self.hopVectors)
  }

  // MARK: - Parts of a sound

  /// What a part needs to see of the sound before its first and after its last frame.
  var partContext: (before: Int, after: Int) {
    (blockFrames + resampler.contextFrames, resampler.contextFrames)
  }

  /// The same for a part that begins inside of a sound, a whole number of blocks from its start.
  ///
  /// The first frames given to it are its context.
  func startingInside() -> FeatureExtractor {
    var part = self
    part.pendingCount = 0
    part.frames = -partContext.before
    part.isLead = true
    return part
  }

  /// Makes room for the track of a sound of known length.
  mutating func reserve(frames: Int) {
    track.reserve(hops: (frames / hertz + 1) * FeatureTrack.hopsPerSecond)
  }

  /// Goes on where a part that was measured apart ended.
  ///
  /// - Parameter next: has seen the part that begins where this one's ends.
  mutating func append(_ next: FeatureExtractor) {
    let start = track.means.count * hertz / FeatureTrack.hopsPerSecond
    var joined = FeatureTrack()
    swap(&joined, &track)
    joined.append(next.track)
    self = next
    track = joined
    frames = start + next.frames
  }

  // MARK: - Samples

  /// Takes mono samples, full scale being 1.
  mutating func process(_ samples: Span<Float>) {
    process(count: samples.count) { part, target, start in
      let samples = samples.extracting(part)
      for index in 0..<samples.count { target[start &+ index] = samples[index] }
    }
  }

  /// Takes mono samples of 16 bits.
  mutating func process(_ samples: Span<Int16>) {
    process(count: samples.count) { part, target, start in
      let samples = samples.extracting(part)
      for index in 0..<samples.count {
        target[start &+ index] = Float(samples[index]) * (1 / 32_768)
      }
    }
  }

  /// Fills blocks and processes them.
  ///
  /// - Parameter fill: copies a part of what came into the block from an index on.
  @inline(__always)
  private mutating func process(
    count: Int, fill: (_ part: Range<Int>, _ target: inout MutableSpan<Float>, _ start: Int) -> Void
  ) {
    frames += count
    var offset = 0
    while offset < count {
      let start = pendingCount
      let part = offset..<offset + min(count - offset, pending.count - start)
      var target = pending.mutableSpan
      fill(part, &target, start)
      offset = part.upperBound
      pendingCount = start + part.count
      if pendingCount == pending.count { processBlock(soundEnd: pendingCount) }
    }
  }

  /// Processes what is left, cuts the track to the audio's length and gives it away.
  mutating func finish() -> FeatureTrack {
    let hops = (frames * FeatureTrack.hopsPerSecond + hertz - 1) / hertz
    var end = pendingCount
    while hops > 0, track.rowCount < hops + 2 * FeatureTrack.marginHops {
      for index in pendingCount..<pending.count { pending[index] = 0 }
      processBlock(soundEnd: end)
      end = max(0, end - blockFrames)
    }
    track.truncate(hops: hops)
    track.roomTone.endSpan()
    var whole = FeatureTrack()
    swap(&whole, &track)
    return whole
  }

  /// Measures the block that is pending.
  ///
  /// - Parameter end: where the sound in it ends; zeros follow.
  private mutating func processBlock(soundEnd end: Int) {
    resampler.process(pending, into: &resampled, from: Self.leadVectors)
    for vector in Self.leadVectors..<resampled.count {
      slow[vector + Self.slowLead] = resampled[vector].total * (1 / Float(Lanes.count))
    }
    if isLead {
      isLead = false
    } else {
      measureLevels(soundEnd: end)
      track.roomTone.append(slow[Self.slowVectors...])
      for start in stride(from: 0, to: blockHops, by: Self.batchHops) { frameHops(start) }
    }
    let context = 2 * resampler.contextFrames
    for index in 0..<context { pending[index] = pending[blockFrames + index] }
    pendingCount = context
    let used = blockHops * Self.hopVectors
    for index in 0..<Self.leadVectors { resampled[index] = resampled[used + index] }
    for index in 0..<Self.slowVectors { slow[index] = slow[used + index] }
  }

  // MARK: - Levels

  /// The largest 16-bit sample as a share of full scale, less a rounding error.
  private static let fullScale: Float = 32_766.5 / 32_768

  private mutating func measureLevels(soundEnd: Int) {
    let context = resampler.contextFrames
    var block: [Float] = []
    swap(&block, &pending)
    defer { swap(&block, &pending) }
    let samples = block.span
    for hop in 0..<blockHops {
      let start = context + hop * hertz / FeatureTrack.hopsPerSecond
      let end = min(soundEnd, context + (hop + 1) * hertz / FeatureTrack.hopsPerSecond)
      // Past the end there is nothing to measure; the track is cut to the sound's length.
      guard start < end else { break }
      // Differences from one of the samples keep their digits beside a large offset.
      let pivot = samples[start]
      var sums = Lanes.zero
      var squares = Lanes.zero
      var (lows, highs) = (Lanes(repeating: pivot), Lanes(repeating: pivot))
      var index = start
      while index + Lanes.count <= end {
        let eight = Lanes(samples, at: index)
        let apart = eight - pivot
        sums += apart
        squares += apart * apart
        lows = lows.smaller(eight)
        highs = highs.larger(eight)
        index += Lanes.count
      }
      var sum = sums.total
      var square = squares.total
      while index < end {
        let apart = samples[index] - pivot
        sum += apart
        square += apart * apart
        lows[0] = min(lows[0], samples[index])
        highs[0] = max(highs[0], samples[index])
        index += 1
      }
      let scale = 1 / Float(end - start)
      let mean = sum * scale
      let (low, high) = (lows.min(), highs.max())
      track.append(
        mean: pivot + mean, variance: max(0, square * scale - mean * mean), low: low, high: high)
      if max(high, -low) >= Self.fullScale { countClipped(samples, start..<end) }
    }
  }

  private mutating func countClipped(_ samples: Span<Float>, _ range: Range<Int>) {
    // The frame before a block is part of its context.
    var wasClipped = abs(samples[range.lowerBound - 1]) >= Self.fullScale
    for index in range {
      let isClipped = abs(samples[index]) >= Self.fullScale
      track.clippedSamples += isClipped ? 1 : 0
      track.clippedRuns += isClipped && !wasClipped ? 1 : 0
      wasClipped = isClipped
    }
  }

  // MARK: - Spectra

  /// Analyzes sixteen hops from one of a block: two for each lane.
  private mutating func frameHops(_ hop: Int) {
    loadWindows(hop)
    transform.power(into: &powers.0)
    loadWindows(hop + Lanes.count)
    transform.power(into: &powers.1)
    let harmonic = harmonicity.steps(powers, &transform)
    for band in 0..<BandLevels.count {
      bands[band] = BandLevels.steps(powers.0.span, band: band)
    }
    track.append(bands: bands, harmonicity: harmonic.0)
    for band in 0..<BandLevels.count {
      bands[band] = BandLevels.steps(powers.1.span, band: band)
    }
    track.append(bands: bands, harmonicity: harmonic.1)
    var candidates = harmonicity.candidates
    // A deep voice moves little in 10 ms: two hops share what is found.
    for lane in stride(from: 0, to: Self.batchHops, by: 2)
    where candidates[lane].lag > 0 || candidates[lane + 1].lag > 0 {
      let first = (hop + lane) * Self.hopVectors
      let deep = DeepVoice(slow.span.extracting(first..<first + DeepVoice.samples))
      for near in lane...lane + 1 where candidates[near].lag > 0 { candidates[near].add(deep) }
    }
    track.append(pitch: candidates)
  }

  /// Lays the window over eight hops, from one of a block, a hop into each lane.
  private mutating func loadWindows(_ hop: Int) {
    Self.load(resampled, from: hop * Self.hopVectors, weights: window, into: &transform)
  }

  private static func load(
    _ resampled: [Lanes], from first: Int, weights: [Lanes], into transform: inout FourierTransform
  ) {
    let step = hopVectors
    let quarter = FourierTransform.quarter
    let places = FourierTransform.places
    let samples = resampled.span.extracting(first..<first + 7 * step + windowVectors)
    let allWeights = weights.span
    transform.load { reals, imaginaries in
      for vector in 0..<windowVectors {
        let columns = Lanes.transpose(
          samples[vector], samples[vector + step], samples[vector + 2 * step],
          samples[vector + 3 * step], samples[vector + 4 * step], samples[vector + 5 * step],
          samples[vector + 6 * step], samples[vector + 7 * step])
        let weights = allWeights.extracting(vector * Lanes.count..<(vector + 1) * Lanes.count)
        // Even samples are real parts, odd ones imaginary.
        let place = places[vector * Lanes.count / 2]
        reals[place] = columns.0 * weights[0]
        imaginaries[place] = columns.1 * weights[1]
        reals[place + quarter] = columns.2 * weights[2]
        imaginaries[place + quarter] = columns.3 * weights[3]
        reals[place + 2 * quarter] = columns.4 * weights[4]
        imaginaries[place + 2 * quarter] = columns.5 * weights[5]
        reals[place + 3 * quarter] = columns.6 * weights[6]
        imaginaries[place + 3 * quarter] = columns.7 * weights[7]
      }
    }
  }
}
