/// Something that can be recorded from, as a person chooses it.
public struct Microphone: Hashable, Sendable {
  /// Who offers it.
  public enum Origin: String, Hashable, Sendable {
    /// A PulseAudio server, or PipeWire in its place.
    case pulse
    /// A PipeWire server.
    case pipewire
    /// ALSA itself.
    case alsa
  }

  /// The device that records from it.
  public var device: String
  /// What a person calls it.
  public var description: String
  /// Who offers it.
  public var origin: Origin
  /// Whether it hears what an output plays instead of a voice.
  public var isMonitor = false
  /// Whether the sound server has muted it.
  public var isMuted = false
  /// Whether it is the one, of those that are there, that a session was recorded from last.
  public var isLast = false

  /// Describes one that is no monitor, not muted, and not known to be used.
  public init(device: String, description: String, origin: Origin) {
    self.device = device
    self.description = description
    self.origin = origin
  }
}
