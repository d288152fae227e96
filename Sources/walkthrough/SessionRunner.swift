import ALSACapture
import AudioCore
import Foundation
import LinuxSystem
import Recording
import Reports
import SessionArchive
import SessionModel
import SoundFileIO
import SpeechAnalysis

/// One session from opening the device to the report: what `record` and `demo` share.
struct SessionRunner {
  let device: String
  let plan: Plan
  let question: String
  var questionID: String?
  var mode: String?
  /// The round of a loop that it is, from 1; the first round names the loop.
  var loop: (id: String?, round: Int, rounds: Int)?
  let archive: Archive
  let durationFrames: Int?
  let phaseStartFrames: [Int]
  let parameters: AnalysisParameters
  /// How long a lost device is tried again, in seconds.
  var reopenSeconds = 60.0
  /// How the live screen is shown.
  var live = LiveOptions()

  /// What was recorded, and its analysis.
  struct Result {
    let folder: SessionFolder
    let session: Session
    let analysis: SessionAnalysis?
    let failure: (any Error)?
    /// Whether the speaker discarded it: nothing is left of it then.
    let isDiscarded: Bool
    /// Whether a signal asked to end, be it just after the recording had ended by itself.
    let isStopped: Bool
  }

  /// Records a session.
  /// - Throws: when it cannot start; nothing is left behind then. What goes wrong
  ///   later is in the result, together with everything that was kept.
  func run() throws -> Result {
    sayLastResolution()
    let signals = try SignalQueue()
    let sampleRate = SampleRate.recording
    let recorder: Recorder
    let device = device
    do {
      recorder = try Recorder(
        sampleRate: sampleRate, reopenNanoseconds: Int64(reopenSeconds * 1e9)
      ) {
        try CapturePCM(device: device, sampleRate: sampleRate)
      }
    } catch let error as ALSAError {
      throw DeviceTrouble(error)
    }
    let box = AnalyzerBox()
    // Held until everything is written.
    let lock = try begin(recorder, box: box)
    let folder = lock.folder
    if !recorder.format.conversionNote.isEmpty { say(recorder.format.conversionNote) }
    var control = SessionControl(
      recorder: recorder, plan: plan, question: question, signals: signals,
      folder: folder.path, options: live)
    control.run()
    let (isDiscarded, isStopped) = (control.isDiscarded, control.isStopped)
    let outcome = recorder.wait()
    var analysis: SessionAnalysis?
    let session = outcome.session
    var failure = outcome.failure
    if session.timeline.frames == 0 || isDiscarded {
      // Not one frame came, or none is wanted: there is nothing to keep.
      lock.discard()
    } else if var analyzer = box.take() {
      let finished = analyzer.finish(
        timeline: session.timeline, plan: session.plan, parameters: parameters)
      // Derived, and made anew by 'report': losing it must not hide the report.
      do { try lock.write(AnalysisRecord(finished)) } catch {
        failure = failure ?? error
      }
      analysis = finished
    }
    return Result(
      folder: folder, session: session, analysis: analysis, failure: failure,
      isDiscarded: isDiscarded, isStopped: isStopped || session.end == .signal)
  }

  private func begin(_ recorder: Recorder, box: AnalyzerBox) throws -> SessionLock {
    let (lock, journal): (SessionLock, Journal)
    do { (lock, journal) = try prepare(recorder.format) } catch {
      recorder.cancel()
      throw error
    }
    let sampleRate = recorder.format.sampleRate
    let audioPath = lock.folder.audioPath
    do {
      try recorder.begin(
        configuration: RecorderConfiguration(
          durationFrames: durationFrames, limitFrames: WAVWriter.limitFrames,
          phaseStartFrames: phaseStartFrames), journal: journal
      ) {
        try AnalyzingSink(creating: audioPath, sampleRate: sampleRate, result: box)
      }
    } catch {
      lock.discard()
      throw error
    }
    return lock
  }

  /// Makes the session's folder with its journal, in one step.
  private func prepare(_ format: Recorder.Format) throws -> (SessionLock, Journal) {
    let now = Console.current.now()
    let sampleRate = format.sampleRate
    let staged = try archive.stageSession(
      stamp: Self.stamp(now), topic: question.isEmpty ? plan.id : question)
    do {
      let room = try DiskRoom(folder: staged.folder.path, sampleRate: sampleRate)
      let needed = durationFrames.map { sampleRate.seconds(frames: $0) } ?? plan.totalSeconds
      guard room.seconds >= needed else {
        throw DiskRoom.TooLittle(room: room, folder: archive.root, neededSeconds: needed)
      }
      var session = Session(
        id: staged.id,
        start: now.ISO8601Format(
          .init(timeZoneSeparator: .colon, timeZone: .current)),
        device: .init(name: device, conversionNote: format.conversionNote),
        sampleRate: sampleRate, plan: plan, question: question,
        toolVersion: WalkthroughCommand.version)
      session.questionID = questionID
      session.mode = mode
      session.loop = loop.map {
        LoopPlace(id: $0.id ?? staged.id, round: $0.round, rounds: $0.rounds)
      }
      var journal = try Journal(creatingIn: staged.lock, session: session)
      let lock = try staged.publish()
      journal.move(to: lock)
      return (lock, journal)
    } catch {
      staged.discard()
      throw error
    }
  }

  /// Date and time as they begin a session's id: `2026-11-20T1903`.
  private static func stamp(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents(
      in: .current, from: date)
    func digits(_ value: Int?, _ width: Int) -> String {
      let text = String(value ?? 0)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))"
      + "T\(digits(parts.hour, 2))\(digits(parts.minute, 2))"
  }

  /// Prints the report and where everything is, and says what went wrong.
  /// - Throws: the exit code when the session did not end as the speaker wished.
  static func report(_ result: Result, format: FormatOption.Format) throws {
    if let analysis = result.analysis {
      try ReportOutput.write(.init(result.session, analysis), format: format)
      say("Saved in \(Console.current.shortPath(result.folder.path))")
    } else {
      say(result.isDiscarded ? "discarded; nothing was kept" : "nothing was recorded")
    }
    if let failure = result.failure {
      let error = (failure as? ALSAError).map(DeviceTrouble.init) ?? failure
      say("walkthrough: the session ended early; everything up to there is kept. Why: \(error)")
      throw Exit.code(error)
    }
    if result.session.end == .limit {
      say("the session reached the longest that a WAV file holds; start another one")
    }
    if result.session.end == .signal { throw Exit.stoppedEarly }
  }
}
