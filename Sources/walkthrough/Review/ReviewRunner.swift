import AudioCore
import Foundation
import LinuxSystem
import PracticePlan
import Reports
import SessionArchive
import SpeechAnalysis

/// A guided listen-back: screens out, keys or lines in, sound, and `review.json`.
final class ReviewRunner {
  private let folder: SessionFolder
  private let session: Session
  private let sounding: [FrameRange]
  private let player: StretchPlayer?
  private var flow: ReviewFlow

  private let signals: SignalQueue
  private let input = Terminal(descriptor: 0)
  private let screen = Terminal(descriptor: 2)
  private let usesKeys: Bool
  private var settings: Terminal.Settings?
  private var keys = KeyBytes()
  private var pending: [UInt8] = []
  private var isInputOpen = true
  private var drawnPlace: ReviewFlow.Place?
  private var drawnRemark = ""
  private var needsDrawing = true
  private var nextProgress: Int64 = 0

  /// More than anybody types ahead; what comes after is let go.
  private static let mostPending = 1 << 16

  /// Prepares a listen-back.
  /// - Parameters:
  ///   - analysis: where pauses and speech are; nil when the sound was forgotten.
  ///   - device: what plays the sound; nil for answers only.
  ///   - isPlain: lines instead of keys, and no moving screen.
  init(
    folder: SessionFolder, session: Session, analysis: SessionAnalysis?, device: String?,
    isPlain: Bool
  ) throws {
    self.folder = folder
    self.session = session
    sounding = analysis?.sounding ?? []
    signals = try SignalQueue()
    let review = try folder.readReview() ?? Review(sampleRate: session.sampleRate)
    usesKeys = input.isTerminal && !isPlain
    var player: StretchPlayer?
    if let device {
      do { player = try StretchPlayer(path: folder.audioPath, device: device) } catch {
        say("no sound can be played (\(error)); answers only")
      }
    }
    self.player = player
    flow = ReviewFlow(
      stretches: ListeningStretch.list(
        timeline: session.timeline, plan: session.plan,
        pauses: analysis?.longestPauses(ListeningStretch.pauseCount).map(\.range) ?? [],
        sampleRate: session.sampleRate), form: try Self.form(session), review: review,
      hasSound: player != nil, manner: usesKeys ? .keys : .lines,
      now: { Date().ISO8601Format(.init(timeZoneSeparator: .colon, timeZone: .current)) })
  }

  /// What is asked about a session.
  static func form(_ session: Session) throws -> ReviewForm {
    let known = try OwnContent.current.allQuestions()
    let question =
      known.first { $0.id == session.questionID }
      ?? known.first { $0.isMeant(by: session.question) }
    let level = ReviewForm.level(
      question: question, planID: session.plan?.id, programmes: try Guide.programmes())
    return ReviewForm(
      question: question, rubric: try Guide.rubrics().first { $0.level == level },
      listenBack: try Guide.listenBackQuestions())
  }

  /// Runs until all is answered, `q`, the end of the input, or a signal.
  /// - Throws: the exit code of a signal, or what keeps answers from being written.
  func run() throws {
    var isStopped = false
    do {
      defer { leave() }
      if !flow.hasSound, !flow.stretches.isEmpty {
        show(
          ReviewPage.overview(
            flow.stretches, plan: session.plan, sampleRate: session.sampleRate,
            style: .of(screen)))
      }
      try carryOut(flow.begin())
      while flow.place != .end, !isStopped {
        syncTerminal()
        try takeInput()
        draw()
        guard flow.place != .end else { break }
        try advanceSound()
        isStopped = try wait()
      }
    }
    let text = ReviewSummary.text(
      flow.review, name: folder.id, form: flow.form, style: .of(Terminal(descriptor: 1)))
    try Descriptors.writeAll(Array(text.utf8), to: 1)
    if !flow.review.answers.isEmpty { say(folder.reviewPath) }
    if isStopped { throw Exit.stoppedEarly }
  }

  // MARK: Sound

  private func carryOut(_ effects: [ReviewFlow.Effect]) throws {
    for effect in effects {
      switch effect {
      case .save: try folder.write(flow.review)
      case .silence: player?.stop()
      case .play(let stretch, let from):
        do {
          try player?.play(
            stretch, from: from, speed: flow.speed, sounding: flow.skipsPauses ? sounding : nil)
        } catch { try loseSound(error) }
      }
    }
    if !effects.isEmpty || flow.remark != drawnRemark || flow.place != drawnPlace {
      needsDrawing = true
    }
  }

  private func advanceSound() throws {
    guard flow.isPlaying, let player else { return }
    do {
      if try !player.advance() { try carryOut(flow.ended()) }
    } catch let error as ArchiveError { throw error } catch { try loseSound(error) }
    showProgress()
  }

  private func loseSound(_ error: any Error) throws {
    player?.stop()
    say("no sound can be played any more (\(error)); answers only")
    try carryOut(flow.loseSound())
  }

  // MARK: Input

  /// Keys come one by one; a line that is asked for is edited by the terminal.
  private func syncTerminal() {
    guard usesKeys else { return }
    if flow.words != nil, let settings {
      input.restore(settings)
      self.settings = nil
    } else if flow.words == nil, settings == nil {
      settings = input.readKeys()
    }
  }

  /// A program's lines wait until a stretch was played; a person's do not.
  private var takesInput: Bool { input.isTerminal || !flow.isPlaying }

  private func takeInput() throws {
    while flow.place != .end, takesInput, !pending.isEmpty {
      if usesKeys, flow.words == nil {
        if let key = keys.key(pending.removeFirst()) {
          try carryOut(flow.press(key, heard: heard))
        }
      } else {
        guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { break }
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeFirst(end + 1)
        try carryOut(flow.line(line, heard: heard))
      }
      syncTerminal()
    }
    if pending.count > Self.mostPending { pending.removeAll() }
    // The end of the input leaves; on a terminal it stands for an empty line.
    guard !isInputOpen, takesInput, flow.place != .end else { return }
    if usesKeys, flow.words != nil {
      isInputOpen = true
      try carryOut(flow.line(""))
    } else {
      try carryOut(flow.press("q"))
    }
  }

  private var heard: Int? { flow.isPlaying ? player?.heardFrame : nil }

  /// Waits for keys, a signal, or the sound's next need.
  /// - Returns: whether a signal asks to end.
  private func wait() throws -> Bool {
    let listens = isInputOpen && takesInput
    let ready = Descriptors.waitReadable(
      [signals.descriptor] + (listens ? [input.descriptor] : []),
      timeoutMilliseconds: flow.isPlaying ? 20 : 1000)
    var isStopped = false
    while ready[0], let signal = signals.next() {
      switch signal {
      case .interrupt, .quit, .terminate, .hangup: isStopped = true
      case .suspend:
        player?.stop()
        leave()
        SignalQueue.stopProcess()
        if case .stretch(let index) = flow.place, flow.isPlaying {
          try carryOut([.play(flow.stretches[index], from: nil)])
        }
        needsDrawing = true
      case .resume, .resized: needsDrawing = true
      }
    }
    if listens, ready[1], let bytes = Descriptors.readAvailable(input.descriptor) {
      isInputOpen = !bytes.isEmpty
      // A last line may lack its end.
      pending += bytes.isEmpty && !pending.isEmpty ? [UInt8(ascii: "\n")] : bytes
    }
    return isStopped
  }

  // MARK: Screen

  /// Whether each screen takes the place of the one before.
  private var clearsScreen: Bool { usesKeys && screen.isTerminal }

  private func draw() {
    guard needsDrawing, !screen.isTerminal || Descriptors.isWritable(screen.descriptor) else {
      return
    }
    needsDrawing = false
    let style = TextStyle.of(screen)
    let isNew = flow.place != drawnPlace
    let remark = flow.remark.isEmpty ? "" : style.plain(flow.remark) + "\n"
    if clearsScreen {
      show("\u{1B}[H\u{1B}[2J" + flow.screen(plan: session.plan, style: style) + remark)
    } else {
      show((isNew ? "\n" + flow.screen(plan: session.plan, style: style) : "") + remark)
    }
    drawnPlace = flow.place
    drawnRemark = flow.remark
    if flow.words != nil, screen.isTerminal { show("> ") }
  }

  private func showProgress() {
    let now = MonotonicClock.nowNanoseconds
    guard clearsScreen, flow.isPlaying, now >= nextProgress, let frame = player?.heardFrame,
      case .stretch(let index) = flow.place, Descriptors.isWritable(screen.descriptor)
    else { return }
    nextProgress = now + 250_000_000
    let text = ReviewPage.playing(
      frame: frame, until: flow.stretches[index].range.end, sampleRate: session.sampleRate,
      style: .of(screen))
    show("\r\(text)\u{1B}[K")
  }

  private func show(_ text: String) { Descriptors.writeBestEffort(text, to: screen.descriptor) }

  private func leave() {
    player?.stop()
    if clearsScreen, Descriptors.isWritable(screen.descriptor) { show("\r\u{1B}[K") }
    if let settings { input.restore(settings) }
    settings = nil
  }
}
