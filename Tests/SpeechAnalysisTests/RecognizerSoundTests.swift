import AudioCore
import Foundation
import TestSupport
import Testing

@testable import SpeechAnalysis

/// The copy that speech recognisers get: nothing of it moves, whatever the rate.
@Suite struct RecognizerSoundTests {
  private func copy(_ samples: [Float], _ hertz: Int, portion: Int = 4096) -> [Int16] {
    var sound = RecognizerSound(sampleRate: SampleRate(hertz: hertz))
    var all: [Int16] = []
    for start in stride(from: 0, to: samples.count, by: portion) {
      all += sound.process(samples.span.extracting(start..<min(samples.count, start + portion)))
    }
    return all + sound.finish()
  }

  @Test(arguments: [8000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
  func `a tone keeps its place, its height and its length`(hertz: Int) {
    let count = hertz * 5 / 2 + 7
    let tone = (0..<count).map { Float(0.5 * sin(2 * .pi * 440 * Double($0) / Double(hertz))) }
    let heard = copy(tone, hertz)
    #expect(heard.count == (count * 16_000 + hertz - 1) / hertz)
    // Away from the ends, where the filter sees silence.
    for index in stride(from: 400, to: heard.count - 400, by: 37) {
      let wanted = 0.5 * sin(2 * .pi * 440 * Double(index) / 16_000)
      #expect(abs(Double(heard[index]) / 32_768 - wanted) < 0.01)
    }
    #expect(copy(tone, hertz, portion: 999) == heard)
  }

  @Test func `nothing is nothing, and what is too loud is cut`() {
    #expect(copy([], 48_000).isEmpty)
    #expect(copy([1], 48_000).count == 1)
    #expect(copy(Array(repeating: 2, count: 16_000), 16_000).allSatisfy { $0 == 32_767 })
  }
}
