import LinuxSystem
public import PracticeHistory
public import SessionArchive
import SoundFileIO
public import SpeechAnalysis

/// Which numbers of a session count: one answer for every command.
///
/// Those of its `analysis.json` when they are of today's rules; else its sound is measured
/// anew, and the numbers are kept where that can be done. Without its own sound to the last
/// frame, those that were kept.
public enum SessionStore {
  /// What is known of a session's sound.
  public struct Numbers {
    /// What was measured.
    public let analysis: SessionAnalysis
    /// What the user should know about the sound; empty when it is whole.
    public let warnings: [String]
    /// Whether the session's own sound is there.
    public let hasSound: Bool
    /// As it is kept and handed on.
    public let record: AnalysisRecord
    /// Whether `analysis.json` does not hold it yet.
    fileprivate let isNew: Bool
    /// Whether `analysis.json` is of a newer version of the program, and has to stay.
    fileprivate let isOfNewerVersion: Bool
  }

  /// The numbers of a session.
  /// - Parameters:
  ///   - folder: where it is.
  ///   - session: what its `session.json` says.
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause.
  ///   - withOutline: measures the sound anew where its outline was not kept.
  /// - Throws: what reading the sound throws; without it, `ArchiveError` `forgotten`,
  ///   `newer` or `damaged` when the numbers cannot be used either.
  public static func numbers(
    _ folder: SessionFolder, _ session: Session,
    pauseThresholdSeconds: Double = AnalysisParameters().pauseThresholdSeconds,
    withOutline: Bool = false
  ) throws -> Numbers {
    let numbers = try find(
      folder, session, pauseThresholdSeconds: pauseThresholdSeconds, withOutline: withOutline)
    if numbers.isNew, !numbers.isOfNewerVersion {
      try keep(numbers.record, of: session, in: folder)
    }
    return numbers
  }

  private static func find(
    _ folder: SessionFolder, _ session: Session,
    pauseThresholdSeconds: Double = AnalysisParameters().pauseThresholdSeconds,
    withOutline: Bool = false
  ) throws -> Numbers {
    let sound = SessionSound(folder, session)
    var isSound = false
    if case .own = sound { isSound = true }
    let old = Result { try Kept(folder, session) }
    if let old = try? old.get(), !isSound || old.serves(withOutline: withOutline) {
      return Numbers(
        analysis: try old.record.analysis(
          of: session, pauseThresholdSeconds: pauseThresholdSeconds),
        warnings: sound.warning(folder, session).map { [$0] } ?? [], hasSound: isSound,
        record: old.record, isNew: old.isNew, isOfNewerVersion: old.isOfNewerVersion)
    }
    switch sound {
    case .own: break
    case .missing: _ = try old.get()
    case .cut(let error as ArchiveError), .other(let error as ArchiveError):
      throw ArchiveError(
        error.code,
        "\(error), and the session's numbers cannot be found elsewhere; put its own "
          + "sound back, or measure what is there with: walkthrough analyze \(folder.audioPath)")
    case .cut(let error), .other(let error): throw error
    }
    let measured = try FileAnalysis(folder, session)
    let record = AnalysisRecord(measured.analysis)
    do {
      return Numbers(
        analysis: try record.analysis(of: session, pauseThresholdSeconds: pauseThresholdSeconds),
        warnings: measured.warnings, hasSound: true, record: record, isNew: true,
        isOfNewerVersion: Kept.isOfNewerVersion(old))
    } catch {
      throw ArchiveError(.damaged, "\(folder.audioPath): what was measured \(error)")
    }
  }

  /// What `analysis.json` holds.
  private struct Kept {
    /// As it would be written today.
    let record: AnalysisRecord
    /// Whether the file should be written anew: the session's phases were corrected since.
    let isNew: Bool

    var isOfNewerVersion: Bool { record.analyzer.version > AnalyzerIdentity.current.version }

    /// - Throws: ``ArchiveError`` `forgotten`, `newer` or `damaged` when there is nothing that
    ///   fits the session.
    init(_ folder: SessionFolder, _ session: Session) throws {
      let bytes: [UInt8]
      do { bytes = try folder.analysisBytes() } catch {
        throw ArchiveError(
          .forgotten,
          "\(folder.id): its sound is gone, and \(folder.analysisPath) with its numbers "
            + "cannot be read: \(error.reason)")
      }
      do {
        let stored = try AnalysisRecord(bytes)
        let analysis = try stored.analysis(of: session)
        let isUpToDate = stored.isUpToDate(
          timeline: session.timeline, plan: session.plan, sampleRate: session.sampleRate)
        record = isUpToDate ? stored : AnalysisRecord(analysis)
        isNew = stored.hasOtherPhases(
          timeline: session.timeline, plan: session.plan, sampleRate: session.sampleRate)
      } catch {
        throw ArchiveError(
          error.isNewer ? .newer : .damaged,
          "\(folder.analysisPath): \(error); "
            + (error.isNewer ? "use that one" : "restore it from a copy"))
      }
    }

    /// Whether measuring the sound would find the same.
    func serves(withOutline: Bool) -> Bool {
      record.isCurrent && (!withOutline || record.hasOutline)
    }

    static func isOfNewerVersion(_ kept: Result<Kept, any Error>) -> Bool {
      switch kept {
      case .success(let kept): kept.isOfNewerVersion
      case .failure(let error): (error as? ArchiveError)?.code == .newer
      }
    }
  }

  /// Keeps numbers where that can be done: they are derived, and who changes the session
  /// at this moment comes first.
  private static func keep(
    _ record: AnalysisRecord, of session: Session, in folder: SessionFolder
  ) throws {
    let bytes = try record.json()
    guard let lock = try? folder.lockedIfFree(waitMilliseconds: 200),
      (try? folder.readSession()) == session
    else { return }
    try? lock.writeAnalysis(bytes)
  }

  /// Makes sure that the numbers of a session are there before its sound goes.
  /// - Throws: when they cannot be measured or written, or only a newer version reads them.
  public static func keepNumbers(_ lock: SessionLock) throws {
    let folder = lock.folder
    let session = try folder.readSession()
    guard session.audioForgotten != true, PrivateFile.entry(folder.audioPath) != nil else {
      return
    }
    let numbers = try find(folder, session)
    guard !numbers.isOfNewerVersion else {
      throw ArchiveError(
        .newer, "\(folder.analysisPath) was written by a newer walkthrough; use that one")
    }
    if numbers.isNew { try lock.write(numbers.record) }
  }

  /// The kept record of a session as it would be written today; nil when there is none.
  public static func keptRecord(_ folder: SessionFolder) -> AnalysisRecord? {
    try? Kept(folder, folder.readSession()).record
  }

  /// A session with its numbers.
  public struct UpToDate {
    /// The session with these numbers.
    public let summary: SessionSummary
    /// What was just measured, which need not be on the disk; else nil.
    public let measured: AnalysisRecord?
  }

  /// Summaries with numbers of today's rules, where the sound is there to find them in.
  ///
  /// It takes seconds for each that is measured, is shown as it goes, and can be stopped:
  /// what is done stays done. What cannot be measured keeps its old numbers, with a warning.
  /// - Parameters:
  ///   - sessions: their summaries.
  ///   - folders: of the sessions, in the same order.
  ///   - observer: is told how far it is.
  public static func upToDate(
    _ sessions: [SessionSummary], in folders: [SessionFolder], observer: some WorkObserver
  ) -> [UpToDate] {
    let needs = zip(sessions, folders).map { session, folder in
      session.numbers?.isCurrent != true && PrivateFile.entry(folder.audioPath) != nil
    }
    let count = needs.count { $0 }
    var done = 0
    return sessions.indices.map { index in
      let (session, folder) = (sessions[index], folders[index])
      guard needs[index] else { return UpToDate(summary: session, measured: nil) }
      defer {
        done += 1
        observer.measured(done, of: count)
      }
      do {
        let found = try folder.readSession()
        let numbers = try numbers(folder, found)
        for warning in numbers.warnings { observer.warn(warning) }
        let record = numbers.record
        let summary = SessionSummary(
          found, id: session.id, record: record, review: try? folder.readReview())
        return UpToDate(summary: summary, measured: record)
      } catch {
        // Forgotten by another process meanwhile: its numbers are what that one kept.
        if let now = try? SessionSummary(folder), now.isForgotten {
          return UpToDate(summary: now, measured: nil)
        }
        observer.warn("\(session.id) could not be measured anew: \(error)")
        return UpToDate(summary: session, measured: nil)
      }
    }
  }
}

extension SessionSound {
  /// What the user should know where numbers of the last analysis are shown; nil when the
  /// sound is there, or gone at the user's wish.
  fileprivate func warning(_ folder: SessionFolder, _ session: Session) -> String? {
    let what: String
    switch self {
    case .own: return nil
    case .missing where session.audioForgotten == true: return nil
    case .missing: what = "\(folder.audioPath) is missing"
    case .cut(let error), .other(let error): what = "\(error)"
    }
    return what + "; the numbers are those of its last analysis"
  }
}

extension SessionLock {
  /// Keeps numbers beside the sound.
  func write(_ record: AnalysisRecord) throws { try writeAnalysis(record.json()) }
}
