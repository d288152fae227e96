import AudioCore
import Testing

@testable import Recording

@Suite struct OpeningLookTests {
  private let rate = SampleRate(hertz: 1000)

  private func look(_ samples: [Int16]) -> OpeningLook {
    var look = OpeningLook()
    for start in stride(from: 0, to: samples.count, by: 700) {
      look.take(samples[start..<min(start + 700, samples.count)].span, sampleRate: rate)
    }
    return look
  }

  @Test func `before the first frame nothing is known`() {
    let look = OpeningLook()
    #expect(!look.isConstant && !look.isSilent && !look.isComplete && look.clippedShare == 0)
  }

  @Test func `it is complete after three seconds and takes no more`() {
    #expect(!look([Int16](repeating: 0, count: 2999)).isComplete)
    let full = look([Int16](repeating: 0, count: 3000) + [Int16](repeating: .max, count: 3000))
    #expect(full.isComplete && full.frames == 3000 && full.clippedSamples == 0)
    #expect(full.isSilent)
  }

  @Test func `a constant other than 0 is no silence, and a single sample makes it sound`() {
    var samples = [Int16](repeating: 5, count: 3000)
    #expect(look(samples).isConstant && !look(samples).isSilent)
    samples[2999] = 6
    #expect(!look(samples).isConstant)
  }

  @Test func `a dead device that comes to life later is noticed, a noise gate is not`() {
    let dead = [Int16](repeating: 0, count: 5000)
    #expect(!look(dead).hasAwoken)
    #expect(look(dead + [1]).hasAwoken && look(dead + [1]).isSilent)
    // In the same piece as the end of the look.
    #expect(look([Int16](repeating: 7, count: 3000) + [8]).hasAwoken)
    // Sound, then the exact zeros of a gate, for ever.
    let gated = look([3, -3] + dead + dead)
    #expect(gated.isComplete && !gated.isConstant && !gated.hasAwoken)
  }

  @Test func `samples at either end of the scale are clipped`() {
    var samples = [Int16](repeating: 0, count: 3000)
    for (index, value) in [Int16.max, .min, -.max, .max - 1].enumerated() {
      samples[index * 800] = value
    }
    #expect(look(samples).clippedSamples == 3)
    #expect(look(samples).clippedShare == 0.001)
  }
}
