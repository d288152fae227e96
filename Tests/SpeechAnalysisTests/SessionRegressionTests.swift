import TestSupport
import Testing

@testable import SpeechAnalysis

@Suite struct SessionRegressionTests {
  private static let hops = 4_000

  /// Two seconds of a voice of sixteen bands, then one of noise, again and again; both uneven.
  private func isSpeech(_ row: Int) -> Bool { row % 300 < 200 }

  /// A track of such a session, digital silence in some rows.
  private func track(silent: Range<Int> = 0..<0) -> FeatureTrack {
    var random = SeededGenerator(seed: 5)
    var track = FeatureTrack()
    for start in stride(from: 0, to: Self.hops, by: 8) {
      var bands = [SIMD8<UInt8>](repeating: .zero, count: BandLevels.count)
      var harmonicity = SIMD8<UInt8>.zero
      for lane in 0..<8 where !silent.contains(start + lane) {
        let speech = isSpeech(start + lane)
        for band in 0..<BandLevels.count {
          let level = speech && band < 16 ? 150 : 110
          bands[band][lane] = UInt8(level + Int.random(in: -8...8, using: &random))
        }
        harmonicity[lane] = UInt8((speech ? 110 : 40) + Int.random(in: -20...20, using: &random))
      }
      track.append(bands: bands, harmonicity: harmonicity)
    }
    return track
  }

  /// Scores that are right, except in some rows, where they say the opposite.
  private func scores(wrong: (Int) -> Bool) -> [Float] {
    (0..<Self.hops).map { isSpeech($0) != wrong($0) ? 6 : -6 }
  }

  @Test func `a score against what the rest of the session says is overruled`() throws {
    let scene = try #require(SessionScene(track()))
    let wrong = { (row: Int) in (640..<700).contains(row) || (2_850..<2_890).contains(row) }
    var joined = scores(wrong: wrong)
    let learned = try #require(SessionRegression(scene, scores: joined))
    learned.join(&joined)
    // Mistaken stretches come to the doubtful middle, all others stay beyond doubt.
    for row in 0..<Self.hops where !wrong(row) {
      let fromChange = min(row % 100, 99 - row % 100)
      guard fromChange > 8 else { continue }
      #expect(isSpeech(row) ? joined[row] > 4 : joined[row] < -4, "row \(row)")
    }
    for row in 650..<690 { #expect(abs(joined[row]) < 2, "row \(row)") }
    for row in 2_860..<2_880 { #expect(abs(joined[row]) < 2, "row \(row)") }
  }

  @Test func `without sure speech there is nothing to learn from`() throws {
    let scene = try #require(SessionScene(track()))
    let doubtful = scores { _ in false }.map { min($0, 4.9) }
    #expect(SessionRegression(scene, scores: doubtful) == nil)
  }

  @Test func `digital silence keeps its scores, and so does what is far from speech`() throws {
    let silent = 1_000..<1_240
    let scene = try #require(SessionScene(track(silent: silent)))
    let before = scores { _ in false }
    var after = before
    let learned = try #require(SessionRegression(scene, scores: before))
    learned.join(&after)
    for row in silent { #expect(after[row] == before[row]) }
    #expect(after != before)
  }

  @Test func `what is more than ten seconds from speech teaches nothing`() throws {
    let scene = try #require(SessionScene(track()))
    // The last sure hop is row 999; what is said of rows from 2,010 on differs.
    func joined(later: Float) throws -> [Float] {
      var scores = (0..<Self.hops).map { row -> Float in
        row >= 2_010 ? later : row < 1_000 && isSpeech(row) ? 6 : -6
      }
      try #require(SessionRegression(scene, scores: scores)).join(&scores)
      return scores
    }
    let one = try joined(later: -6)
    let other = try joined(later: 4.9)
    #expect(one[..<2_000] == other[..<2_000])
    #expect(one != other)
  }
}

@Suite struct RidgeRegressionTests {
  @Test func `coefficients of a plane come out, a column that never changes weighs nothing`() {
    let regression = RidgeRegression(5_000, blockCount: 1_024) { index, row in
      guard index % 10 > 0 else { return false }
      let x = Float(index % 17) - 8
      let y = Float(index % 29) - 14
      row[0][0] = x
      row[4][3] = y
      row[7][7] = 5
      row[9][3] = 1
      row[9][4] = 2 * x - 3 * y + 7
      return true
    }
    let found = regression.coefficients()
    // The ridge takes 2 % from each of two independent columns.
    #expect(abs(found[0][0] - 2 / 1.02) < 0.01)
    #expect(abs(found[4][3] + 3 / 1.02) < 0.01)
    #expect(abs(found[7][7]) < 1e-6)
    #expect(abs(found[9][3] - 7) < 0.1)
    #expect(found[9][4] == 0)
  }
}
