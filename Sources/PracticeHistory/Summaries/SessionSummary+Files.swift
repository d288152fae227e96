import AudioCore
import LinuxSystem
import PracticePlan
public import SessionArchive
import SpeechAnalysis

extension SessionSummary {
  /// Reads a session's files.
  /// - Throws: `ArchiveError` when `session.json` cannot be used. An `analysis.json`
  ///   that is missing, damaged or of another sound leaves the measures out, a
  ///   `review.json` that cannot be used the answers.
  public init(_ folder: SessionFolder) throws {
    let session = try folder.readSession()
    let bytes = try? folder.analysisBytes()
    let review = (try? folder.readReview()) ?? nil
    self.init(session, id: folder.id, analysis: bytes, review: review)
  }

  /// Puts together what a session's files say.
  /// - Parameters:
  ///   - id: the name of the folder, which a person may have changed.
  ///   - analysis: the bytes of its `analysis.json`; nil when there is none.
  ///   - review: its `review.json`; nil when there is none.
  public init(_ session: Session, id: String, analysis: [UInt8]?, review: Review? = nil) {
    var record = analysis.flatMap { try? AnalysisRecord($0, numbersOnly: true) }
    // Numbers of another sound or of other phases are none of this session.
    if let found = record, !found.fits(session) { record = nil }
    if let analysis, record?.isComplete == false {
      record = try? AnalysisRecord(analysis).renewed(
        timeline: session.timeline, plan: session.plan)
    }
    let timeline = session.timeline
    var phases: [PhaseSummary] = []
    if let plan = session.plan, !timeline.visits.isEmpty {
      phases = (plan.phases.map(Optional.some) + [nil]).enumerated().map { index, phase in
        let seconds = timeline.frames(phaseIndex: index).map {
          session.sampleRate.seconds(frames: $0)
        }
        let own = phase?.id ?? MarksFile.openID
        return PhaseSummary(
          id: own, name: phase?.name ?? "Open remainder",
          budget: phase?.budget ?? plan.openRemainder, durationSeconds: seconds,
          verdict: phase?.budget.verdict(seconds: seconds),
          values: record?.phases?.first { $0.id == own && seconds != nil }.map {
            FieldValues($0.values)
          })
      }
    }
    self.init(
      id: id, start: session.start,
      plan: session.plan.map {
        PlanSummary(
          id: $0.id, name: $0.name, scale: $0.scale, totalSeconds: $0.totalSeconds,
          leastSeconds: $0.phasesBudget.minimumSeconds / $0.scale)
      }, question: session.question, questionID: session.questionID, mode: session.mode,
      loop: session.loop, end: session.end?.rawValue ?? "",
      durationSeconds: session.sampleRate.seconds(frames: timeline.frames),
      isForgotten: session.audioForgotten == true,
      importedFingerprint: session.imported?.fingerprint, phases: phases,
      numbers: record.map {
        MeasuredNumbers(
          analyzerVersion: $0.analyzer.version,
          pauseThresholdSeconds: $0.parameters.pauseThresholdSeconds, isCurrent: $0.isCurrent,
          values: FieldValues($0.values))
      },
      review: review.flatMap { $0.answers.isEmpty ? nil : ReviewAnswers($0) })
  }
}

extension AnalysisRecord {
  /// Whether they were found in the session's sound, with its phases.
  fileprivate func fits(_ session: Session) -> Bool {
    guard source.frames == session.timeline.frames else { return false }
    guard let plan = session.plan, !session.timeline.visits.isEmpty else { return true }
    let lengths = (0...plan.phases.count).map { session.timeline.frames(phaseIndex: $0) ?? 0 }
    return phases?.map(\.frames) == lengths
  }
}
