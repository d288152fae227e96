import AudioCore
import LinuxSystem
import PracticePlan
import Recording
import Reports
import SessionArchive
import SpeechAnalysis

/// The main thread while recording: keys or lines in, commands and one status line out.
///
/// Never blocks on the screen: a terminal held by Ctrl-S is left alone, and one
/// that has gone does not stop the recording from ending well.
struct SessionControl {
  let recorder: Recorder
  let plan: Plan
  let signals: SignalQueue
  /// Where the session is written: its disk is watched.
  let folder: String
  /// Whether a microphone that looks unusable after some seconds is mentioned.
  let looksAtDevice: Bool

  private let input = Terminal(descriptor: 0)
  private let screen = Terminal(descriptor: 2)
  private var isInputOpen = true
  private var partialLine: [UInt8] = []
  private var settings: Terminal.Settings?
  private var isHeld = false
  private var peak = Decibels.floor
  private var shownPhase = -1
  private var shownGaps = 0
  private var wasLost = false
  private var hasLooked = false
  private var room: DiskRoom?
  private var nextRoomLook: Int64 = 0

  /// The time between two looks at the recorder: five a second at most.
  private static let tickMilliseconds = 200

  init(
    recorder: Recorder, plan: Plan, signals: SignalQueue, folder: String, looksAtDevice: Bool
  ) {
    self.recorder = recorder
    self.plan = plan
    self.signals = signals
    self.folder = folder
    self.looksAtDevice = looksAtDevice
  }

  /// Runs until the recording has ended by itself, by a key or by a signal.
  mutating func run() {
    settings = input.isTerminal ? input.readKeys() : nil
    if settings != nil { say(Self.help(plan, style: TextStyle.of(screen))) }
    defer { leaveScreen() }
    var nextTick = MonotonicClock.nowNanoseconds
    while true {
      let now = MonotonicClock.nowNanoseconds
      if now >= nextTick {
        let status = recorder.takeStatus()
        if now >= nextRoomLook { lookAtDisk(now) }
        show(status)
        if status.isFinished { return }
        nextTick = now + Int64(Self.tickMilliseconds) * 1_000_000
      }
      let wait = Int(max(0, nextTick - MonotonicClock.nowNanoseconds) / 1_000_000) + 1
      let ready = Descriptors.waitReadable(
        [signals.descriptor] + (isInputOpen ? [input.descriptor] : []), timeoutMilliseconds: wait)
      if ready[0] { handleSignals() }
      if ready.count > 1, ready[1] { handleInput() }
    }
  }

  /// The keys, on as many lines as they need.
  static func help(_ plan: Plan, style: TextStyle) -> String {
    let keys = ["Enter next phase", "b back", "h hold", "q finish"]
    let marks = plan.marks.map { "\($0.key) \($0.name)" }
    return (keys + marks).reduce(into: [String]()) { lines, key in
      if let last = lines.last, last.count + 3 + key.count < style.columns {
        lines[lines.count - 1] = last + " · " + key
      } else {
        lines.append(key)
      }
    }.map(style.plain).joined(separator: "\n")
  }

  // MARK: Input

  private mutating func handleInput() {
    guard let bytes = Descriptors.readAvailable(input.descriptor) else { return }
    guard !bytes.isEmpty else {
      isInputOpen = false
      return
    }
    let moment = MonotonicClock.nowNanoseconds
    if settings != nil {
      for byte in bytes { press(Character(UnicodeScalar(byte)), at: moment) }
      return
    }
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        obey(String(decoding: partialLine, as: UTF8.self), at: moment)
        partialLine = []
      } else if partialLine.count < 200 {
        partialLine.append(byte)
      }
    }
  }

  private mutating func press(_ key: Character, at moment: Int64) {
    switch key {
    case "\n", "\r", " ": send(.next, at: moment)
    case "b": send(.back, at: moment)
    case "h": send(isHeld ? .resume : .hold, at: moment)
    case "q": send(.finish(.finished), at: moment)
    default:
      if let mark = plan.marks.first(where: { $0.key == String(key) }) {
        send(.mark(id: mark.id), at: moment)
      }
    }
  }

  /// A line of a program that drives the recording.
  private mutating func obey(_ line: String, at moment: Int64) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case [], ["next"]: send(.next, at: moment)
    case ["back"]: send(.back, at: moment)
    case ["hold"]: send(.hold, at: moment)
    case ["resume"]: send(.resume, at: moment)
    case ["finish"]: send(.finish(.finished), at: moment)
    default:
      if words.count == 2, words[0] == "mark", plan.marks.contains(where: { $0.id == words[1] }) {
        send(.mark(id: words[1]), at: moment)
      } else {
        say(
          "not understood: '\(line)'; write next, back, hold, resume, finish, or mark and one of "
            + plan.marks.map(\.id).joined(separator: ", "))
      }
    }
  }

  private mutating func send(_ command: RecorderCommand, at moment: Int64) {
    if command == .hold { isHeld = true }
    if command == .resume { isHeld = false }
    recorder.send(command, atNanoseconds: moment)
  }

  private mutating func handleSignals() {
    while let signal = signals.next() {
      switch signal {
      case .interrupt, .quit, .terminate, .hangup:
        recorder.send(.finish(.signal))
      case .suspend:
        leaveScreen()
        SignalQueue.stopProcess()
      case .resume:
        if input.isTerminal { settings = input.readKeys() }
      case .resized: break
      }
    }
  }

  // MARK: Screen

  private mutating func show(_ status: RecorderStatus) {
    alert(status)
    look(status.opening)
    let latest = Decibels(amplitude: Double(status.peakSample) / 32_768)
    // The shown peak falls by 3 dB with each look, so that a glance catches it.
    peak = max(latest, Decibels(peak.value - 3))
    let style = TextStyle.of(screen)
    if screen.isTerminal {
      guard Descriptors.isWritable(screen.descriptor) else { return }
      let line = StatusLine.text(
        status, peak: peak, room: room, plan: plan, sampleRate: recorder.format.sampleRate,
        style: style)
      Descriptors.writeBestEffort("\r\(line)\u{1B}[K", to: screen.descriptor)
    } else if status.phaseIndex != shownPhase {
      shownPhase = status.phaseIndex
      let seconds = recorder.format.sampleRate.seconds(frames: status.frames)
      let name =
        status.phaseIndex < plan.phases.count ? plan.phases[status.phaseIndex].name : "Open"
      say("\(Format.clock(seconds))  \(name)")
    }
  }

  /// Looks every five seconds; says once when little is left.
  private mutating func lookAtDisk(_ now: Int64) {
    nextRoomLook = now + 5_000_000_000
    let wasScarce = room != nil
    let latest = try? DiskRoom(folder: folder, sampleRate: recorder.format.sampleRate)
    room = latest.flatMap { $0.seconds < DiskRoom.scarceSeconds ? $0 : nil }
    if let room, !wasScarce { note("the disk has room for \(room.text) of sound only") }
  }

  /// Says at once, and with a bell, that frames are being lost.
  private mutating func alert(_ status: RecorderStatus) {
    let isLost = status.secondsToReopen != nil
    if isLost, !wasLost {
      note("the device is gone; trying to open it again")
    } else if status.gapCount > shownGaps, !isLost {
      note("the device lost frames; the stretch is filled with silence and listed")
    }
    wasLost = isLost
    shownGaps = max(shownGaps, status.gapCount)
  }

  /// Says once, after the first seconds, that the microphone cannot be used so.
  private mutating func look(_ opening: OpeningLook) {
    guard looksAtDevice, !hasLooked, opening.isComplete else { return }
    hasLooked = true
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
    note(
      "the microphone cannot be used so: \(MicrophoneReport.description(of: problem)). "
        + MicrophoneReport.cure(for: problem))
  }

  /// A line of its own above the status line, with a bell on a terminal.
  private func note(_ text: String) {
    guard screen.isTerminal else { return say(text) }
    guard Descriptors.isWritable(screen.descriptor) else { return }
    Descriptors.writeBestEffort("\r\u{7}\(text)\u{1B}[K\n", to: screen.descriptor)
  }

  private mutating func leaveScreen() {
    if screen.isTerminal, Descriptors.isWritable(screen.descriptor) { say("") }
    if let settings { input.restore(settings) }
    settings = nil
  }
}
