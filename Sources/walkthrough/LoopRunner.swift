import ALSACapture
import Foundation
import InterviewGuide
import LinuxSystem
import Practice
import PracticeHistory
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// Several sessions back to back, with rests between, and one view at the end.
struct LoopRunner {
  private let command: RecordCommand
  private let rounds: [Exercise]
  private let restSeconds: Double
  private let archive: Archive
  private let recognizer: FoundRecognizer?

  init(command: RecordCommand, exercise: Exercise, recognizer: FoundRecognizer?) throws {
    self.command = command
    self.recognizer = recognizer
    restSeconds = command.rest?.seconds ?? exercise.restSeconds
    archive = try command.archive.opened()
    let material = try Tonight.Material.all()
    rounds = try exercise.rounds(
      QuestionRotation(
        history: try archive.practised(modes: material.modes), today: Console.current.today),
      material)
  }

  func run() throws {
    var results: [SessionRecording.Result] = []
    var isStopped = false
    var failure: (any Error)?
    for (index, round) in rounds.enumerated() {
      guard let plan = round.plan else { continue }
      if index > 0, restSeconds > 0, !rest(before: index + 1) {
        isStopped = true
        break
      }
      say("round \(index + 1) of \(rounds.count): \(round.mode.name)")
      round.sayQuestion()
      var runner = try command.runner(round, plan: plan, archive: archive)
      runner.recording.loop = (results.first?.session.id, index + 1, rounds.count)
      do {
        let result = try runner.run()
        if result.isDiscarded {
          say("the round was discarded; the loop goes on without it")
        } else {
          results.append(result)
          SessionRunner.sayWhere(result)
        }
        failure = result.failure.map { ($0 as? ALSAError).map(DeviceTrouble.init) ?? $0 }
        isStopped = result.isStopped
      } catch {
        failure = error
      }
      if failure != nil || isStopped { break }
    }
    // Without a first round there is nothing to look at.
    if let failure, results.isEmpty { throw failure }
    try Self.write(
      results.compactMap { result in
        result.analysis.map { (result.session, $0) }
      }, wanted: rounds.count)
    let isWhole = results.allSatisfy(\.keeping.isWhole)
    if command.transcribes, failure == nil, isWhole, !isStopped {
      TranscribeRunner.afterRecording(results.map(\.folder), in: archive, with: recognizer)
    }
    if let failure {
      let isKept = isWhole ? "; everything up to there is kept" : ""
      say("walkthrough: the loop ended early\(isKept). Why: \(failure)")
      throw Exit.code(failure)
    }
    if !isWhole { throw Exit.archive }
    if isStopped { throw Exit.stoppedEarly }
  }

  /// Prints the view of a loop's sessions.
  static func write(_ sessions: [(Session, SessionAnalysis)], wanted: Int) throws {
    let modes = try Guide.modes()
    let rounds = sessions.map { session, analysis in
      StaminaReport.Round(
        name: session.question.isEmpty ? session.plan?.name ?? session.id : session.question,
        analysis: analysis,
        standing: session.standing(talkSeconds: analysis.rate.talkSeconds, modes: modes))
    }
    let style = TextStyle.output
    let text = StaminaReport.text(rounds, wanted: wanted, style: style)
    try Output.write(text)
  }

  /// Waits for the rest to pass, a line on stdin, or a signal.
  /// - Returns: false when a signal asked to end.
  private func rest(before round: Int) -> Bool {
    guard let signals = try? SignalQueue() else { return true }
    say(
      "rest: \(Format.clock(restSeconds)), then round \(round) begins by itself; "
        + "Enter begins it at once, Ctrl-C ends the loop")
    let console = Console.current
    let counts =
      console.errors.isTerminal && !command.plain && console.environment["TERM"] != "dumb"
    defer { if counts { console.writeToErrors("\r\u{1B}[K") } }
    let end = MonotonicClock.nowNanoseconds + Int64(restSeconds * 1e9)
    var isInputOpen = true
    while true {
      let left = (end - MonotonicClock.nowNanoseconds) / 1_000_000
      guard left > 0 else { return true }
      if counts, Descriptors.isWritable(console.errors.descriptor) {
        let clock = Format.clock((Double(left) / 1000).rounded(.up))
        console.writeToErrors("\rround \(round) in \(clock)\u{1B}[K")
      }
      let ready = Descriptors.waitReadable(
        // In the background nobody presses Enter.
        [signals.descriptor]
          + (isInputOpen && console.input.isForeground ? [console.input.descriptor] : []),
        timeoutMilliseconds: Int((left - 1) % 1000) + 1)
      if ready[0] {
        while let signal = signals.next() {
          switch signal {
          case .interrupt, .quit, .terminate, .hangup: return false
          case .suspend: SignalQueue.stopProcess()
          case .resume, .resized: break
          }
        }
      }
      if ready.count > 1, ready[1], let bytes = Descriptors.readAvailable(console.input.descriptor)
      {
        if bytes.isEmpty { isInputOpen = false }
        if bytes.contains(UInt8(ascii: "\n")) { return true }
      }
    }
  }
}
