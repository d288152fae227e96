import AudioCore
import Testing

@Suite struct WaveformTests {
  private func waveform(_ samples: [Float], rate: Int, portion: Int = .max) -> Waveform {
    var waveform = Waveform(sampleRate: SampleRate(hertz: rate))
    for start in stride(from: 0, to: samples.count, by: min(portion, samples.count)) {
      let end = min(samples.count, start + min(portion, samples.count))
      waveform.append(samples.span.extracting(start..<end))
    }
    return waveform
  }

  @Test func `a bucket keeps the least and the largest sample of its 10 ms`() {
    // Ten frames a bucket, the last one half full.
    let samples = (0..<25).map { Float($0) / 100 * ($0 % 2 == 0 ? 1 : -1) }
    let waveform = waveform(samples, rate: 1000)
    #expect(waveform.frames == 25)
    #expect(waveform.buckets.map(\.maximum) == [0.08, 0.18, 0.24])
    #expect(waveform.buckets.map(\.minimum) == [-0.09, -0.19, -0.23])
  }

  @Test(arguments: [1, 7, 110, 111, 5000])
  func `the outline does not depend on the portions`(portion: Int) {
    // A rate that no bucket divides.
    let samples = (0..<11_025).map { Float(($0 * 7919) % 2001 - 1000) / 1000 }
    #expect(waveform(samples, rate: 11_025, portion: portion) == waveform(samples, rate: 11_025))
    #expect(waveform(samples, rate: 11_025).buckets.count == 100)
  }

  @Test func `longer stretches hold the extremes of their buckets`() {
    let samples = (0..<50).map { Float($0) }
    let whole = waveform(samples, rate: 1000)
    let two = whole.extremes(atMost: 3)
    #expect(two.bucketsPerStretch == 2)
    #expect(two.stretches == [0...19, 20...39, 40...49])
    #expect(whole.extremes(atMost: 100).stretches.count == 5)
  }

  @Test func `the level of a stretch leaves an offset out`() throws {
    // A square wave of 0.1 around 0.25, silent around 0.25 in its second half.
    let samples = (0..<2000).map { Float($0 < 1000 ? ($0 % 2 == 0 ? 0.1 : -0.1) : 0) + 0.25 }
    let waveform = waveform(samples, rate: 1000)
    let loud = try #require(waveform.level(in: [FrameRange(start: 0, end: 1000)]))
    #expect(abs(loud.value + 20) < 0.01)
    #expect(waveform.level(in: [FrameRange(start: 1000, end: 2000)]).map { $0.value < -60 } == true)
    #expect(waveform.level(in: [FrameRange(start: 3000, end: 4000)]) == nil)
    #expect(waveform.level(in: []) == nil)
  }
}
