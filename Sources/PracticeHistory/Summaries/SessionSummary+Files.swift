import AudioCore
import LinuxSystem
public import SessionArchive
import SessionModel
public import SpeechAnalysis
public import Words

extension SessionFolder {
  /// The numbers of the session's words; nil when there are none that can be used.
  public var wordsRecord: WordsRecord? {
    (try? wordsBytes()).flatMap { try? WordsRecord($0) }
  }
}

extension SessionSummary {
  /// Reads a session's files.
  /// - Throws: `ArchiveError` when `session.json` cannot be used. An `analysis.json`
  ///   that is missing, damaged or of another sound leaves the measures out, a
  ///   `review.json` that cannot be used the answers.
  public init(_ folder: SessionFolder) throws {
    let session = try folder.readSession()
    let record = (try? folder.analysisBytes()).flatMap {
      AnalysisRecord.numbers($0, of: session)
    }
    let review = (try? folder.readReview()) ?? nil
    self.init(session, id: folder.id, record: record, review: review, words: folder.wordsRecord)
  }

  /// Puts together what a session's files say.
  /// - Parameters:
  ///   - session: its `session.json`.
  ///   - id: the name of the folder, which a person may have changed.
  ///   - record: its numbers; nil when there are none.
  ///   - review: its `review.json`; nil when there is none.
  ///   - words: the numbers of its words; nil when there are none.
  public init(
    _ session: Session, id: String, record: AnalysisRecord?, review: Review? = nil,
    words: WordsRecord? = nil
  ) {
    let timeline = session.timeline
    var phases: [PhaseSummary] = []
    if let plan = session.plan, !timeline.visits.isEmpty {
      phases = plan.allPhases.enumerated().map { index, phase in
        let seconds = timeline.frames(phaseIndex: index).map {
          session.sampleRate.seconds(frames: $0)
        }
        return PhaseSummary(
          id: phase.id, name: phase.name, budget: phase.budget, durationSeconds: seconds,
          clockSeconds: seconds.map { _ in
            Format.clockSeconds(
              of: timeline.visits.filter { $0.phaseIndex == index }.map(\.range),
              at: session.sampleRate)
          }, verdict: phase.verdict(seconds: seconds),
          values: record?.phases?.first { $0.id == phase.id && seconds != nil }.map {
            FieldValues($0.values.merging(words?.phases[phase.id] ?? [:]) { first, _ in first })
          })
      }
    }
    self.init(
      // One way to write it: Z and +00:00 are the same.
      id: id, start: SessionDate(session.start)?.iso ?? session.start,
      plan: session.plan.map {
        PlanSummary(
          id: $0.id, name: $0.name, scale: $0.scale, totalSeconds: $0.totalSeconds,
          leastSeconds: $0.unscaledLeastSeconds)
      }, question: session.question, questionID: session.questionID, mode: session.mode,
      loop: session.loop, end: session.end?.rawValue ?? "",
      durationSeconds: session.sampleRate.seconds(frames: timeline.frames),
      isForgotten: session.audioForgotten == true,
      importedFingerprint: session.imported?.fingerprint, phases: phases,
      numbers: record.map {
        MeasuredNumbers(
          analyzerVersion: $0.analyzer.version,
          pauseThresholdSeconds: $0.parameters.pauseThresholdSeconds, isCurrent: $0.isCurrent,
          values: FieldValues($0.values.merging(words?.values ?? [:]) { first, _ in first }),
          words: words.map {
            WordSource(recognizer: $0.recognizer.text, isCurrent: $0.isCurrent)
          })
      },
      review: review.flatMap { $0.answers.isEmpty ? nil : ReviewAnswers($0) })
  }
}
