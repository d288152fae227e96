import AudioCore

/// The input level as a glance shows it: falling slowly, with the peak held.
struct LevelMeter: Hashable {
  /// What is shown: jumps up at once, falls by 3 dB with each look.
  private(set) var level = Decibels.floor
  /// The loudest of the last two seconds.
  private(set) var held = Decibels.floor
  /// Whether the scale ended within the last three seconds.
  var isClipping: Bool { looksSinceClip < Self.clipLooks }
  /// How often the scale ended since the start, runs counting once.
  private(set) var clipCount = 0

  /// Whether the last two looks were far below the loudest before.
  var isQuiet: Bool { quietLooks >= 2 }

  private var loudest = Decibels.floor
  private var quietLooks = 0
  private var looksSincePeak = 0
  private var looksSinceClip = LevelMeter.clipLooks

  private static let quietDecibels = 20.0
  // At five looks a second.
  private static let holdLooks = 10
  private static let clipLooks = 15

  /// Takes the largest absolute sample since the last look, 0 to 32,768.
  mutating func take(peakSample: Int) {
    let latest = Decibels(amplitude: Double(peakSample) / 32_768)
    level = max(latest, Decibels(max(Decibels.floor.value, level.value - 3)))
    // The loudest fades by half a decibel each second.
    loudest = max(latest, Decibels(max(Decibels.floor.value, loudest.value - 0.1)))
    quietLooks = latest.value < loudest.value - Self.quietDecibels ? quietLooks + 1 : 0
    looksSincePeak += 1
    if latest >= held || looksSincePeak > Self.holdLooks {
      held = latest >= held ? latest : level
      looksSincePeak = 0
    }
    if peakSample >= 32_767 {
      if !isClipping { clipCount += 1 }
      looksSinceClip = 0
    } else {
      looksSinceClip = min(Self.clipLooks, looksSinceClip + 1)
    }
  }
}
