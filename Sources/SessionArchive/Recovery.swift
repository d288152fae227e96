public import AudioCore
import Foundation
import LinuxSystem
import SessionModel
public import SystemPackage

/// Turns what an interrupted recording left behind into a finished session.
///
/// The journal is replayed through the same ``SessionFold`` that the recorder
/// uses, and the sound counts to its last whole frame. `session.json` is written
/// before the journal goes, so that a recovery which is interrupted itself is
/// simply done again.
public struct Recovery: Sendable {
  /// The sound of a session after it was made readable.
  public struct Sound: Hashable, Sendable {
    /// Frames per second.
    public let sampleRate: SampleRate
    /// How many frames can be read, 1 or more.
    public let frames: Int
    /// How many frames the header announced before; nil when it was lost.
    public let announcedFrames: Int?
    /// How many frames at its end are zeros, as a power loss leaves them: 0 to ``frames``.
    public let zeroTailFrames: Int
    /// The SHA-256 of its samples, as in ``Session/Sound``; nil when not known.
    public let sha256: String?

    /// Creates a description.
    public init(
      sampleRate: SampleRate, frames: Int, announcedFrames: Int?, zeroTailFrames: Int = 0,
      sha256: String? = nil
    ) {
      self.sampleRate = sampleRate
      self.frames = frames
      self.announcedFrames = announcedFrames
      self.zeroTailFrames = zeroTailFrames
      self.sha256 = sha256
    }
  }

  /// Makes a sound file readable to its last frame; nil when it has none.
  ///
  /// The rate is what the journal says, for a file that has lost its header.
  public typealias SoundRepair =
    @Sendable (_ path: FilePath, _ sampleRate: SampleRate?) throws -> Sound?

  /// Adds to the description of a session without a journal what other files know of it.
  public typealias Description = @Sendable (_ folder: SessionFolder, _ session: Session) -> Session

  private let repairSound: SoundRepair
  private let describe: Description

  /// Creates a recovery with a way to repair sound files.
  /// - Parameters:
  ///   - repairSound: makes a sound readable.
  ///   - describe: is given what the folder's name and the sound tell.
  public init(
    repairingSound repairSound: @escaping SoundRepair,
    describing describe: @escaping Description = { $1 }
  ) {
    self.repairSound = repairSound
    self.describe = describe
  }

  /// Recovers one session; does nothing to one that is running or finished.
  /// - Throws: ``ArchiveError`` `damaged`, `outside` or `notWritable`, or what the
  ///   sound's repair throws. The folder is left as it was then.
  public func recover(_ folder: SessionFolder) throws -> RecoveryOutcome {
    guard folder.isFolder else {
      throw ArchiveError(
        .outside, "\(folder.path): is no folder of its own; links are not followed")
    }
    // Others hold it for a moment, too.
    guard let lock = try folder.lockedIfFree(waitMilliseconds: 1000) else { return .running }
    do {
      // Where folders have no locks, files may.
      if try FileLock.isHeld(file: folder.journalPath) { return .running }
      return try recover(lock, journal: try readJournal(folder))
    } catch let error as SystemError where error.isMissing {
      return folder.hasSoundOnly ? try recover(lock, journal: nil) : .nothingToDo
    } catch let error as SystemError where error.path == folder.journalPath {
      throw ArchiveError(
        .notWritable,
        "\(folder.journalPath): cannot be locked (\(error.reason)); "
          + "copy the session's folder to a local disk and recover it there", cause: error)
    }
  }

  private func readJournal(_ folder: SessionFolder) throws -> JournalReader {
    do {
      return JournalReader(
        try PrivateFile.read(folder.journalPath, atMost: SessionFolder.mostMeasuredBytes))
    } catch {
      throw ArchiveError(
        .damaged, "\(folder.journalPath): cannot be read (\(error.reason))", cause: error)
    }
  }

  private func recover(
    _ lock: SessionLock, journal: JournalReader?
  ) throws -> RecoveryOutcome {
    let folder = lock.folder
    let isBlank = folder.isDescriptionBlank
    if PrivateFile.entry(folder.sessionPath) != nil, !isBlank {
      do {
        let session = try folder.readSession()
        try changing(lock) { try lock.remove("journal.jsonl") }
        return .finished(session)
      } catch let error as ArchiveError where error.code == .damaged {
        throw ArchiveError(
          .damaged,
          "\(folder.sessionPath): cannot be understood, but the journal is still there; "
            + "move session.json away and recover again", cause: error)
      }
    }
    let started = journal?.started
    guard let sound = try repairSound(folder.audioPath, started?.sampleRate) else {
      guard journal != nil else { return .nothingToDo }
      if let started, journal?.checkpointFrames ?? 0 == 0 {
        // What a person put beside it keeps its folder.
        if lock.discard() || PrivateFile.entry(folder.journalPath) == nil {
          return .nothingRecorded(started)
        }
      }
      try changing(lock) { try folder.setJournalAside("lost") }
      return .lost(
        LostSession(
          started: started, checkpointFrames: journal?.checkpointFrames,
          phaseCount: journal?.phaseCount(upTo: journal?.checkpointFrames ?? 0) ?? 0))
    }
    var fold = SessionFold(started ?? folder.sessionFromName(sound))
    for entry in journal?.entries ?? [] { fold.apply(entry) }
    var session = fold.session(frames: sound.frames)
    if journal == nil { session = describe(folder, session) }
    session.end = session.end ?? .interrupted
    session.sound = sound.sha256.map { Session.Sound(frames: sound.frames, sha256: $0) }
    let zeroFrames = session.takeZeroTail(of: sound, behind: journal?.checkpointFrames ?? 0)
    let recovered = RecoveredSession(
      session: session, sound: sound, isDescriptionLost: started == nil,
      isDescriptionBlank: isBlank, zeroFrames: zeroFrames,
      checkpointFrames: journal?.checkpointFrames, skippedLines: journal?.skippedLines ?? 0,
      isLastLineTorn: journal?.isLastLineTorn ?? false)
    try changing(lock) {
      try lock.write(session)
      if journal == nil { return }
      if recovered.skippedLines > 0 || recovered.isDescriptionLost {
        try folder.setJournalAside("damaged")
      } else {
        try lock.remove("journal.jsonl")
      }
    }
    return .saved(recovered)
  }

  private func changing(_ lock: SessionLock, _ work: () throws -> Void) throws {
    do {
      // Room that was set aside for `session.json`: on a full disk it is needed now.
      try lock.remove("reserve")
      try work()
    } catch let error as SystemError {
      throw ArchiveError(
        .notWritable,
        "\(lock.folder.path): cannot be written (\(error)); free some space or the permissions, "
          + "and recover again", cause: error)
    }
  }
}

extension JournalReader {
  /// How many phases were entered before a frame.
  fileprivate func phaseCount(upTo frames: Int) -> Int {
    guard let started else { return 0 }
    var fold = SessionFold(started)
    for entry in entries { fold.apply(entry) }
    return Set(fold.session(frames: frames).timeline.visits.map(\.phaseIndex)).count
  }
}

extension Session {
  /// Lists zeros at the sound's end as a gap, where no checkpoint says that they were recorded.
  ///
  /// A power loss leaves a file that has its length and not its content.
  /// - Parameter checkpoint: the frames that were safely on the disk.
  /// - Returns: how many frames of zeros no gap of the journal explains.
  fileprivate mutating func takeZeroTail(of sound: Recovery.Sound, behind checkpoint: Int) -> Int {
    let end = sound.frames
    let tail = FrameRange(start: end - min(end, sound.zeroTailFrames), end: end)
    let explained = timeline.gaps.reduce(0) { $0 + $1.range.overlap(tail) }
    // Sound that was cleaned has moments of zeros.
    guard sampleRate.seconds(frames: tail.count - explained) >= 0.1 else { return 0 }
    let start = max(tail.start, checkpoint, timeline.gaps.last?.range.end ?? 0)
    if start < end {
      timeline.gaps.append(Gap(range: FrameRange(start: start, end: end), cause: .lost))
    }
    return tail.count - explained
  }
}

extension SessionFolder {
  /// Whether a sound is there without a journal and without `session.json`, or with a blank one.
  ///
  /// In this order: a recording makes its sound after its journal, and writes
  /// `session.json` before the journal goes, so one that runs never looks so.
  var hasSoundOnly: Bool {
    PrivateFile.entry(audioPath)?.kind == .file && PrivateFile.entry(journalPath) == nil
      && (PrivateFile.entry(sessionPath) == nil || isDescriptionBlank)
  }

  /// Keeps a journal that recovery could not use to the last line, under another name.
  fileprivate func setJournalAside(_ reason: String) throws(SystemError) {
    var aside = path.appending("journal.\(reason).jsonl")
    var number = 2
    while PrivateFile.entry(aside) != nil {
      aside = path.appending("journal.\(reason)-\(number).jsonl")
      number += 1
    }
    try PrivateFile.move(journalPath, to: aside)
    PrivateFile.syncFolder(of: aside)
  }

  /// What the folder's name and its sound tell of a session whose journal is lost.
  fileprivate func sessionFromName(_ sound: Recovery.Sound) -> Session {
    let modified = PrivateFile.entry(audioPath)?.modifiedSeconds ?? 0
    let began = Double(modified) - sound.sampleRate.seconds(frames: sound.frames)
    let start =
      SessionDate(stamp: id, in: LocalTime.offsetSeconds)
      ?? SessionDate(Date(timeIntervalSince1970: began), in: LocalTime.offsetSeconds)
    return Session(
      id: id, start: start.iso, device: .init(name: "", conversionNote: ""),
      sampleRate: sound.sampleRate, plan: nil,
      question: Archive.topic(inName: id), toolVersion: "")
  }
}
