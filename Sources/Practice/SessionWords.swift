import AudioCore
public import InterviewGuide
import LinuxSystem
import PracticeHistory
public import SessionArchive
import SessionModel
public import SpeechAnalysis
public import Words

/// The words of a session in their places, and what is found in them.
public struct SessionWords {
  /// The words, placed on the speech of today's analysis.
  public let transcript: Transcript
  /// Their numbers.
  public let record: WordsRecord
  /// What may be worth hearing again.
  public let content: SpokenContent
  /// What was looked for, in order.
  public let categories: [EvidenceCategory]
  /// How the answers to probes began, in their order: latency and first words.
  public let openings: [String]
  /// The points of the session's question; empty when it is not known.
  public let points: [String]

  /// Reads the words of a session; nil when it was not transcribed.
  ///
  /// Words that were placed by another rule, or on other speech, are placed anew, without the
  /// recogniser, and kept where that can be done.
  /// - Parameters:
  ///   - folder: where the session is.
  ///   - session: what its `session.json` says.
  ///   - analysis: the session's own.
  /// - Throws: `ArchiveError` `damaged` or `newer` when `transcript.json` cannot be used, or
  ///   `ContentError` when phrases cannot.
  public init?(
    _ folder: SessionFolder, _ session: Session, _ analysis: SessionAnalysis
  ) throws {
    guard let kept = try folder.readTranscript() else { return nil }
    let map = SpeechMap(analysis)
    let transcript = kept.isPlaced(on: map) ? kept : Aligner.realign(kept, to: map)
    let record = WordsRecord(transcript, analysis)
    if transcript != kept || record != folder.wordsRecord {
      Self.keep(transcript, record, in: folder, insteadOf: kept)
    }
    self.transcript = transcript
    self.record = record
    let question = try session.questionID.flatMap { id in
      try Guide.allQuestions().first { $0.id == id }
    }
    points = question?.points ?? []
    categories = try Guide.evidence()
    openings = analysis.answers.map { answer in
      let latency = answer.latencyFrames.map {
        Format.seconds(analysis.sampleRate.seconds(frames: $0)) + " · "
      }
      return (latency ?? "no answer") + transcript.opening(of: answer)
    }
    let phrases = try question.flatMap { try Guide.pointPhrases()[$0.id] } ?? []
    content = SpokenContent(transcript, categories: categories, points: phrases) { frame in
      session.timeline.visits.first { $0.range.start <= frame && frame < $0.range.end }
        .flatMap { session.plan?.phase($0.phaseIndex).id }
    }
  }
}

extension SessionWords {
  /// Keeps what was found anew, where that can be done: who changes the session at this moment
  /// comes first.
  private static func keep(
    _ transcript: Transcript, _ record: WordsRecord, in folder: SessionFolder,
    insteadOf kept: Transcript
  ) {
    guard let lock = try? folder.lockedIfFree(waitMilliseconds: 200),
      (try? folder.readTranscript()) == kept
    else { return }
    if transcript != kept { try? lock.writeTranscript(transcript.json()) }
    try? lock.writeWords(record.json())
  }
}

extension SessionLock {
  /// Keeps a new transcript and its numbers.
  /// - Throws: what writing throws; then the old ones are still there.
  public func write(_ transcript: Transcript, _ analysis: SessionAnalysis) throws {
    try writeTranscript(transcript.json())
    try writeWords(WordsRecord(transcript, analysis).json())
  }
}

extension SessionFolder {
  /// Reads `transcript.json`; nil when the session was not transcribed.
  /// - Throws: `ArchiveError` `damaged` or `newer` when it cannot be used.
  public func readTranscript() throws -> Transcript? {
    let bytes: [UInt8]
    do { bytes = try transcriptBytes() } catch {
      if error.isMissing { return nil }
      throw ArchiveError(
        .damaged, "\(transcriptPath): cannot be read (\(error.reason)); check its permissions",
        cause: error)
    }
    do throws(TranscriptError) { return try Transcript(bytes) } catch {
      throw ArchiveError(
        error.isNewer ? .newer : .damaged,
        "\(transcriptPath): \(error); "
          + (error.isNewer ? "use that one" : "transcribe the session again"))
    }
  }
}
