import ALSACapture
import InterviewGuide
import LinuxSystem
import Practice
import Recording
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// One session at a terminal, from what was meant last time to the report: what `record` and
/// `demo` share.
struct SessionRunner {
  var recording: SessionRecording
  /// How the live screen is shown.
  var live = LiveOptions()

  /// Records a session.
  /// - Throws: when it cannot start; nothing is left behind then. What goes wrong
  ///   later is in the result, together with everything that was kept.
  func run() throws -> SessionRecording.Result {
    sayLastResolution()
    let signals = try SignalQueue()
    do {
      return try recording.record { recorder, folder in
        if !recorder.format.conversionNote.isEmpty { say(recorder.format.conversionNote) }
        sayWhetherOpen(folder)
        var control = SessionControl(
          recorder: recorder, plan: recording.plan, question: recording.question, signals: signals,
          folder: folder.path, options: live)
        control.run()
        return .init(isDiscarded: control.isDiscarded, isStopped: control.isStopped)
      }
    } catch let error as ALSAError {
      throw DeviceTrouble(error)
    }
  }

  /// Makes the session's page, for who wishes it each time; nothing of the session hangs on it.
  private static func makePage(_ result: SessionRecording.Result) {
    let (folder, session) = (result.folder, result.session)
    do {
      let numbers = try SessionStore.numbers(folder, session, withOutline: true)
      let archive = Archive(root: PrivateFile.parent(of: folder.path))
      if let path = try SessionPageFile(folder, archive: archive).write(numbers, of: session) {
        say("Its page: \(Console.current.shortPath(path))")
      }
    } catch {
      say("warning: the session's page could not be made: \(error)")
    }
  }

  /// Says what happened to the files, and where they are.
  static func sayWhere(_ result: SessionRecording.Result) {
    let path = Console.current.shortPath(result.folder.path)
    let text = KeepingText(sampleRate: result.session.sampleRate)
    for line in text.lines(result.keeping) { say(line) }
    say(result.keeping.isWhole ? "Saved in \(path)" : "NOT saved whole in \(path)")
  }

  /// Prints the report and where everything is, and says what went wrong.
  /// - Throws: the exit code when the session did not end as the speaker wished.
  static func report(_ result: SessionRecording.Result, format: FormatOption.Format) throws {
    if let analysis = result.analysis {
      try ReportOutput.write(.init(result.session, analysis), format: format)
      sayWhere(result)
      if format == .text, Console.current.settings.makesPages { makePage(result) }
    } else {
      say(result.isDiscarded ? "discarded; nothing was kept" : "nothing was recorded")
    }
    if let failure = result.failure {
      let error = (failure as? ALSAError).map(DeviceTrouble.init) ?? failure
      say(
        "walkthrough: "
          + (result.keeping.isWhole
            ? "the session ended early; everything up to there is kept. Why: \(error)" : "\(error)")
      )
      throw Exit.code(error)
    }
    if !result.keeping.isWhole { throw Exit.archive }
    if result.session.end == .limit {
      say("the session reached the longest that a WAV file holds; start another one")
    }
    if result.session.end == .signal { throw Exit.stoppedEarly }
  }
}

/// Says that others may read a session, where its disk has no permissions that forbid it.
func sayWhetherOpen(_ folder: SessionFolder) {
  guard PrivateFile.isOpenToOthers(folder.path) else { return }
  say(
    "others who use this machine may read the session: the disk of "
      + "\(PrivateFile.parent(of: folder.path)) keeps no permissions")
}
