/// A recording that ended against the speaker's wish; what was recorded is kept.
public enum RecordingError: Error, Hashable, CustomStringConvertible {
  /// The device runs, but has delivered nothing for this long.
  case stalled(seconds: Int)
  /// The device lost frames again and again, and hardly delivered in between.
  case unstable

  /// What happened, and a cure.
  public var description: String {
    switch self {
    case .stalled(let seconds):
      "the device delivered nothing for \(seconds) s; "
        + "check that it is plugged in and not muted"
    case .unstable:
      "the device had to be started again more than 30 times in a minute; "
        + "close other programs that use it"
    }
  }
}
