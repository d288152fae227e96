import AudioCore
import Foundation
import Testing

@testable import SpeechAnalysis

@Suite struct SoundOutlineTests {
  private func analysis(_ samples: [Float], rate: Int) -> SessionAnalysis {
    var analyzer = SpeechAnalyzer(sampleRate: SampleRate(hertz: rate))
    analyzer.process(samples.span)
    return analyzer.finish()
  }

  @Test func `each 10 ms keep the least and the largest sample`() throws {
    // Eighty frames a stretch, the last one half full.
    let samples = (0..<200).map { Float($0) / 512 * ($0 % 2 == 0 ? 1 : -1) }
    let outline = try #require(analysis(samples, rate: 8000).outline)
    #expect(outline.stretchSeconds == 0.01)
    #expect(outline.stretches.map(\.upperBound) == [78, 158, 198].map { Int16($0 * 64) })
    #expect(outline.stretches.map(\.lowerBound) == [-79, -159, -199].map { Int16($0 * 64) })
  }

  @Test func `longer sounds have longer stretches`() throws {
    var samples = [Float](repeating: 0, count: 8000 * 250)
    samples[8000 * 100] = 1
    samples[8000 * 100 + 159] = -0.5
    let outline = try #require(analysis(samples, rate: 8000).outline)
    #expect(outline.stretchSeconds == 0.02)
    #expect(outline.stretches.count == 12_500)
    // Full scale is cut to what 16 bits hold.
    #expect(outline.stretches[5000] == -16_384...32_767)
    #expect(outline.stretches[4999] == 0...0 && outline.stretches[5001] == 0...0)
  }

  @Test func `the level of a step leaves pauses and an offset out`() throws {
    let track = {
      var track = FeatureTrack()
      // A second of −20 dB around 0.25, then a second of silence, and so on.
      for hop in 0..<4000 {
        let isLoud = hop / 100 % 2 == 0
        track.append(
          mean: 0.25, variance: isLoud ? 0.01 : 0, low: 0.15, high: 0.35)
      }
      return track
    }()
    let rate = SampleRate(hertz: 8000)
    let talk = (0..<3).map { FrameRange(start: $0 * 16_000, end: $0 * 16_000 + 8000) }
    let outline = SoundOutline(track, sounding: talk, frames: 320_000, sampleRate: rate)
    #expect(outline.speechLevels == [-20] + [Double?](repeating: nil, count: 7))
  }

  @Test func `an outline is read as it was written`() throws {
    let outline = try #require(
      analysis((0..<4000).map { Float($0 % 257 - 128) / 300 }, rate: 8000).outline)
    let bytes = try JSONEncoder().encode(outline)
    #expect(try JSONDecoder().decode(SoundOutline.self, from: bytes) == outline)
  }

  @Test(arguments: [0, 1, 79, 80, 81, 8000, 40_000, 40_001, 2_000_000])
  func `an outline fits its own sound and no other`(frames: Int) throws {
    for rate in [8000, 11_025] {
      let found = analysis([Float](repeating: 0.1, count: frames), rate: rate)
      let outline = try #require(found.outline)
      let seconds = Double(frames) / Double(rate)
      #expect(outline.fits(seconds))
      #expect(!outline.fits(seconds + 0.2) && !outline.fits(seconds * 2 + 1))
    }
  }

  @Test(arguments: [
    #"{"stretchSeconds":0,"speechLevels":[],"extremes":""}"#,
    #"{"stretchSeconds":1,"speechLevels":[1e9],"extremes":""}"#,
    #"{"stretchSeconds":1,"speechLevels":[],"extremes":"AQAAAA=="}"#,
    #"{"stretchSeconds":1,"speechLevels":[],"extremes":"?"}"#,
  ])
  func `what no sound can have is refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SoundOutline.self, from: Data(text.utf8))
    }
  }
}
