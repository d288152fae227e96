import LinuxSystem
import PracticeHistory
import SessionArchive
import SoundFileIO
import SpeechAnalysis

/// Which numbers of a session count: one answer for every command.
///
/// Those of its `analysis.json` when they are of today's rules and of the sound that is
/// there; else its sound is measured anew, and the numbers are kept where that can be done;
/// without the sound, those that were kept.
enum SessionStore {
  /// What is known of a session's sound.
  struct Numbers {
    let analysis: SessionAnalysis
    /// What the user should know about the sound; empty when it is whole.
    let warnings: [String]
    /// Whether the sound is there.
    let hasSound: Bool
  }

  /// The numbers of a session.
  /// - Parameters:
  ///   - pauseThresholdSeconds: the shortest silence that counts as a pause.
  ///   - withOutline: measures the sound anew where its outline was not kept.
  /// - Throws: what reading the sound throws; without it, ``ArchiveError`` `forgotten` or
  ///   `damaged` when the numbers cannot be used either.
  static func numbers(
    _ folder: SessionFolder, _ session: Session,
    pauseThresholdSeconds: Double = AnalysisParameters().pauseThresholdSeconds,
    withOutline: Bool = false
  ) throws -> Numbers {
    func analysis(_ record: AnalysisRecord) throws -> SessionAnalysis {
      try record.analysis(
        timeline: session.timeline, plan: session.plan,
        pauseThresholdSeconds: pauseThresholdSeconds)
    }
    guard PrivateFile.entry(folder.audioPath) != nil else {
      let found = try kept(folder, analysis)
      return Numbers(analysis: found, warnings: [], hasSound: false)
    }
    if let record = try? AnalysisRecord(folder.analysisBytes()), record.isCurrent,
      try isOfSound(record, folder), let found = try? analysis(record),
      !withOutline || found.outline != nil
    {
      return Numbers(analysis: found, warnings: [], hasSound: true)
    }
    let measured = try FileAnalysis(folder, session)
    let record = AnalysisRecord(measured.analysis)
    try keep(record.json(), of: session, in: folder)
    return Numbers(
      analysis: try analysis(record), warnings: measured.warnings, hasSound: true)
  }

  /// Whether a sound has the length that was measured, to its end.
  private static func isOfSound(_ record: AnalysisRecord, _ folder: SessionFolder) throws -> Bool {
    let reader = try SoundFileReader(path: folder.audioPath, followingLinks: false)
    return reader.announcedFrames == record.source.frames && reader.cutShortFrames == 0
      && reader.sampleRate == record.source.sampleRate
  }

  private static func kept(
    _ folder: SessionFolder, _ analysis: (AnalysisRecord) throws -> SessionAnalysis
  ) throws -> SessionAnalysis {
    let bytes: [UInt8]
    do { bytes = try folder.analysisBytes() } catch {
      throw ArchiveError(
        .forgotten,
        "\(folder.id): its sound is gone, and \(folder.analysisPath) with its numbers "
          + "cannot be read: \(error.reason)")
    }
    do { return try analysis(AnalysisRecord(bytes)) } catch let error as RecordError {
      throw ArchiveError(.damaged, "\(folder.analysisPath): \(error); restore it from a copy")
    }
  }

  /// Keeps numbers where that can be done: they are derived, and who changes the session
  /// at this moment comes first.
  private static func keep(_ record: [UInt8], of session: Session, in folder: SessionFolder) {
    guard let lock = try? folder.lockedIfFree(waitMilliseconds: 200),
      (try? folder.readSession()) == session
    else { return }
    try? lock.writeAnalysis(record)
  }

  /// Makes sure that the numbers of a session are there before its sound goes.
  /// - Throws: when they cannot be measured or written.
  static func keepNumbers(_ lock: SessionLock) throws {
    let folder = lock.folder
    let session = try folder.readSession()
    guard session.audioForgotten != true, PrivateFile.entry(folder.audioPath) != nil,
      try SessionSummary(folder).numbers?.isCurrent != true
    else { return }
    try lock.write(FileAnalysis(folder, session).analysis)
  }

  /// Summaries with numbers of today's rules, where the sound is there to find them in.
  ///
  /// It takes seconds for each that is measured, is shown as it goes, and can be stopped:
  /// what is done stays done. What cannot be measured keeps its old numbers, with a warning.
  /// - Parameter folders: of the sessions, in the same order.
  static func upToDate(
    _ sessions: [SessionSummary], in folders: [SessionFolder]
  ) -> [SessionSummary] {
    let needs = zip(sessions, folders).map { session, folder in
      session.numbers?.isCurrent != true && PrivateFile.entry(folder.audioPath) != nil
    }
    let count = needs.count { $0 }
    let bar = ProgressBar(what: "measuring sessions anew")
    var done = 0
    return sessions.indices.map { index in
      let (session, folder) = (sessions[index], folders[index])
      guard needs[index] else { return session }
      defer {
        done += 1
        bar.show(done, of: count)
        if done == count { bar.clear() }
      }
      do {
        let found = try folder.readSession()
        let record = try AnalysisRecord(FileAnalysis(folder, found).analysis).json()
        keep(record, of: found, in: folder)
        return SessionSummary(
          found, id: session.id, analysis: record, review: try? folder.readReview())
      } catch {
        // Forgotten by another process meanwhile: its numbers are what that one kept.
        if let now = try? SessionSummary(folder), now.isForgotten { return now }
        bar.clear()
        say("warning: \(session.id) could not be measured anew: \(error)")
        return session
      }
    }
  }
}

extension SessionLock {
  /// Keeps numbers beside the sound.
  func write(_ analysis: SessionAnalysis) throws {
    try writeAnalysis(AnalysisRecord(analysis).json())
  }
}
