import AudioCore
import InterviewGuide
import LabelFiles
import LinuxSystem
public import SessionArchive
import SessionModel
import SpeechAnalysis
public import SystemPackage
public import Words

/// Makes transcripts of sessions, by a recogniser or from a file made elsewhere.
///
/// What is there before stays until the new transcript is whole.
public struct Transcribing {
  /// A transcript that was written.
  public struct Outcome: Sendable {
    /// What it holds.
    public let transcript: Transcript
    /// What the user should know; nil for nothing.
    public let warning: String?
  }

  /// A signal asked to stop; nothing was changed.
  public struct Stopped: Error {}

  /// A file that is no transcript that can be read.
  public struct Unreadable: Error, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  /// How often to place the words anew when the session was changed meanwhile.
  private static let tries = 3

  private let recognizer: FoundRecognizer
  private let language: String
  private let isForced: Bool

  /// Prepares to transcribe sessions.
  /// - Parameters:
  ///   - recognizer: one without trouble.
  ///   - language: what is spoken, such as `en`.
  ///   - isForced: takes what may be of another sound.
  public init(_ recognizer: FoundRecognizer, language: String, isForced: Bool = false) {
    self.recognizer = recognizer
    self.language = language
    self.isForced = isForced
  }

  /// Transcribes a session, once nothing is recorded in its archive.
  ///
  /// Blocks the thread for about a tenth of the session's length, with the smallest model.
  /// - Parameters:
  ///   - folder: the session's.
  ///   - archive: whose recordings come first.
  ///   - observer: is told how far it is.
  /// - Throws: ``Stopped``, ``RecognizerTrouble``, `TranscriptFit.Misfit`, or what reading and
  ///   changing the session throws. The session is as it was then.
  public func transcribe(
    _ folder: SessionFolder, in archive: Archive, observer: any TranscribingObserver
  ) throws -> Outcome {
    let session = try folder.readSession()
    try Self.requireSound(folder, session)
    var isSaid = false
    func isRecording() -> Bool {
      let ids = ((try? archive.recordings()) ?? []).filter { $0 != folder.id }
      if !ids.isEmpty, !isSaid {
        isSaid = true
        observer.waits(for: ids)
      }
      return !ids.isEmpty
    }
    while isRecording() {
      for _ in 0..<10 {
        if observer.isStopped() { throw Stopped() }
        MonotonicClock.sleep(milliseconds: 100)
      }
    }
    let work = try folder.makeWorkFolder()
    defer { work.remove() }
    let run = RecognizerRun(
      recognizer: recognizer, language: language, observer: observer, isRecording: isRecording)
    let (heard, command) = try run.heard(folder, session, in: work.path)
    let identity = RecognizerIdentity(
      name: recognizer.entry.id, model: recognizer.model?.name ?? heard.model,
      language: heard.language ?? language, command: command)
    return try Self.keep(heard, identity, in: folder, isForced: isForced)
  }

  /// Takes a transcript that was made elsewhere.
  /// - Parameters:
  ///   - path: the file, or a pipe.
  ///   - format: how it is written; nil when its content tells.
  ///   - folder: the session's.
  ///   - isForced: takes what may be of another sound.
  /// - Throws: ``Unreadable``, `TranscriptFit.Misfit`, or what reading and changing the session
  ///   throws. The session is as it was then.
  public static func take(
    _ path: FilePath, format: TranscriptFormat?, into folder: SessionFolder, isForced: Bool
  ) throws -> Outcome {
    let read: RecognizedTranscript
    do {
      read = try TranscriptReader.read(
        try PrivateFile.readGiven(path, atMost: LabelFile.mostBytes), format: format)
    } catch let error as TranscriptError {
      throw Unreadable(description: "\(path): \(error)")
    } catch let error as SystemError {
      throw Unreadable(description: "\(path): cannot be read (it \(error.reason))")
    }
    let identity = RecognizerIdentity(
      name: read.formatID, model: read.model, language: read.language,
      importedFrom: path.lastComponent?.pathText ?? path.pathText)
    return try keep(read, identity, in: folder, isForced: isForced)
  }

  /// Places the words in the session, and writes them.
  private static func keep(
    _ words: RecognizedTranscript, _ identity: RecognizerIdentity, in folder: SessionFolder,
    isForced: Bool
  ) throws -> Outcome {
    for _ in 0..<tries {
      let session = try folder.readSession()
      let analysis = try SessionStore.numbers(folder, session).analysis
      let transcript = Aligner.align(
        words, recognizer: identity, to: SpeechMap(analysis), sound: session.sound?.sha256 ?? "")
      let warning = try TranscriptFit.warning(transcript, isForced: isForced)
      let lock = try folder.locked()
      // Phases and partners may have been corrected meanwhile.
      guard try folder.readSession() == session else { continue }
      try lock.writeTranscript(transcript.json())
      return Outcome(transcript: transcript, warning: warning)
    }
    throw ArchiveError(
      .inUse, "\(folder.id): was changed by another walkthrough meanwhile; try again")
  }

  private static func requireSound(_ folder: SessionFolder, _ session: Session) throws {
    guard session.audioForgotten != true else {
      throw ArchiveError(.forgotten, "\(folder.id): its sound was forgotten, and cannot be heard")
    }
    switch SessionSound(folder, session) {
    case .own: return
    case .missing:
      throw ArchiveError(
        .noSession, "\(folder.audioPath): is not there; put the session's sound back")
    case .cut(let error), .other(let error): throw error
    }
  }
}
