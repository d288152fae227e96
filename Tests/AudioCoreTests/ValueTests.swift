import AudioCore
import Foundation
import Testing

@Suite struct ValueTests {
  @Test(arguments: [(1.0, 0.0), (0.5, -6.0206), (0.1, -20.0), (0.0, -120.0)])
  func `an amplitude has its level`(amplitude: Double, level: Double) {
    #expect(abs(Decibels(amplitude: amplitude).value - level) < 0.0001)
  }

  @Test func `a full-scale sine is 3 dB below a square wave`() {
    #expect(abs(Decibels(power: 0.5).value + 3.0103) < 0.0001)
  }

  @Test func `frames and seconds convert to the nearest`() {
    let rate = SampleRate(hertz: 44_100)
    #expect(rate.frames(seconds: 1) == 44_100)
    #expect(rate.frames(nanoseconds: 1_000_000) == 44)
    #expect(rate.seconds(frames: 22_050) == 0.5)
  }

  @Test(
    arguments: [
      (0, 10, 5, 15, 5), (0, 10, 10, 20, 0), (0, 10, 3, 4, 1), (5, 6, 0, 100, 1), (0, 5, 7, 9, 0),
    ])
  func `ranges overlap by their common frames`(a: Int, b: Int, c: Int, d: Int, common: Int) {
    #expect(FrameRange(start: a, end: b).overlap(FrameRange(start: c, end: d)) == common)
  }

  @Test(arguments: [#"{"start":5,"end":4}"#, #"{"start":-1,"end":4}"#])
  func `a range that ends before its start cannot be read`(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FrameRange.self, from: Data(json.utf8))
    }
  }

  @Test func `a gap is cut at the end of the sound`() {
    let gap = Gap(range: FrameRange(start: 10, end: 20), cause: .overrun)
    #expect(gap.clipped(toFrames: 15)?.range == FrameRange(start: 10, end: 15))
    #expect(gap.clipped(toFrames: 10) == nil)
  }
}
