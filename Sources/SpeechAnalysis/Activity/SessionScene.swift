import Foundation

/// The session's noise and speaker, against which each hop is seen.
///
/// The noise floor of a band is a low quantile over half a minute, the speaker's
/// level a high one, never far below the whole session's. Hops that touch digital
/// silence, which is what fills gaps, take no part.
///
/// - SeeAlso: Martin, IEEE Trans. Speech and Audio Processing 9 (2001), on
///   following noise by the minima of short-time power.
struct SessionScene {
  /// Vectors that hold what the network sees of one hop.
  static let inputVectors = 2 * bandVectors + 1
  /// Numbers in the last of them; the others are full.
  static let lastInputs = 3
  private static let bandVectors = BandLevels.count / Lanes.count
  private static let noiseShare = 0.10
  private static let speakerShare = 0.95
  /// Bands whose sum is a hop's level: 220 Hz to 4.4 kHz.
  private static let levelBands = 2..<20
  /// How far the speaker may be below the session's level, in steps: 15 dB.
  private static let speakerDrop: Float = 30
  /// How far the noise floor may be below the speaker, in steps: 60 dB.
  private static let floorSpan: Float = 120
  /// 20 dB are 1.
  private static let scale: Float = 1 / 40
  /// Hops next to digital silence that statistics leave out.
  private static let margin = 2

  private let track: FeatureTrack
  /// The first row that holds sound; the network starts there.
  let firstRow: Int
  /// The number of rows of the track.
  let rowCount: Int
  // Rows that hold sound.
  private let counted: RowSet
  private let levels: [UInt8]
  private let used: RowSet
  private let noise: SlidingQuantiles
  private let speaker: SlidingQuantiles
  private let sessionLevel: Float

  /// Looks at a whole track; nil when all of it is digital silence.
  init?(_ track: FeatureTrack) {
    let rows = track.rowCount
    let bands = BandLevels.count
    let isCounted = (0..<rows).map { row in
      (0..<bands).contains { track.rows[row * FeatureTrack.rowBytes + $0] > 0 }
    }
    guard let firstRow = isCounted.firstIndex(of: true) else { return nil }
    let powers = (0..<256).map { step in
      Float(
        pow(
          10,
          (Double(step) / Double(BandLevels.stepsPerDecibel) + Double(BandLevels.bottomDecibels))
            / 10))
    }
    var levels: [UInt8] = []
    levels.reserveCapacity(rows)
    var sums = [Float](repeating: 0, count: Lanes.count)
    for row in stride(from: 0, to: rows, by: Lanes.count) {
      for lane in 0..<min(Lanes.count, rows - row) {
        let start = (row + lane) * FeatureTrack.rowBytes
        var sum: Float = 0
        for band in Self.levelBands { sum += powers[Int(track.rows[start + band])] }
        sums[lane] = sum
      }
      let steps = BandLevels.steps(Lanes(sums))
      for lane in 0..<min(Lanes.count, rows - row) { levels.append(steps[lane]) }
    }
    var used: [Int32] = []
    used.reserveCapacity(rows)
    // Counted rows in a row, up to the one that is a margin ahead.
    var run = 0
    for ahead in 0..<rows + Self.margin {
      run = ahead < rows && isCounted[ahead] ? run + 1 : 0
      guard ahead >= Self.margin else { continue }
      if run > 2 * Self.margin { used.append(Int32(ahead - Self.margin)) }
    }
    guard !used.isEmpty else { return nil }
    noise = SlidingQuantiles(count: used.count, columns: bands + 1, share: Self.noiseShare) {
      [used, levels] in
      let row = Int(used[$0])
      return $1 == bands ? levels[row] : track.rows[row * FeatureTrack.rowBytes + $1]
    }
    speaker = SlidingQuantiles(count: used.count, columns: 1, share: Self.speakerShare) {
      [used, levels] row, _ in levels[Int(used[row])]
    }
    var histogram = ByteHistogram()
    for row in used { histogram.add(levels[Int(row)]) }
    sessionLevel = Float(histogram.quantile(Self.speakerShare) ?? 0)
    self.track = track
    self.firstRow = firstRow
    rowCount = rows
    counted = RowSet((0..<rows).lazy.filter { isCounted[$0] }, of: rows)
    self.levels = levels
    self.used = RowSet(used.lazy.map { Int($0) }, of: rows)
  }

  /// Appends what the network sees of a row; zeros for digital silence and outside.
  func appendInputs(row: Int, to inputs: inout [Lanes]) {
    guard (firstRow..<rowCount).contains(row), counted.contains(row) else {
      inputs.append(contentsOf: repeatElement(.zero, count: Self.inputVectors))
      return
    }
    let place = place(of: row)
    let level = speakerLevel(place)
    let low = level - Self.floorSpan
    let start = row * FeatureTrack.rowBytes
    for first in stride(from: 0, to: BandLevels.count, by: Lanes.count) {
      let steps = Lanes(bytes: track.rows, at: start + first)
      let floor = noise.values(place, columns: first).larger(Lanes(repeating: low))
      inputs.append(Self.aboveFloor(steps - floor))
    }
    for first in stride(from: 0, to: BandLevels.count, by: Lanes.count) {
      let steps = Lanes(bytes: track.rows, at: start + first)
      inputs.append(((steps - level) * Self.scale + 2.5).cut(0, 3))
    }
    let floor = noiseLevel(place, speaker: level)
    inputs.append(
      Lanes(
        Float(track.rows[start + BandLevels.count]) * (1 / 128),
        min(3, max(0, (Float(levels[row]) - level) * Self.scale + 2.5)),
        min(3, max(0, (level - floor) * Self.scale)), 0, 0, 0, 0, 0))
  }

  /// How loud a row is in the bands of the voice, in steps.
  func level(_ row: Int) -> Float { Float(levels[row]) }

  /// How loud the speaker and the noise around a row are in the same bands, in steps.
  func surroundings(_ row: Int) -> (speaker: Float, noise: Float) {
    let place = place(of: row)
    let speaker = speakerLevel(place)
    return (speaker, noiseLevel(place, speaker: speaker))
  }

  private static func aboveFloor(_ steps: Lanes) -> Lanes {
    (steps * scale).cut(-0.25, 2)
  }

  /// Whether a row of the track holds sound, as opposed to digital silence.
  func holdsSound(_ row: Int) -> Bool { counted.contains(row) }

  /// How rows that hold sound do so on average, against the noise at the middle one.
  func meanSound(_ rows: Range<Int>) -> MeanSound {
    let place = place(of: rows.lowerBound + rows.count / 2)
    let low = Lanes(repeating: speakerLevel(place) - Self.floorSpan)
    let share = 1 / Float(rows.count)
    func above(_ first: Int) -> Lanes {
      var sum = Lanes.zero
      for row in rows { sum += Lanes(bytes: track.rows, at: row * FeatureTrack.rowBytes + first) }
      return Self.aboveFloor(sum * share - noise.values(place, columns: first).larger(low))
    }
    var harmonicity: Float = 0
    for row in rows {
      harmonicity += Float(track.rows[row * FeatureTrack.rowBytes + BandLevels.count])
    }
    return MeanSound(
      low: above(0), middle: above(Lanes.count), high: above(2 * Lanes.count),
      harmonicity: harmonicity * share * (1 / 128))
  }

  /// The speaker's level at a row and the noise floors of some of its bands, in steps.
  ///
  /// - Parameters:
  ///   - row: from the first row that holds sound on.
  ///   - floors: receives a floor for each of the bands.
  func speakerLevel(row: Int, bands: Range<Int>, floors: inout [Float]) -> Float {
    let place = place(of: row)
    let level = speakerLevel(place)
    for band in bands {
      floors[band - bands.lowerBound] = noiseFloor(place, column: band, speaker: level)
    }
    return level
  }

  /// Where a row lies among those that the statistics use.
  private func place(of row: Int) -> SlidingQuantiles.Place {
    noise.place(Float(used.count(before: row)) + 0.5)
  }

  private func speakerLevel(_ place: SlidingQuantiles.Place) -> Float {
    max(speaker.value(place, column: 0), sessionLevel - Self.speakerDrop)
  }

  private func noiseLevel(_ place: SlidingQuantiles.Place, speaker: Float) -> Float {
    noiseFloor(place, column: BandLevels.count, speaker: speaker)
  }

  /// The noise floor of a band, or of the whole level in the column after the bands.
  private func noiseFloor(
    _ place: SlidingQuantiles.Place, column: Int, speaker: Float
  ) -> Float {
    max(noise.value(place, column: column), speaker - Self.floorSpan)
  }
}

/// Some of the rows of a track: in a bit each, as every byte counts for each 10 ms of hours.
private struct RowSet {
  private static let bits = UInt64.bitWidth
  private var masks: [UInt64]
  private var countsBefore: [Int32] = []

  init(_ members: some Sequence<Int>, of rows: Int) {
    masks = Array(repeating: 0, count: rows / Self.bits + 1)
    for row in members { masks[row / Self.bits] |= 1 << UInt64(row % Self.bits) }
    countsBefore.reserveCapacity(masks.count)
    var count: Int32 = 0
    for mask in masks {
      countsBefore.append(count)
      count += Int32(mask.nonzeroBitCount)
    }
  }

  func contains(_ row: Int) -> Bool { masks[row / Self.bits] >> UInt64(row % Self.bits) & 1 == 1 }

  /// How many members come before a row.
  func count(before row: Int) -> Int {
    let (word, bit) = row.quotientAndRemainder(dividingBy: Self.bits)
    let below = masks[word] & ((1 << UInt64(bit)) - 1)
    return Int(countsBefore[word]) + below.nonzeroBitCount
  }
}
