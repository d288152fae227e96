/// How much longer than it is heard speech goes on where noise hides its weak ends.
///
/// A word fades over 50 ms and more; in a quiet room its end is heard 30 dB below the
/// speaker's level and further, in noise no further than the noise lets it. By how much
/// ends were early was measured on voices with known ends in noise of known level.
enum HiddenEnds {
  /// The speaker's distance from the noise, in dB, at which nothing is hidden.
  private static let quietDecibels = 45.0
  /// Over so many dB from there on ends become as late as they get.
  private static let spanDecibels = 20.0
  /// The latest, in seconds.
  private static let mostSeconds = 0.02
  /// Of a longer session, every second row is looked at, every third, and so on.
  private static let mostRows = 65_536

  /// What is added to the ends of speech in a session, in seconds.
  static func seconds(_ scene: SessionScene) -> Double {
    let rows = scene.rowCount - scene.firstRow
    var sum = 0.0
    var count = 0
    for row in stride(from: scene.firstRow, to: scene.rowCount, by: rows / mostRows + 1) {
      let (speaker, noise) = scene.surroundings(row)
      sum += Double(speaker - noise)
      count += 1
    }
    let decibels = sum / Double(max(1, count)) / Double(BandLevels.stepsPerDecibel)
    return mostSeconds * min(1, max(0, (quietDecibels - decibels) / spanDecibels))
  }
}
