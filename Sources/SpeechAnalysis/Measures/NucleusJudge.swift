import Foundation

/// Says which maxima of the vowels' loudness are nuclei of syllables.
///
/// A long vowel that wavers has several maxima, but sounds the same in all of them; a
/// nasal or a hiss has one, but sounds like no vowel. A network of eight hidden units is
/// shown how deep the valleys beside a maximum are, how far its neighbours are in time
/// and in sound, how harmonic, how loud and how bright it is, and how fast the speaker
/// is there. It has learned from native and from learning speakers;
/// `Tests/Accuracy/nuclei.py` makes it.
struct NucleusJudge {
  /// Bands in which sounds are compared: 156 Hz to 3.8 kHz.
  private static let bands = 1..<20
  /// How far above the noise floor nothing is told apart, in dB.
  private static let aboveNoise: Float = 1
  /// What there is of a neighbour where there is none: hops, difference in sound, and height.
  private static let noNeighbour: (hops: Float, apart: Float, height: Float) = (40, 8, -2)
  /// Deeper valleys count as so deep, as logarithms.
  private static let deepest: Float = 3

  private static let network = {
    var reader = NetworkLayer.Reader(PackageResources.syllable_nuclei_bin)
    return (hidden: reader.layer(), last: reader.layer())
  }()

  private let track: FeatureTrack
  private let scene: SessionScene

  /// Prepares to judge maxima of a session.
  init(_ track: FeatureTrack, _ scene: SessionScene) {
    self.track = track
    self.scene = scene
  }

  /// What is seen of a hop of the sound.
  private struct Sound {
    /// Levels of bands in dB, the speaker's being 0.
    let levels: [Float]

    /// How far another sounds from this one, whatever their loudness, in dB.
    func distance(_ other: Sound) -> Float {
      let count = Float(levels.count)
      var mean: Float = 0
      for index in levels.indices { mean += levels[index] - other.levels[index] }
      mean /= count
      var sum: Float = 0
      for index in levels.indices { sum += abs(levels[index] - other.levels[index] - mean) }
      return sum / count
    }
  }

  /// The mean sound of a hop and its two neighbours.
  private func sound(_ hop: Int) -> Sound {
    let bands = Self.bands
    let middle = hop + FeatureTrack.marginHops
    let rows = max(0, middle - 1)..<min(track.rowCount, middle + 2)
    var sums = [Float](repeating: 0, count: bands.count)
    var floors = sums
    for row in rows {
      let speaker = scene.speakerLevel(row: row, bands: bands, floors: &floors)
      for index in 0..<bands.count {
        let step = Float(track.rows[row * FeatureTrack.rowBytes + bands.lowerBound + index])
        let level = (step - speaker) / BandLevels.stepsPerDecibel
        let floor = (floors[index] - speaker) / BandLevels.stepsPerDecibel
        sums[index] += max(level, floor + Self.aboveNoise)
      }
    }
    return Sound(levels: sums.map { $0 / Float(rows.count) })
  }

  /// The mean harmonicity of a hop and some on either side, 0 to 1.
  private func harmonicity(_ hop: Int, reach: Int) -> Float {
    let middle = hop + FeatureTrack.marginHops
    let rows = max(0, middle - reach)..<min(track.rowCount, middle + reach + 1)
    let sum = rows.reduce(Float(0)) {
      $0 + Float(track.rows[$1 * FeatureTrack.rowBytes + BandLevels.count])
    }
    return sum / Float(rows.count) / 255
  }

  /// The hops of those maxima that are nuclei.
  /// - Parameters:
  ///   - peaks: the maxima of a sounding interval.
  ///   - run: its hops.
  ///   - floor: the least that the envelope is taken for.
  ///   - mean: its mean around there.
  ///   - syllablesPerSecond: the tempo there.
  func nuclei(
    among peaks: [SyllableNuclei.Peak], in run: Range<Int>, floor: Float, mean: Float,
    syllablesPerSecond: Double
  ) -> [Int] {
    guard !peaks.isEmpty else { return [] }
    let sounds = peaks.map { sound(run.lowerBound + $0.place) }
    // The valley before each, and the end of the run.
    let valleyHops = peaks.map { run.lowerBound + $0.valleyPlace } + [run.upperBound - 1]
    let valleys = valleyHops.map { (sound: sound($0), harmonicity: harmonicity($0, reach: 1)) }
    var found: [Int] = []
    for (index, peak) in peaks.enumerated() {
      let hop = run.lowerBound + peak.place
      let own = sounds[index]
      let before = index > 0 ? index - 1 : nil
      let after = index + 1 < peaks.count ? index + 1 : nil
      let (valley, next) = (valleys[index], valleys[index + 1])
      let left = log(peak.top / peak.valley)
      let fall = log(peak.top / (after.map { peaks[$0].valley } ?? floor))
      func gap(_ other: Int?) -> Float {
        min(
          Self.noNeighbour.hops,
          other.map { Float(abs(peaks[$0].place - peak.place)) } ?? Self.noNeighbour.hops) / 20
      }
      func apart(_ other: Int?) -> Float {
        (other.map { own.distance(sounds[$0]) } ?? Self.noNeighbour.apart) / 5
      }
      func height(_ other: Int?) -> Float {
        max(
          Self.noNeighbour.height,
          other.map { log(peaks[$0].top / peak.top) } ?? Self.noNeighbour.height)
      }
      let levels = own.levels
      let lowest = levels[1..<4].reduce(0, +) / 3
      let bright = (levels[13...].max() ?? 0) - (levels[2..<12].max() ?? 0)
      let dark = lowest - (levels[5..<12].max() ?? 0)
      let inputs: [Float] = [
        min(left, fall, Self.deepest), min(max(left, fall), Self.deepest),
        gap(before), gap(after),
        own.distance(valley.sound) / 5, own.distance(next.sound) / 5,
        apart(before), apart(after),
        harmonicity(hop, reach: 2) * 2, valley.harmonicity * 2, next.harmonicity * 2,
        log(peak.top / mean), bright / 10, height(before), height(after), dark / 10,
        Float(syllablesPerSecond / 4), before == nil ? 1 : 0, after == nil ? 1 : 0,
        min(left, Self.deepest), min(fall, Self.deepest),
      ]
      let hidden = Self.network.hidden.outputs(of: inputs).map { max(0, $0) }
      if Self.network.last.outputs(of: hidden)[0] > 0 { found.append(hop) }
    }
    return found
  }
}
