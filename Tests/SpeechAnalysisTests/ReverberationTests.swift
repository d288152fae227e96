import Testing

@testable import SpeechAnalysis

@Suite struct ReverberationTests {
  /// Eight phrases of a second, each after a second of rest; the level of all bands at the end of
  /// a phrase falls as fast as the room lets it, down to the noise.
  /// - Parameters:
  ///   - seconds: in which the level falls by 60 dB.
  ///   - noise: the level of the rest below speech, in dB.
  ///   - softer: how much softer all of it is, in dB.
  private func scene(
    falling seconds: Double, noise: Double = 50, softer: Double = 0, silentRows: Int = 0
  ) -> SessionScene? {
    var track = FeatureTrack()
    let speech = -30 - softer
    let levels =
      (0..<1_600).map { row -> Double in
        guard row >= 100 else { return speech - noise }
        let fallen = Double(max(0, (row - 100) % 200 - 99)) * 0.6 / seconds
        return max(speech - noise, speech - fallen)
      } + Array(repeating: -125, count: silentRows)
    for start in stride(from: 0, to: levels.count, by: 8) {
      var steps = SIMD8<UInt8>.zero
      for lane in 0..<8 { steps[lane] = UInt8((2 * (levels[start + lane] + 125)).rounded()) }
      track.append(bands: Array(repeating: steps, count: BandLevels.count), harmonicity: .zero)
    }
    return SessionScene(track)
  }

  /// 60 dB in T seconds are 7.2 dB / T in 120 ms, 22 dB being usual.
  @Test(arguments: [(0.2, 0.0), (0.34, 0.8), (0.36, 2.0), (0.4, 4.0), (0.6, 5.0)])
  func `what lingers is what the fall in 120 ms lacks`(seconds: Double, decibels: Float) throws {
    let lingering = Reverberation.lingeringDecibels(try #require(scene(falling: seconds)))
    #expect(abs(lingering - decibels) <= 0.5)
  }

  @Test func `noise that hides the end of a fall is no reverberation`() throws {
    // From 30 dB above the noise a fall of 18 dB is asked for, and found.
    let some = try #require(scene(falling: 0.4, noise: 30))
    #expect(Reverberation.lingeringDecibels(some) <= 0.5)
    let much = try #require(scene(falling: 0.6, noise: 20))
    #expect(Reverberation.lingeringDecibels(much) == 0)
  }

  @Test func `neither gain nor silence nor noise alone changes it`() throws {
    let lingering = { Reverberation.lingeringDecibels($0) }
    let room = lingering(try #require(scene(falling: 0.4)))
    #expect(lingering(try #require(scene(falling: 0.4, softer: 40))) == room)
    #expect(lingering(try #require(scene(falling: 0.4, silentRows: 8_000))) == room)
    // The same level throughout.
    #expect(lingering(try #require(scene(falling: 0.4, noise: 0))) == 0)
  }
}
