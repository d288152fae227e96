import AudioCore
import Foundation
import InterviewGuide
import LinuxSystem
import Practice
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis

/// A guided listen-back: screens out, keys or lines in, sound, and `review.json`.
final class ReviewRunner {
  private let folder: SessionFolder
  private let session: Session
  private let sounding: [FrameRange]
  private let player: StretchPlayer?
  private var flow: ReviewFlow

  private let signals: SignalQueue
  private let input = Console.current.input
  private let screen = Console.current.errors
  private let usesKeys: Bool
  private var settings: Terminal.Settings?
  private var decoder = KeyDecoder()
  private var painter: ScreenPainter?
  private var pendingKeys: [Key] = []
  private var pendingBytes: [UInt8] = []
  private var isInputOpen = true
  private var isStopped = false
  private var drawnPlace: ReviewFlow.Place?
  private var drawnRemark = ""
  private var drawnSize: (columns: Int, rows: Int) = (0, 0)
  private var needsDrawing = true
  private var nextProgress: Int64 = 0

  /// More than anybody types ahead; what comes after is let go.
  private static let mostPending = 1 << 16
  /// The time between two looks of the line that moves while a stretch is played.
  private static let progressNanoseconds: Int64 = 250_000_000

  /// Prepares a listen-back.
  /// - Parameters:
  ///   - folder: where the session is.
  ///   - session: what its `session.json` says.
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
    let form = try Self.form(session)
    flow = ReviewFlow(
      stretches: ListeningStretch.list(
        timeline: session.timeline, plan: session.plan,
        pauses: analysis?.longestPauses(ListeningStretch.pauseCount).map(\.range) ?? [],
        sampleRate: session.sampleRate),
      moments: Self.moments(folder, session, analysis, form), form: form, review: review,
      hasSound: player != nil, manner: usesKeys ? .keys : .lines,
      now: { SessionDate(Console.current.now(), in: LocalTime.offsetSeconds).iso })
  }

  /// What is asked about a session.
  static func form(_ session: Session) throws -> ReviewForm {
    let known = try Guide.allQuestions()
    let question =
      known.first { $0.id == session.questionID }
      ?? known.first { $0.isMeant(by: session.question) }
    let level = ReviewForm.level(
      question: question, planID: session.plan?.id, programmes: try Guide.programmes())
    return ReviewForm(
      question: question, rubric: try Guide.rubrics().first { $0.level == level },
      listenBack: try Guide.listenBackQuestions())
  }

  /// Where points and signals were perhaps spoken of; questions can be answered without.
  private static func moments(
    _ folder: SessionFolder, _ session: Session, _ analysis: SessionAnalysis?, _ form: ReviewForm
  ) -> SpokenMoments {
    guard let analysis else { return .none }
    do {
      guard let words = try SpokenWords(folder, session, analysis) else { return .none }
      let signals = form.steps.compactMap { step in
        if case .signal(let signal, _) = step { signal } else { nil }
      }
      return SpokenMoments(
        WordsReport(words, analysis: analysis), signals: signals, frames: session.timeline.frames)
    } catch {
      say("warning: \(error); questions come without the moments of their words")
      return .none
    }
  }

  /// Runs until all is answered, `q`, the end of the input, or a signal.
  /// - Throws: the exit code of a signal, or what keeps answers from being written.
  func run() throws {
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
        guard flow.place != .end, !isStopped else { break }
        draw()
        try advanceSound()
        try wait()
      }
    }
    let text = ReviewSummary.text(
      flow.review, name: folder.id, form: flow.form, style: .output)
    try Output.write(text)
    if !flow.review.answers.isEmpty { say("\(folder.reviewPath)") }
    if isStopped { throw Exit.stoppedEarly }
  }

  // MARK: Sound

  private func carryOut(_ effects: [ReviewFlow.Effect]) throws {
    for effect in effects {
      switch effect {
      case .save: try folder.locked().write(flow.review)
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
  }

  private func loseSound(_ error: any Error) throws {
    player?.stop()
    let text = "no sound can be played any more (\(error)); answers only"
    if painter != nil { painter?.add(note: text) } else { say(text) }
    try carryOut(flow.loseSound())
  }

  // MARK: Input

  /// Keys come one by one; a line that is asked for is edited by the terminal.
  private func syncTerminal() {
    guard usesKeys else { return }
    if flow.words != nil {
      guard let settings else { return }
      // What the line is about stays above it.
      painter?.end()
      painter = nil
      input.restore(settings)
      self.settings = nil
      // What was typed ahead belongs to the line.
      for key in pendingKeys {
        switch key {
        case .character(let character): pendingBytes += Array(String(character).utf8)
        case .enter: pendingBytes.append(UInt8(ascii: "\n"))
        case .tab, .escape, .backspace, .control: break
        }
      }
      pendingKeys = []
      drawnPlace = nil
      needsDrawing = true
    } else if settings == nil {
      settings = input.readKeys()
      if screen.isTerminal, Console.current.environment["TERM"] != "dumb" {
        painter = ScreenPainter(screen)
        painter?.wipe()
      }
      needsDrawing = true
    }
  }

  /// A program's lines wait until a stretch was played; a person's do not.
  private var takesInput: Bool { input.isTerminal || !flow.isPlaying }

  private func takeInput() throws {
    while flow.place != .end, !isStopped, takesInput {
      if usesKeys, flow.words == nil {
        guard !pendingKeys.isEmpty else { break }
        try press(pendingKeys.removeFirst())
      } else {
        guard let end = pendingBytes.firstIndex(of: UInt8(ascii: "\n")) else { break }
        let line = String(decoding: pendingBytes[..<end], as: UTF8.self)
        pendingBytes.removeFirst(end + 1)
        try carryOut(flow.line(line, heard: heard))
      }
      syncTerminal()
    }
    if pendingBytes.count > Self.mostPending { pendingBytes.removeAll() }
    // The end of the input leaves; on a terminal it stands for an empty line.
    guard !isInputOpen, takesInput, flow.place != .end else { return }
    if usesKeys, flow.words != nil {
      isInputOpen = true
      try carryOut(flow.line(""))
    } else {
      try carryOut(flow.press("q"))
    }
  }

  private func press(_ key: Key) throws {
    switch key {
    case .control("c"), .control("\\"): isStopped = true
    case .control("z"): try suspend()
    case .control("l"):
      painter?.wipe()
      needsDrawing = true
    case .control("d"): try carryOut(flow.press("q"))
    case .enter: try carryOut(flow.press("\n", heard: heard))
    case .character(let character): try carryOut(flow.press(character, heard: heard))
    case .tab, .escape, .backspace, .control: break
    }
  }

  private var heard: Int? { flow.isPlaying ? player?.heardFrame : nil }

  /// Waits for keys, a signal, or the sound's next need.
  private func wait() throws {
    let listens = isInputOpen && takesInput
    // The end of a sound leaves something to draw, and lets waiting lines through.
    let isBusy =
      flow.isPlaying || needsDrawing || !pendingKeys.isEmpty
      || pendingBytes.contains(UInt8(ascii: "\n"))
    let ready = Descriptors.waitReadable(
      [signals.descriptor] + (listens ? [input.descriptor] : []),
      timeoutMilliseconds: isBusy ? 20 : 1000)
    while ready[0], let signal = signals.next() {
      switch signal {
      case .interrupt, .quit, .terminate, .hangup: isStopped = true
      case .suspend: try suspend()
      case .resume, .resized: needsDrawing = true
      }
    }
    guard listens, ready[1], let bytes = Descriptors.readAvailable(input.descriptor) else { return }
    isInputOpen = !bytes.isEmpty
    if usesKeys, settings != nil {
      let reading = decoder.take(bytes, atNanoseconds: MonotonicClock.nowNanoseconds)
      pendingKeys += reading.keys
      // Keys are gone through much faster than they are pressed.
      if pendingKeys.count > Self.mostPending { pendingKeys.removeAll() }
    } else {
      // A last line may lack its end.
      pendingBytes +=
        bytes.isEmpty && !pendingBytes.isEmpty ? [UInt8(ascii: "\n")] : bytes
    }
  }

  private func suspend() throws {
    leave()
    SignalQueue.stopProcess()
    if case .stretch(let index) = flow.place, flow.isPlaying {
      try carryOut([.play(flow.stretches[index], from: nil)])
    }
    needsDrawing = true
  }

  // MARK: Screen

  private func draw() {
    if painter != nil {
      let size = screen.size ?? (80, 24)
      if size != drawnSize {
        drawnSize = size
        painter?.wipe()
        needsDrawing = true
      }
      let now = MonotonicClock.nowNanoseconds
      guard needsDrawing || now >= nextProgress else { return }
      nextProgress = now + Self.progressNanoseconds
      let style = TextStyle.of(screen)
      // A window that is too small keeps the end: it has the keys.
      painter?.paint(Array((lines(style) + [progress(style)]).suffix(max(1, size.rows))))
    } else {
      guard needsDrawing, !screen.isTerminal || Descriptors.isWritable(screen.descriptor) else {
        return
      }
      let style = TextStyle.of(screen)
      // Each screen is shown once, what is said to a key after it.
      let text =
        flow.place != drawnPlace
        ? lines(style).map { $0 + "\n" }.joined()
        : ReviewPage.remark(flow.remark, style: style)
      show((flow.place == drawnPlace ? "" : "\n") + text)
      if flow.words != nil, screen.isTerminal {
        show("> " + String(decoding: pendingBytes, as: UTF8.self))
      }
    }
    needsDrawing = false
    drawnPlace = flow.place
    drawnRemark = flow.remark
  }

  private func lines(_ style: TextStyle) -> [String] {
    let remark = ReviewPage.remark(flow.remark, style: style)
    return (flow.screen(plan: session.plan, style: style) + remark)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The line below the screen: how far the sound is.
  private func progress(_ style: TextStyle) -> String {
    guard flow.isPlaying, let frame = player?.heardFrame, let end = flow.playedEnd else {
      return ""
    }
    return ReviewPage.playing(
      frame: frame, until: end, sampleRate: session.sampleRate, style: style)
  }

  private func show(_ text: String) { Descriptors.writeBestEffort(text, to: screen.descriptor) }

  private func leave() {
    player?.stop()
    painter?.end()
    painter = nil
    if let settings { input.restore(settings) }
    settings = nil
  }
}
