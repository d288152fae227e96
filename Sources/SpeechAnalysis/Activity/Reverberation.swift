/// How the room's reverberation makes speech linger.
///
/// In a dry room the level falls by 22 dB and more within 120 ms of a loud hop, one
/// time in twenty, unless noise hides the rest of the fall. A room in which sound
/// takes half a second to fall by 60 dB keeps it from falling so fast, and what is
/// left of a word goes on sounding like speech.
///
/// - SeeAlso: Schroeder, J. Acoust. Soc. Am. 37 (1965), on the decay of sound in rooms.
enum Reverberation {
  /// How far below the speaker's level a hop is still loud, in dB.
  private static let loudDecibels: Float = 10
  /// The time in which the level may fall: 120 ms.
  private static let fallHops = 12
  /// Of all loud hops, the share after which the level falls less.
  private static let fallShare = 0.95
  /// The fall that is usual where nothing lingers.
  private static let dryDecibels: Float = 22
  /// So far above the noise no fall is asked for any more.
  private static let hiddenDecibels: Float = 12
  private static let mostDecibels: Float = 5
  /// Of a longer session, every second hop is looked at, every third, and so on.
  private static let mostHops = 65_536
  private static let evidencePerDecibel = 0.5

  /// The log odds that speech needs more than in a dry room: 0 to 2.5.
  static func evidence(_ scene: SessionScene) -> Double {
    evidencePerDecibel * Double(lingeringDecibels(scene))
  }

  /// How much less the level falls than in a dry room: 0 to 5 dB.
  static func lingeringDecibels(_ scene: SessionScene) -> Float {
    let step = 1 / BandLevels.stepsPerDecibel
    var falls = ByteHistogram()
    var aboveNoise = 0.0
    let hops = max(0, scene.rowCount - fallHops - scene.firstRow)
    let rows = stride(
      from: scene.firstRow, to: scene.firstRow + hops, by: hops / mostHops + 1)
    for row in rows where scene.holdsSound(row) && scene.holdsSound(row + fallHops) {
      let (speaker, noise) = scene.surroundings(row)
      guard scene.level(row) >= speaker - loudDecibels / step else { continue }
      falls.add(UInt8(max(0, scene.level(row) - scene.level(row + fallHops))))
      aboveNoise += Double(speaker - noise)
    }
    guard let fall = falls.quantile(fallShare) else { return 0 }
    let heard = Float(aboveNoise / Double(falls.total)) * step - hiddenDecibels
    return min(mostDecibels, max(0, min(dryDecibels, heard) - Float(fall) * step))
  }
}
