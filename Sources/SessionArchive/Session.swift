public import AudioCore
public import SessionModel

/// One continuous recording with everything known about it: the content of `session.json`.
public struct Session: Hashable, Sendable, Codable {
  /// The schema that this program writes; older ones are read, newer ones refused.
  public static let currentSchema = 1

  /// The device that recorded it.
  public struct Device: Hashable, Sendable, Codable {
    /// The device that was named.
    public let name: String
    /// How what it delivered was converted, empty when it was not.
    public let conversionNote: String

    /// Creates a description.
    public init(name: String, conversionNote: String) {
      self.name = name
      self.conversionNote = conversionNote
    }
  }

  /// The sound file that a session was imported from.
  public struct ImportedFile: Hashable, Sendable, Codable {
    /// Its name without folders.
    public let name: String
    /// What tells it from other files, see ``ContentFingerprint``.
    public let fingerprint: String

    /// Creates a description.
    public init(name: String, fingerprint: String) {
      self.name = name
      self.fingerprint = fingerprint
    }
  }

  /// What a sound was when it was recorded or imported.
  public struct Sound: Hashable, Sendable, Codable {
    /// Its length.
    public let frames: Int
    /// The SHA-256 of its samples as the WAV file holds them, without the header: 64
    /// hexadecimal digits.
    public let sha256: String

    /// Creates a description.
    public init(frames: Int, sha256: String) {
      self.frames = frames
      self.sha256 = sha256
    }
  }

  /// The number of this layout.
  public var schema = Session.currentSchema
  /// The name of its folder.
  public let id: String
  /// When the first frame was recorded: ISO 8601 with the offset from UTC.
  public var start: String
  /// The device that recorded it.
  public let device: Device
  /// Frames per second.
  public let sampleRate: SampleRate
  /// The plan with its budgets, as it was that day.
  ///
  /// Nil when not known: recovered from the sound alone.
  public var plan: Plan?
  /// What was practised: a question's title, or the user's words; empty when not said.
  public var question: String
  /// The id of the question; nil for the user's own words.
  public var questionID: String?
  /// The mode it was recorded in; nil in sessions from before there were modes.
  public var mode: String?
  /// Its place in a loop of several sessions; nil when it stands alone.
  public var loop: LoopPlace?
  /// The program's version.
  public let toolVersion: String
  /// Phases, marks, gaps and holds on the clock of frames.
  public var timeline: SessionTimeline
  /// How much faster than the monotonic clock the device ran, in parts per million;
  /// nil when unknown, as in sessions of a few seconds.
  public var driftPartsPerMillion: Double?
  /// How it ended; nil while it is being recorded.
  public var end: SessionEnd?
  /// True when the sound was removed at the user's wish; left out otherwise.
  public var audioForgotten: Bool?
  /// Where the sound came from; nil when it was recorded.
  public var imported: ImportedFile?
  /// What its sound is known by; nil in sessions of version 0.1.0.
  public var sound: Sound?

  /// Creates the description of a session that is about to start.
  public init(
    id: String, start: String, device: Device, sampleRate: SampleRate, plan: Plan?,
    question: String, toolVersion: String
  ) {
    self.id = id
    self.start = start
    self.device = device
    self.sampleRate = sampleRate
    self.plan = plan
    self.question = question
    self.toolVersion = toolVersion
    timeline = SessionTimeline(frames: 0)
  }
}

/// Why a recording ended.
public enum SessionEnd: String, Sendable, Codable, CaseIterable {
  /// The speaker finished it.
  case finished
  /// The length asked for was reached.
  case duration
  /// A signal asked the program to end.
  case signal
  /// The device went away, hung or failed.
  case device
  /// The disk was full or failed.
  case disk
  /// The longest possible session was reached.
  case limit
  /// The program or the machine died; what was on the disk was recovered.
  case interrupted
}
