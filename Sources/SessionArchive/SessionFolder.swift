public import LinuxSystem
import SessionModel
public import SystemPackage

/// The folder of one session and the files in it.
public struct SessionFolder: Hashable, Sendable {
  /// Where it is.
  public let path: FilePath

  /// Names a folder, there or not.
  public init(path: FilePath) { self.path = path }

  /// Its name, the session's id.
  public var id: String { path.lastComponent?.pathText ?? "" }
  /// The sound: WAV, mono, 16-bit.
  public var audioPath: FilePath { path.appending("audio.wav") }
  /// The sound, where another program's file had its name when the recording ended.
  public var besideAudioPath: FilePath { path.appending(Self.besideAudioName) }
  /// Everything known besides the sound.
  public var sessionPath: FilePath { path.appending("session.json") }
  /// What happened so far, only while recording.
  public var journalPath: FilePath { path.appending("journal.jsonl") }
  /// Room set aside while recording, so that a full disk still takes the description.
  public var reservePath: FilePath { path.appending("reserve") }
  /// The measures, derived: may be deleted at any time.
  public var analysisPath: FilePath { path.appending("analysis.json") }
  /// The report as a page, derived: may be deleted at any time.
  public var pagePath: FilePath { path.appending("report.html") }

  /// The listen-back's ticks and notes; not there before.
  public var reviewPath: FilePath { path.appending("review.json") }

  /// What was said, with places in the sound; not there before it was transcribed.
  public var transcriptPath: FilePath { path.appending(Self.transcriptName) }
  static let transcriptName: FilePath.Component = "transcript.json"
  /// The numbers of the words, derived; they stay when the words are forgotten.
  public var wordsPath: FilePath { path.appending("words.json") }

  /// The descriptions that the session had before it was edited, the last one last, each on a
  /// line; not there before.
  public var formerPath: FilePath { path.appending(Self.formerName) }
  static let formerName: FilePath.Component = "former.jsonl"

  /// Whether it is a folder and no link to one.
  public var isFolder: Bool { PrivateFile.entry(path)?.kind == .folder }

  /// The names of the files that belong to a session.
  static let ownNames: [FilePath.Component] = [
    "audio.wav", "session.json", "journal.jsonl", "reserve", "analysis.json", "review.json",
    "report.html", transcriptName, "words.json", formerName, formerImportName, besideAudioName,
  ]
  static let besideAudioName: FilePath.Component = "audio.recorded.wav"
  /// The sound that version 0.1.0 had half imported.
  static let formerImportName: FilePath.Component = "audio.wav.import"

  /// The most bytes that `session.json` and `review.json` have: a day of key presses.
  static let mostDescriptionBytes = 16 << 20
  /// The most bytes that `analysis.json` and the journal have: those of the longest session
  /// are a quarter of it.
  static let mostMeasuredBytes = 16 << 20

  /// The most bytes that `transcript.json` has: those of 200,000 long words.
  static let mostTranscriptBytes = 64 << 20

  /// The bytes of `transcript.json`.
  public func transcriptBytes() throws(SystemError) -> [UInt8] {
    try PrivateFile.read(transcriptPath, atMost: Self.mostTranscriptBytes)
  }

  /// The bytes of `words.json`.
  public func wordsBytes() throws(SystemError) -> [UInt8] {
    try PrivateFile.read(wordsPath, atMost: Self.mostDescriptionBytes)
  }

  /// The bytes of `session.json`.
  public func sessionBytes() throws(SystemError) -> [UInt8] {
    try PrivateFile.read(sessionPath, atMost: Self.mostDescriptionBytes)
  }

  /// The bytes of `analysis.json`.
  /// - Throws: also when it holds numbers that no recording can bring.
  public func analysisBytes() throws(SystemError) -> [UInt8] {
    let bytes = try PrivateFile.read(analysisPath, atMost: Self.mostMeasuredBytes)
    if let number = SaneNumbers.firstBeyond(in: bytes) {
      throw .unusable(analysisPath, reason: "holds the impossible number \(number)")
    }
    return bytes
  }

  /// Whether `session.json` is there and has no byte but zeros: what a power loss can leave.
  var isDescriptionBlank: Bool {
    guard PrivateFile.entry(sessionPath)?.kind == .file, let bytes = try? sessionBytes() else {
      return false
    }
    return bytes.allSatisfy { $0 == 0 }
  }

  /// Reads `session.json`.
  /// - Throws: ``ArchiveError`` `noSession`, `damaged` or `newer`.
  public func readSession() throws -> Session {
    let bytes: [UInt8]
    do { bytes = try sessionBytes() } catch {
      throw ArchiveError(
        .noSession, "\(path): holds no readable session.json (\(error.reason))", cause: error)
    }
    guard bytes.contains(where: { $0 != 0 }) else {
      throw ArchiveError(
        .damaged,
        "\(sessionPath): holds nothing, as after a power loss; "
          + (PrivateFile.entry(audioPath) == nil
            ? "restore it from a copy"
            : "bring the session back from its sound with: walkthrough recover \(id)"))
    }
    let session = try ArchiveJSON.decode(
      Session.self, bytes, of: sessionPath, knownSchema: Session.currentSchema,
      cure: "restore it from a copy")
    let phases = session.plan?.phases.count ?? 0
    guard session.timeline.visits.allSatisfy({ $0.phaseIndex <= phases }) else {
      throw ArchiveError(
        .damaged,
        "\(sessionPath): visits a phase that its plan does not have; restore it from a copy")
    }
    return session
  }
}
