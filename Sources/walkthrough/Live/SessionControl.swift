import AudioCore
import InterviewGuide
import LinuxSystem
import Practice
import Recording
import Reports
import SessionArchive
import SessionModel
import SpeechAnalysis
import SystemPackage

/// How the live screen is shown.
struct LiveOptions {
  /// Lines of their own on events only, for screen readers.
  var isPlain = false
  /// No times anywhere.
  var isBlind = false
  /// Whether a microphone that looks unusable after some seconds is mentioned.
  var looksAtDevice = true
  /// Asks probes by itself; nil when another person does, or nobody.
  var drill: ProbeDrill?
  /// Whether its probes are spoken as well.
  var isSpoken = false
}

/// The main thread while recording: keys or lines in, commands and the screen out.
///
/// Never blocks on the screen: a terminal held by Ctrl-S is left alone, and one
/// that has gone does not stop the recording from ending well.
struct SessionControl: ~Copyable {
  private let recorder: Recorder
  private let plan: Plan
  private let question: String
  private let signals: SignalQueue
  private let folder: FilePath
  private let options: LiveOptions
  /// Whether the speaker wants nothing of the session kept.
  private(set) var isDiscarded = false
  /// Whether a signal asked to end, be it just after the recording had ended by itself.
  private(set) var isStopped = false

  private let input = Console.current.input
  private let screen = Console.current.errors
  private var painter: ScreenPainter?
  // Where lines go that are no screen; nil when that is no terminal.
  private var output: ScreenOutput?
  private var isInputOpen = true
  private var isForeground = true
  private var partialLine: [UInt8] = []
  private var settings: Terminal.Settings?
  private var decoder = KeyDecoder()
  private var keys: SessionKeys
  private var content = LiveScreen.Content()
  private var style = TextStyle()
  private var size: (columns: Int, rows: Int)
  private var events: LiveEvents
  private var answerUntil: Int64 = 0
  private var drill: ProbeDrill?
  private var speaker: Speaker?
  private var shownGaps = 0
  private var shownSink = SinkState()
  private var wasLost = false
  private var hasLooked = false
  private var isCalledDead = false
  private var wasRoomScarce = false
  private var nextRoomLook: Int64 = 0

  /// The time between two looks at the recorder: five a second at most.
  private static let tickMilliseconds = 200
  /// How long what was said back to a key stays on the screen.
  private static let answerNanoseconds: Int64 = 4_000_000_000

  /// Prepares for a recording that has begun.
  /// - Parameters:
  ///   - recorder: the recording.
  ///   - plan: what it follows.
  ///   - question: what is practised; empty without one.
  ///   - signals: those that ask to stop, resize or sleep.
  ///   - folder: where the session is written: its disk is watched.
  ///   - options: how the screen is shown.
  init(
    recorder: Recorder, plan: Plan, question: String, signals: SignalQueue, folder: FilePath,
    options: LiveOptions
  ) {
    self.recorder = recorder
    self.plan = plan
    self.question = question
    self.signals = signals
    self.folder = folder
    self.options = options
    output = screen.isTerminal ? ScreenOutput(screen) : nil
    drill = options.drill
    keys = SessionKeys(plan: plan)
    // A window of this size needs no wiping: what was said before stays above the screen.
    size = Console.current.errors.size ?? (80, 24)
    events = LiveEvents(
      plan: plan, sampleRate: recorder.format.sampleRate, isBlind: options.isBlind)
  }

  /// Runs until the recording has ended by itself, by a key or by a signal.
  mutating func run() {
    // A recording never stops because it was sent to the background.
    SignalQueue.setStops(inBackground: false)
    defer { SignalQueue.setStops(inBackground: true) }
    enterScreen()
    defer {
      leaveScreen()
      output?.finish(milliseconds: 200)
    }
    if settings != nil, painter == nil { say(plainKeys) }
    if options.isSpoken { speaker = try? Speaker() }
    defer { speaker = nil }
    var nextTick = MonotonicClock.nowNanoseconds
    while true {
      let now = MonotonicClock.nowNanoseconds
      if now >= nextTick {
        followForeground()
        let status = recorder.takeStatus()
        if now >= nextRoomLook { lookAtDisk(now) }
        show(status, now)
        if status.isFinished { return }
        askProbe(status)
        nextTick = now + Int64(Self.tickMilliseconds) * 1_000_000
      }
      // The end of a spoken probe is where its latency begins: not only at the next tick.
      if speaker?.hasEnded() == true, keys.probeStage == .asking {
        obey([keys.take(.over)], at: MonotonicClock.nowNanoseconds)
      }
      let untilTick = Int(max(0, nextTick - MonotonicClock.nowNanoseconds) / 1_000_000) + 1
      let wait = speaker?.isSpeaking == true ? min(untilTick, 20) : untilTick
      let ready = Descriptors.waitReadable(
        [signals.descriptor] + (isInputOpen && isForeground ? [input.descriptor] : []),
        timeoutMilliseconds: wait)
      if ready[0] { handleSignals() }
      if ready.count > 1, ready[1] { handleInput() }
    }
  }

  // MARK: Input

  private mutating func handleInput() {
    guard input.isForeground else { return }
    let moment = MonotonicClock.nowNanoseconds
    // What is pasted arrives in pieces; a moment later they are one.
    if settings != nil { MonotonicClock.sleep(milliseconds: 3) }
    guard let bytes = Descriptors.readAvailable(input.descriptor) else { return }
    guard !bytes.isEmpty else {
      // Sent to the background in this very moment.
      guard input.isForeground else { return }
      isInputOpen = false
      // A terminal that has gone: nobody can press a key any more.
      if settings != nil { recorder.send(.finish(.signal), atNanoseconds: moment) }
      return
    }
    if settings != nil {
      let reading = decoder.take(bytes, atNanoseconds: moment)
      if reading.isPasteBeginning { obey([.tell("pasted text is ignored")], at: moment) }
      for key in reading.keys { press(key, at: moment) }
      return
    }
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        obey(keys.obey(String(decoding: partialLine, as: UTF8.self)), at: moment)
        partialLine = []
      } else if partialLine.count < 200 {
        partialLine.append(byte)
      }
    }
  }

  private mutating func press(_ key: Key, at moment: Int64) {
    let before = keys.prompt
    let seconds = recorder.format.sampleRate.seconds(frames: content.status.frames)
    obey(
      keys.press(key, seconds: seconds, markCount: content.status.markCount), at: moment)
    content.prompt = keys.prompt
    if painter == nil, keys.prompt != before {
      for line in live.promptText(content) { say(line) }
    }
  }

  private mutating func obey(_ actions: [SessionKeys.Action], at moment: Int64) {
    for action in actions {
      switch action {
      case .send(let command): recorder.send(command, atNanoseconds: moment)
      case .discard:
        isDiscarded = true
        recorder.send(.finish(.finished), atNanoseconds: moment)
      case .suspend: suspend()
      case .redraw: painter?.wipe()
      case .tell(let text):
        if painter == nil {
          say(style.shown(text))
        } else {
          content.answer = text
          answerUntil = moment + Self.answerNanoseconds
        }
      }
    }
  }

  private mutating func handleSignals() {
    while let signal = signals.next() {
      switch signal {
      case .interrupt, .quit, .terminate, .hangup:
        isStopped = true
        recorder.send(.finish(.signal))
      case .suspend: suspend()
      case .resume: goOn()
      case .resized: lookAtSize()
      }
    }
  }

  private mutating func suspend() {
    leaveScreen()
    SignalQueue.stopProcess()
    // What continues the program is read as a signal next.
  }

  // MARK: Probes

  /// Asks the drill's next probe when its moment has come.
  private mutating func askProbe(_ status: RecorderStatus) {
    guard drill != nil, !status.isHeld, !keys.isPartnerSpeaking, keys.probeStage != .asking,
      status.secondsToReopen == nil
    else { return }
    let seconds = recorder.format.sampleRate.seconds(frames: status.frames)
    guard
      let probe = drill?.due(
        phaseIndex: status.phaseIndex, seconds: seconds, isQuiet: content.meter.isQuiet)
    else { return }
    content.probe = probe.ask
    let moment = MonotonicClock.nowNanoseconds
    obey([keys.take(.asked(id: probe.id))], at: moment)
    if painter == nil { say("probe: \(style.shown(probe.ask))") }
    guard speaker?.say(probe.ask) != true else { return }
    // Shown and not spoken: reading it is part of the latency.
    obey([keys.take(.over)], at: moment)
    painter?.ring()
  }

  // MARK: Screen

  private mutating func enterScreen() {
    if input.isTerminal, input.isForeground, settings == nil { settings = input.readKeys() }
    let isDumb = Console.current.environment["TERM"] == "dumb"
    if screen.isTerminal, screen.isForeground, !options.isPlain, !isDumb, painter == nil {
      painter = ScreenPainter(screen)
    }
    lookAtSize()
  }

  /// After a stop the shell has taken the keyboard back and written below the screen.
  private mutating func goOn() {
    if settings != nil, input.isForeground { _ = input.readKeys() }
    if screen.isForeground { painter?.begin() }
    enterScreen()
  }

  /// The shell can take the terminal away and give it back without a signal.
  private mutating func followForeground() {
    let isNow = input.isForeground && screen.isForeground
    guard isNow != isForeground else { return }
    isForeground = isNow
    if isNow { return goOn() }
    // What is there is the shell's now.
    painter = nil
    say("recording in the background; keys count again after: fg")
  }

  private mutating func leaveScreen() {
    painter?.end()
    painter = nil
    if let settings, input.isForeground { input.restore(settings) }
    settings = nil
  }

  private mutating func lookAtSize() {
    style = TextStyle.of(screen)
    let latest = screen.size ?? (80, 24)
    guard latest != size else { return }
    size = latest
    painter?.wipe()
  }

  private var live: LiveScreen {
    LiveScreen(
      plan: plan, question: question, sampleRate: recorder.format.sampleRate, style: style,
      rows: size.rows, isBlind: options.isBlind)
  }

  private mutating func show(_ status: RecorderStatus, _ now: Int64) {
    content.status = status
    content.meter.take(peakSample: status.peakSample)
    content.prompt = keys.prompt
    if keys.probeStage == .idle { content.probe = "" }
    if now > answerUntil { content.answer = "" }
    alert(status)
    look(status.opening)
    if painter != nil {
      let lines = live.lines(content)
      painter?.paint(lines)
    } else {
      for line in events.lines(status) { say(style.shown(line)) }
    }
  }

  private var plainKeys: String {
    (SessionKeys.list(plan).map { "\($0.key) \($0.does)" }).joined(separator: "; ")
  }

  /// Looks every five seconds; says once when little is left.
  private mutating func lookAtDisk(_ now: Int64) {
    nextRoomLook = now + 5_000_000_000
    content.room = try? DiskRoom(folder: folder, sampleRate: recorder.format.sampleRate)
    let isScarce = (content.room?.seconds ?? .infinity) < DiskRoom.scarceSeconds
    if isScarce, !wasRoomScarce, let room = content.room {
      note("the disk has room for \(room.text) of sound only")
    }
    wasRoomScarce = isScarce
  }

  /// Says at once, and with a bell, that frames are being lost, or what was recorded.
  private mutating func alert(_ status: RecorderStatus) {
    let isLost = status.secondsToReopen != nil
    if isLost, !wasLost {
      note("the device is gone; trying to open it again")
    } else if status.gapCount > shownGaps, !isLost {
      note("the device lost frames; the stretch is filled with silence and listed")
    }
    wasLost = isLost
    shownGaps = max(shownGaps, status.gapCount)
    let text = KeepingText(sampleRate: recorder.format.sampleRate)
    for line in text.news(status.sink, since: shownSink) { note(line) }
    shownSink = status.sink
  }

  /// Says once, after the first seconds, that the microphone cannot be used so, and takes it
  /// back when a dead one comes to life.
  private mutating func look(_ opening: OpeningLook) {
    if isCalledDead, opening.hasAwoken {
      isCalledDead = false
      note("the microphone delivers sound now")
    }
    guard options.looksAtDevice, !hasLooked, opening.isComplete else { return }
    hasLooked = true
    guard !opening.hasAwoken else { return }
    let problem: MicrophoneCheck.Problem
    if opening.isSilent {
      problem = .digitalSilence
    } else if opening.isConstant {
      problem = .constant
    } else if opening.clippedShare > MicrophoneCheck.mostClipped {
      problem = .clippedThroughout
    } else {
      return
    }
    isCalledDead = opening.isConstant
    note(
      "the microphone cannot be used like this: \(MicrophoneReport.description(of: problem)). "
        + MicrophoneReport.cure(for: problem))
  }

  /// A line on stderr, which never waits for a terminal that Ctrl-S holds.
  private mutating func say(_ text: String) {
    if output == nil {
      Descriptors.writeBestEffort(text + "\n", to: screen.descriptor)
    } else {
      output?.write(text + "\n")
    }
  }

  /// A line of its own above the screen, with a bell on a terminal.
  private mutating func note(_ text: String) {
    if painter != nil {
      painter?.add(note: style.shown(text))
    } else {
      say((screen.isTerminal ? "\u{7}" : "") + style.shown(text))
    }
  }
}
