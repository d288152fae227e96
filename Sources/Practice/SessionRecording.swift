import ALSACapture
import AudioCore
public import Foundation
import LinuxSystem
public import Recording
public import SessionArchive
public import SessionModel
import SoundFileIO
public import SpeechAnalysis

/// One session from opening the device to its numbers.
public struct SessionRecording {
  private let device: String
  /// The plan that it follows.
  public let plan: Plan
  /// What is practised; empty without a question.
  public let question: String
  /// Where it is kept.
  public let archive: Archive
  private let toolVersion: String
  /// The guide's question; nil for the user's own words.
  public var questionID: String?
  /// The way to practise, if any.
  public var mode: String?
  /// The round of a loop that it is, from 1; the first round names the loop.
  public var loop: (id: String?, round: Int, rounds: Int)?
  /// Where it ends by itself; nil for never.
  public var durationFrames: Int?
  /// Where phases begin by themselves, besides the first.
  public var phaseStartFrames: [Int] = []
  /// The rules of its numbers.
  public var parameters = AnalysisParameters()
  /// How long a lost device is tried again, in seconds.
  public var reopenSeconds = 60.0
  /// The moment that it is dated with.
  public var now: @Sendable () -> Date = { Date() }

  /// Describes a session.
  /// - Parameters:
  ///   - device: the name of a capture device of ALSA.
  ///   - plan: what it follows.
  ///   - question: what is practised; empty without one.
  ///   - archive: where it is kept.
  ///   - toolVersion: the version that `session.json` names.
  public init(
    device: String, plan: Plan, question: String, archive: Archive, toolVersion: String
  ) {
    self.device = device
    self.plan = plan
    self.question = question
    self.archive = archive
    self.toolVersion = toolVersion
  }

  /// What was recorded, and its analysis.
  public struct Result {
    /// Where it is.
    public let folder: SessionFolder
    /// What is known of it.
    public let session: Session
    /// Its numbers; nil when nothing was kept.
    public let analysis: SessionAnalysis?
    /// What ended it against the speaker's wish.
    public let failure: (any Error)?
    /// Whether the speaker discarded it: nothing is left of it then.
    public let isDiscarded: Bool
    /// Whether a signal asked to end, be it just after the recording had ended by itself.
    public let isStopped: Bool
    /// What became of the session's files while it was recorded, and at the end.
    public let keeping: Keeping
  }

  /// How whoever leads a session ended it.
  public struct Ending: Hashable, Sendable {
    /// Whether nothing of it is wanted.
    public let isDiscarded: Bool
    /// Whether a signal asked to end.
    public let isStopped: Bool

    /// Says how.
    public init(isDiscarded: Bool = false, isStopped: Bool = false) {
      self.isDiscarded = isDiscarded
      self.isStopped = isStopped
    }
  }

  /// Records a session.
  /// - Parameter lead: moves the recorder through the phases until it has ended, on the thread
  ///   of the caller.
  /// - Throws: when it cannot start; nothing is left behind then. What goes wrong
  ///   later is in the result, together with everything that was kept.
  public func record(lead: (Recorder, SessionFolder) -> Ending) throws -> Result {
    let sampleRate = SampleRate.recording
    let device = device
    let recorder = try Recorder(
      sampleRate: sampleRate, reopenNanoseconds: Int64(reopenSeconds * 1e9)
    ) {
      try CapturePCM(device: device, sampleRate: sampleRate)
    }
    let box = AnalyzerBox()
    // Held until everything is written.
    let lock = try begin(recorder, box: box)
    let begun = lock.folder
    let ending = lead(recorder, begun)
    let outcome = recorder.wait()
    var analysis: SessionAnalysis?
    let session = outcome.session
    var failure = outcome.failure
    let isKept = session.timeline.frames > 0 && !ending.isDiscarded
    if !isKept {
      // Not one frame came, or none is wanted.
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
      folder: lock.folder, session: session, analysis: analysis, failure: failure,
      isDiscarded: ending.isDiscarded, isStopped: ending.isStopped || session.end == .signal,
      keeping: isKept ? Keeping(outcome, in: lock.folder, begunIn: begun) : Keeping())
  }

  private func begin(_ recorder: Recorder, box: AnalyzerBox) throws -> SessionLock {
    let (lock, journal): (SessionLock, Journal)
    do { (lock, journal) = try prepare(recorder.format) } catch {
      recorder.cancel()
      throw error
    }
    let sampleRate = recorder.format.sampleRate
    do {
      try recorder.begin(
        configuration: RecorderConfiguration(
          durationFrames: durationFrames, limitFrames: WAVWriter.limitFrames,
          phaseStartFrames: phaseStartFrames), journal: journal
      ) {
        try AnalyzingSink(creatingIn: lock, sampleRate: sampleRate, result: box)
      }
    } catch {
      lock.discard()
      throw error
    }
    return lock
  }

  /// Makes the session's folder with its journal, in one step.
  private func prepare(_ format: Recorder.Format) throws -> (SessionLock, Journal) {
    let start = SessionDate(now(), in: LocalTime.offsetSeconds)
    let sampleRate = format.sampleRate
    let staged = try archive.stageSession(
      stamp: start.stamp, topic: question.isEmpty ? plan.id : question)
    do {
      let room = try DiskRoom(folder: staged.folder.path, sampleRate: sampleRate)
      let needed = durationFrames.map { sampleRate.seconds(frames: $0) } ?? plan.totalSeconds
      guard room.seconds >= needed else {
        throw DiskRoom.TooLittle(room: room, folder: archive.root, neededSeconds: needed)
      }
      var session = Session(
        id: staged.id,
        start: start.iso,
        device: .init(name: device, conversionNote: format.conversionNote),
        sampleRate: sampleRate, plan: plan, question: question,
        toolVersion: toolVersion)
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
}
