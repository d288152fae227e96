import AudioCore
import Foundation

/// Turns samples, in whatever portions they come, into a feature track.
///
/// Samples are cut into blocks at fixed places of the session, so that the
/// portions leave no trace in the result. A block holds eight stretches of equal
/// length, one for each lane; a stretch is the shortest whole number of hops that
/// is a whole number of frames.
struct FeatureExtractor {
  private let resampler: Resampler
  private var transform = FourierTransform()
  private var harmonicity = Harmonicity()
  private let window: [Float]

  private let stretchHops: Int
  private let stretchFrames: Int
  private let hopStarts: [Int]

  // Input not yet processed, preceded by the filter's context.
  private var pending: [Float]
  // 16 kHz samples not yet framed, preceded by what the first window sees.
  private var resampled: [Float]
  private var input: [Lanes]
  private var output: [Lanes]
  private var windowed = [Lanes](repeating: .zero, count: FourierTransform.size)
  private var powers = (
    [Lanes](repeating: .zero, count: FourierTransform.bins),
    [Lanes](repeating: .zero, count: FourierTransform.bins)
  )
  private var steps = [Lanes](repeating: .zero, count: BandLevels.count)

  /// Everything known so far.
  private(set) var track = FeatureTrack()
  /// Frames received so far.
  private(set) var frames = 0

  private static let hopSamples = Resampler.outputHertz / FeatureTrack.hopsPerSecond
  /// What the window of the first row sees before the sound starts: it is centred
  /// on its hop, and the track begins some hops early.
  private static let leadSamples =
    (FourierTransform.size - hopSamples) / 2 + FeatureTrack.marginHops * hopSamples

  init(sampleRate: SampleRate) {
    let hertz = sampleRate.hertz
    resampler = Resampler(inputHertz: hertz)
    stretchHops =
      FeatureTrack.hopsPerSecond / greatestCommonDivisor(hertz, FeatureTrack.hopsPerSecond)
    stretchFrames = stretchHops * hertz / FeatureTrack.hopsPerSecond
    hopStarts = (0...stretchHops).map { $0 * hertz / FeatureTrack.hopsPerSecond }
    window = (0..<FourierTransform.size).map {
      Float(0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(FourierTransform.size)))
    }
    pending = Array(repeating: 0, count: resampler.contextFrames)
    resampled = Array(repeating: 0, count: Self.leadSamples)
    input = Array(repeating: .zero, count: stretchFrames + 2 * resampler.contextFrames)
    output = Array(repeating: .zero, count: stretchHops * Self.hopSamples)
  }

  private var blockFrames: Int { Lanes.count * stretchFrames }

  /// Takes mono samples, full scale being 1.
  mutating func process(_ samples: Span<Float>) {
    frames += samples.count
    var offset = 0
    let needed = blockFrames + 2 * resampler.contextFrames
    while offset < samples.count {
      let count = min(samples.count - offset, needed - pending.count)
      for index in offset..<offset + count { pending.append(samples[index]) }
      offset += count
      if pending.count == needed { processBlock() }
    }
  }

  /// Processes what is left and cuts the track to the audio's length.
  mutating func finish() -> FeatureTrack {
    let hertz = stretchFrames * FeatureTrack.hopsPerSecond / stretchHops
    let hops = (frames * FeatureTrack.hopsPerSecond + hertz - 1) / hertz
    while hops > 0, track.rowCount < hops + 2 * FeatureTrack.marginHops {
      let needed = blockFrames + 2 * resampler.contextFrames
      pending.append(contentsOf: repeatElement(0, count: needed - pending.count))
      processBlock()
    }
    track.truncate(hops: hops)
    return track
  }

  private mutating func processBlock() {
    for index in 0..<input.count {
      input[index] = Lanes(
        pending[index], pending[index + stretchFrames], pending[index + 2 * stretchFrames],
        pending[index + 3 * stretchFrames], pending[index + 4 * stretchFrames],
        pending[index + 5 * stretchFrames], pending[index + 6 * stretchFrames],
        pending[index + 7 * stretchFrames])
    }
    pending.removeFirst(blockFrames)
    measureLevels()
    resampler.process(input, into: &output)
    for lane in 0..<Lanes.count {
      for index in 0..<output.count { resampled.append(output[index][lane]) }
    }
    frameHops()
  }

  private mutating func measureLevels() {
    let context = resampler.contextFrames
    var peaks = Lanes.zero
    var clipped = SIMD8<Int32>.zero
    var means = [Lanes](repeating: .zero, count: stretchHops)
    var squares = [Lanes](repeating: .zero, count: stretchHops)
    for hop in 0..<stretchHops {
      var sum = Lanes.zero
      var square = Lanes.zero
      for index in context + hopStarts[hop]..<context + hopStarts[hop + 1] {
        let sample = input[index]
        let size = sample.replacing(with: -sample, where: sample .< 0)
        sum += sample
        square += sample * sample
        peaks = peaks.replacing(with: size, where: size .> peaks)
        clipped.replace(with: clipped &+ 1, where: size .>= Self.fullScale)
      }
      let scale = 1 / Float(hopStarts[hop + 1] - hopStarts[hop])
      means[hop] = sum * scale
      squares[hop] = square * scale
    }
    for lane in 0..<Lanes.count {
      for hop in 0..<stretchHops {
        track.append(mean: means[hop][lane], meanSquare: squares[hop][lane])
      }
    }
    track.peak = max(track.peak, peaks.max())
    track.clippedSamples += Int(clipped.wrappedSum())
  }

  /// The largest 16-bit sample as a share of full scale, less a rounding error.
  private static let fullScale = Lanes(repeating: 32_766.5 / 32_768)

  /// Analyzes sixteen hops at a time: two for each lane.
  private mutating func frameHops() {
    let batch = Lanes.count * Self.hopSamples
    let needed = batch + 7 * Self.hopSamples + FourierTransform.size
    var start = 0
    while resampled.count - start >= needed {
      loadWindows(start)
      transform.power(of: windowed, into: &powers.0)
      loadWindows(start + batch)
      transform.power(of: windowed, into: &powers.1)
      let harmonic = harmonicity.steps(powers, &transform)
      BandLevels.steps(powers.0, into: &steps)
      store(harmonic.0)
      BandLevels.steps(powers.1, into: &steps)
      store(harmonic.1)
      start += 2 * batch
    }
    resampled.removeFirst(start)
  }

  private mutating func loadWindows(_ start: Int) {
    for index in 0..<FourierTransform.size {
      let first = start + index
      windowed[index] =
        Lanes(
          resampled[first], resampled[first + 160], resampled[first + 320],
          resampled[first + 480], resampled[first + 640], resampled[first + 800],
          resampled[first + 960], resampled[first + 1120]) * window[index]
    }
  }

  private mutating func store(_ harmonic: Lanes) {
    for lane in 0..<Lanes.count {
      for band in 0..<BandLevels.count { track.append(UInt8(steps[band][lane])) }
      track.append(UInt8(harmonic[lane]))
    }
  }
}
