public import AudioCore

/// Turns mono samples of any rate into what speech recognisers take: 16 bits at 16 kHz.
///
/// The filter is symmetric, so that nothing moves in time; what is above 6.4 kHz fades.
public struct RecognizerSound {
  /// The rate of what comes out.
  public static let sampleRate = SampleRate(hertz: Resampler.outputHertz)

  private var resampler: Resampler
  private let hertz: Int
  // The block to come, with the filter's context on both sides.
  private var pending: [Float]
  private var resampled: [Lanes]
  private var frames = 0
  private var given = 0
  /// A block is a second: whole at each rate.
  private var blockFrames: Int { hertz }

  /// Begins with silence.
  /// - Parameter sampleRate: of the samples to come.
  public init(sampleRate: SampleRate) {
    hertz = sampleRate.hertz
    resampler = Resampler(inputHertz: hertz)
    resampled = Array(repeating: .zero, count: Resampler.outputHertz / Lanes.count)
    pending = Array(repeating: 0, count: resampler.contextFrames)
  }

  /// Takes samples, full scale being 1.
  /// - Returns: what is ready: some later than it came.
  public mutating func process(_ samples: Span<Float>) -> [Int16] {
    frames += samples.count
    for index in samples.indices { pending.append(samples[index]) }
    return blocks()
  }

  /// Ends the sound.
  /// - Returns: what is left; all together is as long as what came, to a sample.
  public mutating func finish() -> [Int16] {
    let all = (frames * Resampler.outputHertz + hertz - 1) / hertz
    var last: [Int16] = []
    while given + last.count < all {
      pending += Array(repeating: 0, count: blockFrames)
      let before = given
      last += blocks()
      given = before
    }
    last = Array(last.prefix(all - given))
    given = all
    return last
  }

  private mutating func blocks() -> [Int16] {
    var ready: [Int16] = []
    let context = resampler.contextFrames
    var start = 0
    while pending.count - start >= blockFrames + 2 * context {
      let block = Array(pending[start..<start + blockFrames + 2 * context])
      resampler.process(block, into: &resampled, from: 0)
      for vector in resampled {
        for lane in 0..<Lanes.count {
          ready.append(Int16(max(-32_768, min(32_767, (vector[lane] * 32_768).rounded()))))
        }
      }
      start += blockFrames
    }
    pending.removeFirst(start)
    given += ready.count
    return ready
  }
}
