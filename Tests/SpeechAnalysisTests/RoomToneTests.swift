import Testing

@testable import SpeechAnalysis

@Suite struct RoomToneTests {
  /// A second of a square wave.
  private func second(amplitude: Float) -> [Float] {
    (0..<2000).map { $0 % 2 == 0 ? amplitude : -amplitude }
  }

  /// Minutes in which one second of each half is softer than the others.
  private func minutes(_ amplitudes: [Float]) -> [[Float]] {
    stride(from: 0, to: amplitudes.count, by: 2).map { index in
      (0..<60).flatMap { position in
        second(
          amplitude: position % 30 == 7 ? amplitudes[index + position / 30] : 0.5)
      }
    }
  }

  @Test func `of a long session the quietest forty seconds are kept, however it is cut`() {
    // The quietest are neither first nor last, and some are equal.
    let amplitudes = (0..<50).map { Float(($0 * 17) % 45 + 1) / 1000 }
    var whole = RoomTone()
    var joined = RoomTone()
    for minute in minutes(amplitudes) {
      whole.append(minute[...])
      var part = RoomTone()
      part.append(minute[...])
      joined.append(part)
    }
    let kept = whole.seconds(outside: [])
    #expect(kept.count == 40)
    #expect(kept == joined.seconds(outside: []))
    #expect(kept.map { abs($0[0]) } == Array(amplitudes.sorted().prefix(40)))
  }

  @Test func `seconds in which somebody speaks take no part`() {
    var tone = RoomTone()
    for minute in minutes([0.003, 0.001]) { tone.append(minute[...]) }
    #expect(tone.seconds(outside: []).count == 2)
    // The first half's second begins at hop 700, the other's at 3700.
    #expect(tone.seconds(outside: [0..<701]).map { abs($0[0]) } == [0.001])
    #expect(tone.seconds(outside: [0..<700, 800..<3700, 3800..<6000]).count == 2)
    #expect(tone.seconds(outside: [100..<5000]).isEmpty)
  }
}
