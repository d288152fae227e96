import ArgumentParser
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel
import Words

/// Transcribes sessions one after the other, with a line for each.
struct TranscribeRunner {
  let recognizer: FoundRecognizer
  let archive: Archive
  var language = "en"
  var isForced = false

  /// Transcribes; one session that cannot be transcribed keeps no other.
  /// - Throws: the exit code of the first that could not be.
  func run(_ folders: [SessionFolder]) throws {
    let screen = try TranscribingScreen()
    let work = Transcribing(recognizer, language: language, isForced: isForced)
    var code: ExitCode?
    for folder in folders {
      screen.begin(folders.count > 1 ? folder.id : "transcribing")
      defer { screen.clear() }
      do {
        let outcome = try work.transcribe(folder, in: archive, observer: screen)
        screen.clear()
        try Self.report(outcome, of: folder)
      } catch is Transcribing.Stopped {
        screen.clear()
        say("\(folder.id): stopped; nothing was changed")
        throw Exit.stoppedEarly
      } catch {
        screen.clear()
        say("walkthrough: \(Self.words(error, of: folder))")
        code = code ?? Exit.code(error)
      }
    }
    if let code { throw code }
  }

  /// Says what a transcript holds.
  static func report(_ outcome: Transcribing.Outcome, of folder: SessionFolder) throws {
    let transcript = outcome.transcript
    let (placed, all) = (transcript.words.count, transcript.recognized.count)
    var line = "\(folder.id): \(placed) words"
    if placed < all { line += " of \(all) that were heard lie in speech" }
    if let share = transcript.placedShare, placed < all { line += ", \(Format.percent(share))" }
    line += " (\(transcript.recognizer.text)"
    if let name = transcript.recognizer.importedFrom { line += ", \(name)" }
    try Output.write(lines: [line + ")"])
    if let warning = outcome.warning { say("warning: \(warning)") }
  }

  /// An error with the session that it is about.
  static func words(_ error: any Error, of folder: SessionFolder) -> String {
    guard let misfit = error as? TranscriptFit.Misfit else { return Exit.words(error) }
    return "\(folder.id): the transcript is not taken: \(misfit)"
      + (misfit.canBeForced ? "; --force takes it all the same" : "")
  }

  /// Transcribes sessions that were just recorded, for who wishes it each time; nothing of them
  /// hangs on it.
  static func afterRecording(
    _ folders: [SessionFolder], in archive: Archive, with recognizer: FoundRecognizer? = nil
  ) {
    do {
      let recognizer = try recognizer ?? Console.current.recognizer()
      try Exit.reporting {
        try TranscribeRunner(recognizer: recognizer, archive: archive).run(folders)
      }
    } catch is ExitCode {
      say("the session is kept without a transcript; later: walkthrough transcribe last")
    } catch {
      say("warning: no transcript was made: \(Exit.words(error))")
    }
  }
}

/// How far a recogniser is, on stderr; signals stop it.
///
/// Not Sendable: use it on one thread.
final class TranscribingScreen: TranscribingObserver {
  private let signals: SignalQueue
  private var bar = ProgressBar(what: "")
  private var began = MonotonicClock.nowNanoseconds
  private var hasStopped = false

  init() throws { signals = try SignalQueue() }

  func begin(_ what: String) {
    bar = ProgressBar(what: what)
    began = MonotonicClock.nowNanoseconds
  }

  func clear() { bar.clear() }

  func heard(_ seconds: Double, of all: Double) {
    let passed = Double(MonotonicClock.nowNanoseconds - began) / 1e9
    let left =
      seconds > 0 ? ", \(Format.clock(passed * max(0, all - seconds) / seconds)) left" : ""
    bar.show(
      all > 0 ? seconds / all : 0,
      numbers: "\(Format.clock(seconds))/\(Format.clock(all))\(left)")
  }

  func waits(for ids: [String]) {
    bar.clear()
    say("waiting until nothing is recorded (\(ids.joined(separator: ", "))); Ctrl-C ends it")
  }

  func isStopped() -> Bool {
    while let signal = signals.next() {
      switch signal {
      case .suspend: SignalQueue.stopProcess()
      case .resume, .resized: break
      default: hasStopped = true
      }
    }
    return hasStopped
  }
}
